import { z } from "zod";

import type { Context, User } from "../context.ts";
import { DomainError } from "../errors.ts";
import { limitAttempts } from "./limit-attempts.ts";
import { proveSecondFactor, SecondFactorCode } from "./second-factor.ts";

/** The password once more, and a code where there is a second factor already. */
export const ProofOfOwner = z.strictObject({ password: z.string().min(1).max(128), code: SecondFactorCode.optional() });
export type ProofOfOwner = z.infer<typeof ProofOfOwner>;

/**
 * Takes the password once more for what a stolen session must not do; answers its hash. CREDENTIALS_WRONG also for an account that has none
 * yet, RATE_LIMITED after ten within a quarter of an hour.
 */
export async function provePassword(ctx: Context<User>, password: string): Promise<string> {
  const { userId } = ctx.actor;
  await limitAttempts(ctx, { what: "own password", who: userId, limit: 10, seconds: 900 });
  const { passwordHash } = await ctx.db.prisma.user.findUniqueOrThrow({ where: { id: userId } });
  const right = await ctx.passwords.verify(passwordHash, password);
  if (passwordHash === null)
    throw new DomainError(
      "CREDENTIALS_WRONG",
      "Your account has no password yet. Verify its address, auth.requestEmailVerification, then choose one: auth.requestPasswordReset",
      null,
    );
  if (!right) throw new DomainError("CREDENTIALS_WRONG", "The password is another one", null);
  return passwordHash;
}

/** The password, and the second factor where the account has one. */
export async function proveOwner(ctx: Context<User>, { password, code }: ProofOfOwner): Promise<void> {
  await provePassword(ctx, password);
  await proveSecondFactor(ctx, ctx.actor.userId, code);
}
