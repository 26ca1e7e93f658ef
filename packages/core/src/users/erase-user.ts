import { writeAuditEntry } from "../audit/write-audit-entry.ts";
import type { Admin, Context } from "../context.ts";
import { invalidInput, notFound } from "../errors.ts";
import { forgetPerson } from "../profile/erase-profile.ts";
import type { ChangeUserInput } from "./change-user.ts";
import { toUserForAdmin, userColumns } from "./user-for-admin.ts";
import type { UserForAdmin } from "./user-for-admin.ts";

/**
 * Forgets somebody who has asked for it by letter or at the desk, as they could themselves (GDPR, article 17): refused while a booking is
 * unpaid or to be flown. Written to the audit log, which keeps the id and the reason. BOOKING_STATE, LAST_ADMIN, NOT_FOUND.
 */
export async function eraseUser(ctx: Context<Admin>, { userId, reason }: ChangeUserInput): Promise<UserForAdmin> {
  if (userId === ctx.actor.userId) throw invalidInput("userId", "This is you. Erase yourself by your profile, with your password");
  if ((await ctx.db.prisma.user.count({ where: { id: userId, kind: "account" } })) === 0) throw notFound("user");
  return forgetPerson(ctx, userId, async (tx) => {
    await writeAuditEntry(tx, { actor: ctx.actor, action: "users.erase", subjectId: userId, reason, details: {} });
    return toUserForAdmin(await tx.prisma.user.findUniqueOrThrow({ where: { id: userId }, select: userColumns }));
  });
}
