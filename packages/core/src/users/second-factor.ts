import { readClock } from "@skyhold/db";
import { Secret, TOTP } from "otpauth";
import { z } from "zod";

import { transaction } from "../context.ts";
import type { Context, TransactionContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { hashToken } from "../sessions/token.ts";
import { limitAttempts } from "./limit-attempts.ts";

/** What proves the second factor: six digits of the authenticator, or one of the recovery codes. */
export const SecondFactorCode = z
  .string()
  .max(60)
  .transform((text) => text.replaceAll(/[\s-]/gu, "").toLowerCase())
  .pipe(z.string().regex(/^(\d{6}|[a-z2-7]{16})$/u, "Six digits of your authenticator, or a recovery code"));

/** Where the secret of an account's authenticator is sealed for. */
export const secretPlace = (userId: string) => `second_factor.secret:${userId}`;

/** What an authenticator reckons with: RFC 6238 with six digits and thirty seconds, which all of them know. */
export function authenticator(secret: string, label: string): TOTP {
  return new TOTP({ issuer: "Skyhold", label, secret: Secret.fromBase32(secret), digits: 6, period: 30 });
}

/** The step of time whose code this is, at most one away from now; null when it is none of theirs. */
export function counterOf(secret: string, code: string, now: Date): number | null {
  const timestamp = now.getTime();
  const delta = authenticator(secret, "").validate({ token: code, timestamp, window: 1 });
  return delta === null ? null : Math.floor(timestamp / 30_000) + delta;
}

/** The error for a code that is wrong, or was used: which of them is not told. */
export function secondFactorWrong(): DomainError<"SECOND_FACTOR_WRONG"> {
  return new DomainError("SECOND_FACTOR_WRONG", "This code is wrong or was used already. Wait for the next one", null);
}

/**
 * Asks for the second factor where the account has one, after the password was right: SECOND_FACTOR_REQUIRED without a code,
 * SECOND_FACTOR_WRONG with one that is wrong or used, RATE_LIMITED after ten within a quarter of an hour.
 */
export async function proveSecondFactor(ctx: Context, userId: string, code: string | undefined): Promise<void> {
  const factor = await ctx.db.prisma.secondFactor.findUnique({ where: { userId } });
  if (!factor || factor.secretSealed === null) return;
  if (code === undefined) throw new DomainError("SECOND_FACTOR_REQUIRED", "Repeat the call with a code of your authenticator", null);
  await limitAttempts(ctx, { what: "second factor", who: userId, limit: 10, seconds: 900 });
  const secret = ctx.vault.open(factor.secretSealed, secretPlace(userId));
  const used = await transaction(ctx, (tx) => useCode(tx, { userId, secret, code }));
  if (!used) throw secondFactorWrong();
}

/** A code of the authenticator's counts up, a recovery code is deleted: of two uses at once, one counts. */
async function useCode(tx: TransactionContext, { userId, secret, code }: { userId: string; secret: string; code: string }) {
  const { prisma } = tx;
  if (code.length > 6) return (await prisma.recoveryCode.deleteMany({ where: { userId, codeHash: hashToken(code) } })).count === 1;
  const counter = counterOf(secret, code, await readClock(tx));
  if (counter === null) return false;
  const later = { userId, lastCounter: { lt: counter } };
  return (await prisma.secondFactor.updateMany({ where: later, data: { lastCounter: counter } })).count === 1;
}
