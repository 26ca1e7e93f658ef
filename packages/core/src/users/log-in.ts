import { z } from "zod";

import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { Email, toAccount } from "./account.ts";
import type { SignedIn } from "./account.ts";

/** E-mail address and password. */
export const LogInInput = z.strictObject({ email: Email, password: z.string().min(1).max(128) });
export type LogInInput = z.infer<typeof LogInInput>;

/** Opens a new session. An unknown address, a wrong password and a disabled account get the same answer, after the same work. */
export async function logIn(ctx: Context, input: LogInInput): Promise<SignedIn> {
  const stored = await ctx.db.prisma.user.findUnique({ where: { email: input.email } });
  const right = await ctx.passwords.verify(stored?.passwordHash ?? null, input.password);
  if (!stored || !right || stored.disabledAt !== null)
    throw new DomainError("CREDENTIALS_WRONG", "E-mail address and password do not belong together", null);
  return { ...(await ctx.sessions.open(stored.id, ctx.origin.userAgent)), account: toAccount(stored) };
}
