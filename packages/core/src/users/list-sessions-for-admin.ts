import { z } from "zod";

import type { Admin, Context } from "../context.ts";
import { notFound } from "../errors.ts";
import { UserId } from "../ids.ts";
import type { ListSessionsOutput } from "./own-sessions.ts";

/** Whose sessions. */
export const ListSessionsForAdminInput = z.strictObject({ userId: UserId });
export type ListSessionsForAdminInput = z.infer<typeof ListSessionsForAdminInput>;

/** On which devices somebody is signed in, the last used first. NOT_FOUND. */
export async function listSessionsForAdmin(
  ctx: Context<Admin>,
  { userId }: ListSessionsForAdminInput,
): Promise<z.infer<typeof ListSessionsOutput>> {
  if ((await ctx.db.prisma.user.count({ where: { id: userId, kind: "account" } })) === 0) throw notFound("user");
  return { sessions: await ctx.sessions.list({ ...ctx.actor, userId }) };
}
