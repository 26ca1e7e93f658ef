import { z } from "zod";

import type { Context, User } from "../context.ts";
import { DomainError } from "../errors.ts";
import { drawToken } from "../sessions/token.ts";
import { authenticator, proveSecondFactor, SecondFactorCode, secretPlace } from "./second-factor.ts";

/** The password once more, and a code where there is a second factor already. */
export const ProofOfOwner = z.strictObject({ password: z.string().min(1).max(128), code: SecondFactorCode.optional() });
export type ProofOfOwner = z.infer<typeof ProofOfOwner>;

/** What the authenticator is to know, this once. */
export const NewSecondFactor = z.strictObject({
  secret: z.string().describe("Base32, to be typed"),
  uri: z.string().describe("`otpauth://…`, to be shown as a QR code"),
});

/** Begins to give the caller a second factor, or another one. Nothing changes before `confirmSecondFactor`. */
export async function setUpSecondFactor(ctx: Context<User>, input: ProofOfOwner): Promise<z.infer<typeof NewSecondFactor>> {
  const { userId, email } = ctx.actor;
  await proveOwner(ctx, input);
  const secret = drawToken(ctx.randomInt).slice(0, 32).toUpperCase();
  const pendingSealed = ctx.vault.seal(secret, secretPlace(userId));
  await ctx.db.prisma.secondFactor.upsert({ where: { userId }, create: { userId, pendingSealed }, update: { pendingSealed } });
  return { secret, uri: authenticator(secret, email).toString() };
}

/** Takes the second factor away, and its recovery codes with it. */
export async function removeSecondFactor(ctx: Context<User>, input: ProofOfOwner): Promise<void> {
  const { userId } = ctx.actor;
  await proveOwner(ctx, input);
  await ctx.db.prisma.$transaction([
    ctx.db.prisma.secondFactor.deleteMany({ where: { userId } }),
    ctx.db.prisma.recoveryCode.deleteMany({ where: { userId } }),
  ]);
}

async function proveOwner(ctx: Context<User>, { password, code }: ProofOfOwner): Promise<void> {
  const { userId } = ctx.actor;
  const { passwordHash } = await ctx.db.prisma.user.findUniqueOrThrow({ where: { id: userId } });
  if (!(await ctx.passwords.verify(passwordHash, password)))
    throw new DomainError("CREDENTIALS_WRONG", "The password is another one", null);
  await proveSecondFactor(ctx, userId, code);
}
