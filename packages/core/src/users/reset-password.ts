import { useAccountToken } from "@skyhold/db";
import { z } from "zod";

import { transaction } from "../context.ts";
import type { Context } from "../context.ts";
import { hashToken } from "../sessions/token.ts";
import { Password } from "./account.ts";
import { queueAccountMail } from "./account-mail.ts";
import { refuseCommonPassword } from "./common-password.ts";
import { takeOver } from "./take-over.ts";
import { MailedToken, tokenInvalid } from "./verify-email.ts";

/** The code that came by mail, and the password from now on. */
export const ResetPasswordInput = z.strictObject({ token: MailedToken, newPassword: Password });
export type ResetPasswordInput = z.infer<typeof ResetPasswordInput>;

/** Sets a new password and ends every session of the account. The code works once, within 30 minutes; a password that is refused does not use it up. */
export async function resetPassword(ctx: Context, input: ResetPasswordInput): Promise<void> {
  refuseCommonPassword("newPassword", input.newPassword, "");
  const tokenHash = hashToken(input.token);
  // A code that nobody sent must not cost the work of a hash.
  if ((await ctx.db.prisma.accountToken.count({ where: { tokenHash } })) === 0) throw tokenInvalid();
  const passwordHash = await ctx.passwords.hash(input.newPassword);
  await transaction(ctx, async (tx) => {
    const proof = await useAccountToken(tx, tokenHash, "reset_password");
    if (!proof) throw tokenInvalid();
    refuseCommonPassword("newPassword", input.newPassword, proof.email);
    const user = await tx.prisma.user.update({ where: { id: proof.userId }, data: { passwordHash } });
    // Whoever has the code reads the address.
    if (user.emailVerifiedAt === null) await takeOver(tx, user.id);
    await tx.prisma.accountToken.deleteMany({ where: { userId: user.id } });
    await ctx.sessions.endAll(tx, user.id);
    await queueAccountMail(tx, user, "account.password_changed");
  });
}
