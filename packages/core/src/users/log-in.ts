import { z } from "zod";

import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { Email, toAccount, withSecondFactor } from "./account.ts";
import type { SignedIn } from "./account.ts";
import { ownsAddress } from "./owns-address.ts";
import { proveSecondFactor, SecondFactorCode } from "./second-factor.ts";

/** E-mail address and password, and a code where the account has a second factor. */
export const LogInInput = z.strictObject({ email: Email, password: z.string().min(1).max(128), code: SecondFactorCode.optional() });
export type LogInInput = z.infer<typeof LogInInput>;

/** Opens a new session. An unknown address, a wrong password and a disabled account get the same answer, after the same work; whether there is a second factor learns who has the password. */
export async function logIn(ctx: Context, input: LogInInput): Promise<SignedIn> {
  ctx.passwords.refuseWhenFull();
  const stored = await ctx.db.prisma.user.findFirst({ where: { email: input.email, ...ownsAddress }, include: withSecondFactor });
  const right = await ctx.passwords.verify(stored?.passwordHash ?? null, input.password);
  if (!stored || !right || stored.disabledAt !== null)
    throw new DomainError("CREDENTIALS_WRONG", "E-mail address and password do not belong together", null);
  await proveSecondFactor(ctx, stored.id, input.code);
  return { ...(await ctx.sessions.open(stored.id, ctx.origin.userAgent)), account: toAccount(stored) };
}
