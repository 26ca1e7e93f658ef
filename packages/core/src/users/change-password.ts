import { z } from "zod";

import { transaction } from "../context.ts";
import type { Context, User } from "../context.ts";
import { DomainError } from "../errors.ts";
import { Password } from "./account.ts";
import { queueAccountMail } from "./account-mail.ts";
import { refuseCommonPassword } from "./common-password.ts";
import { provePassword } from "./prove-owner.ts";
import { proveSecondFactor, SecondFactorCode } from "./second-factor.ts";

/** The password until now, with a code where the account has a second factor, and the password from now on. */
export const ChangePasswordInput = z.strictObject({
  currentPassword: z.string().min(1).max(128),
  code: SecondFactorCode.optional(),
  newPassword: Password,
});
export type ChangePasswordInput = z.infer<typeof ChangePasswordInput>;

/** Sets a new password and ends every other session of the account; this one goes on. */
export async function changePassword(ctx: Context<User>, input: ChangePasswordInput): Promise<void> {
  const { userId, email, token } = ctx.actor;
  refuseCommonPassword("newPassword", input.newPassword, email);
  const before = await provePassword(ctx, input.currentPassword);
  await proveSecondFactor(ctx, userId, input.code);
  const passwordHash = await ctx.passwords.hash(input.newPassword);
  await transaction(ctx, async (tx) => {
    // Of two changes at once, the second proves a password that is no longer the current one.
    const { count } = await tx.prisma.user.updateMany({ where: { id: userId, passwordHash: before }, data: { passwordHash } });
    if (count === 0) throw new DomainError("CREDENTIALS_WRONG", "The password has just been changed", null);
    await tx.prisma.accountToken.deleteMany({ where: { userId, purpose: "reset_password" } });
    await ctx.sessions.endAll(tx, userId, token);
    await queueAccountMail(tx, { id: userId, email }, "account.password_changed");
  });
}
