import { writeAuditEntry } from "../audit/write-audit-entry.ts";
import { transaction } from "../context.ts";
import type { Admin, Context } from "../context.ts";
import { notFound } from "../errors.ts";
import { exportProfile } from "../profile/export-profile.ts";
import type { ProfileExport } from "../profile/export-profile.ts";
import type { ChangeUserInput } from "./change-user.ts";

/**
 * All that is kept of somebody who has asked for it by letter or at the desk (GDPR, articles 15 and 20), as they would read it themselves.
 * That it was read is written to the audit log first. NOT_FOUND.
 */
export async function exportUser(ctx: Context<Admin>, { userId, reason }: ChangeUserInput): Promise<ProfileExport> {
  const user = await ctx.db.prisma.user.findUnique({ where: { id: userId, kind: "account" }, select: { email: true } });
  if (!user) throw notFound("user");
  await transaction(ctx, (tx) => writeAuditEntry(tx, { actor: ctx.actor, action: "users.export", subjectId: userId, reason, details: {} }));
  const actor = { userId, email: user.email, kind: "account", role: "traveller", secondFactor: false, token: "" } as const;
  return exportProfile({ ...ctx, actor });
}
