import { hasSqlState, readClock } from "@skyhold/db";
import type { Prisma } from "@skyhold/db";
import { z } from "zod";

import { writeAuditEntry } from "../audit/write-audit-entry.ts";
import { transaction } from "../context.ts";
import type { Admin, Context, TransactionContext } from "../context.ts";
import { DomainError, notFound } from "../errors.ts";
import { UserId } from "../ids.ts";
import { personText } from "../text.ts";
import { Role } from "./account.ts";
import { queueAccountMail } from "./account-mail.ts";
import { toUserForAdmin, userColumns } from "./user-for-admin.ts";
import type { UserForAdmin } from "./user-for-admin.ts";

/** Whom, and why. */
export const ChangeUserInput = z.strictObject({ userId: UserId, reason: personText(200) });
export type ChangeUserInput = z.infer<typeof ChangeUserInput>;

/** Whom, what they may do from now on, and why. */
export const SetRoleInput = z.strictObject({ userId: UserId, role: Role, reason: personText(200) });
export type SetRoleInput = z.infer<typeof SetRoleInput>;

/** Keeps a user out: every session ends at once. The last admin stays. Written to the audit log. */
export async function disableUser(ctx: Context<Admin>, input: ChangeUserInput): Promise<UserForAdmin> {
  return changeUser(ctx, { ...input, action: "users.disable" }, async (tx, user) => ({
    disabledAt: user.disabledAt ?? (await readClock(tx)),
  }));
}

/** Lets a disabled user sign in again. Written to the audit log. */
export async function enableUser(ctx: Context<Admin>, input: ChangeUserInput): Promise<UserForAdmin> {
  return changeUser(ctx, { ...input, action: "users.enable" }, () => Promise.resolve({ disabledAt: null }));
}

/** Gives a user a role, for which they sign in anew. Only who has verified their address can work here; the last admin stays. Written to the audit log. */
export async function setRole(ctx: Context<Admin>, input: SetRoleInput): Promise<UserForAdmin> {
  const { role, ...about } = input;
  return changeUser(ctx, { ...about, action: "users.setRole", role }, (_tx, { emailVerifiedAt }) => {
    if (role !== "traveller" && emailVerifiedAt === null)
      throw new DomainError("EMAIL_UNVERIFIED", "Whoever works here has verified their e-mail address first", null);
    return Promise.resolve({ role });
  });
}

/** Signs a user out wherever they are signed in; they may sign in anew. Written to the audit log. */
export async function endSessions(ctx: Context<Admin>, input: ChangeUserInput): Promise<UserForAdmin> {
  return changeUser(ctx, { ...input, action: "users.endSessions" }, () => Promise.resolve({}));
}

/** Takes a user's second factor away, who has lost it together with the recovery codes: they log in anew, with the password alone. Written to the audit log; the user is told by mail. */
export async function resetSecondFactor(ctx: Context<Admin>, input: ChangeUserInput): Promise<UserForAdmin> {
  const { userId } = input;
  return changeUser(ctx, { ...input, action: "users.resetSecondFactor" }, async (tx, user) => {
    if (user.secondFactor === null) throw notFound("second factor");
    await tx.prisma.secondFactor.delete({ where: { userId } });
    await tx.prisma.recoveryCode.deleteMany({ where: { userId } });
    await queueAccountMail(tx, user, "account.second_factor_reset");
    return {};
  });
}

interface Change extends ChangeUserInput {
  readonly action: string;
  readonly role?: z.infer<typeof Role>;
}
type StoredUser = Prisma.UserGetPayload<{ select: typeof userColumns }>;
type Decide = (tx: TransactionContext, user: StoredUser) => Promise<Pick<Prisma.UserUpdateInput, "role" | "disabledAt">>;

async function changeUser(ctx: Context<Admin>, change: Change, decide: Decide): Promise<UserForAdmin> {
  const { userId, reason, action, role } = change;
  try {
    return await transaction(ctx, async (tx) => {
      const before = await tx.prisma.user.findUnique({ where: { id: userId }, select: userColumns });
      if (!before) throw notFound("user");
      const after = await tx.prisma.user.update({ where: { id: userId }, data: await decide(tx, before), select: userColumns });
      await ctx.sessions.endAll(tx, userId);
      const details = role === undefined ? {} : { before: before.role, after: role };
      await writeAuditEntry(tx, { actor: ctx.actor, action, subjectId: userId, reason, details });
      return toUserForAdmin(after);
    });
  } catch (error) {
    if (hasSqlState(error, "SK098"))
      throw new DomainError("LAST_ADMIN", "There must always be an admin. Make someone else one first", null);
    throw error;
  }
}
