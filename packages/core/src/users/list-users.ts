import { z } from "zod";

import type { Admin, Context } from "../context.ts";
import { UserId } from "../ids.ts";
import { Role } from "./account.ts";
import { toUserForAdmin, userColumns, UserForAdmin } from "./user-for-admin.ts";

/** Which users, and which page of them. */
export const ListUsersInput = z.strictObject({
  email: z.string().trim().toLowerCase().max(254).optional().describe("What the e-mail address begins with"),
  role: Role.optional(),
  disabled: z.boolean().optional().describe("Only those who are disabled, or only those who are not"),
  cursor: UserId.optional().describe("`nextCursor` of the page before"),
  limit: z.int().min(1).max(100).default(50),
});
export type ListUsersInput = z.infer<typeof ListUsersInput>;

/** A page of users. */
export const ListUsersOutput = z.strictObject({
  users: z.array(UserForAdmin),
  nextCursor: UserId.nullable().describe("null on the last page"),
});

/** The users, newest first. Guests are no users. */
export async function listUsers(ctx: Context<Admin>, input: ListUsersInput): Promise<z.infer<typeof ListUsersOutput>> {
  const { email, role, disabled, cursor, limit } = input;
  const stored = await ctx.db.prisma.user.findMany({
    where: {
      kind: "account",
      ...(email !== undefined && { email: { startsWith: email } }),
      ...(role !== undefined && { role }),
      ...(disabled !== undefined && { disabledAt: disabled ? { not: null } : null }),
      // Ids sort by time.
      ...(cursor !== undefined && { id: { lt: cursor } }),
    },
    orderBy: { id: "desc" },
    take: limit + 1,
    select: userColumns,
  });
  const users = stored.slice(0, limit).map(toUserForAdmin);
  return { users, nextCursor: stored.length > limit ? (users.at(-1)?.id ?? null) : null };
}
