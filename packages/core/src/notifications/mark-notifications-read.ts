import { readClock } from "@skyhold/db";
import { z } from "zod";

import { transaction } from "../context.ts";
import type { Context, User } from "../context.ts";
import { notFound } from "../errors.ts";
import { NotificationId } from "../ids.ts";

/** Which messages. */
export const MarkNotificationsReadInput = z.strictObject({ notificationIds: z.array(NotificationId).min(1).max(100) });
export type MarkNotificationsReadInput = z.infer<typeof MarkNotificationsReadInput>;

/** How many are left. */
export const MarkedNotificationsRead = z.strictObject({ unread: z.int() });
export type MarkedNotificationsRead = z.infer<typeof MarkedNotificationsRead>;

/** Puts on record that the caller has read messages of theirs: all of them, or none when one is not theirs. What was read stays read since then. */
export async function markNotificationsRead(
  ctx: Context<User>,
  { notificationIds }: MarkNotificationsReadInput,
): Promise<MarkedNotificationsRead> {
  const { userId } = ctx.actor;
  return transaction(ctx, async (tx) => {
    const theirs = { id: { in: notificationIds }, userId, title: { not: null } };
    if ((await tx.prisma.notification.count({ where: theirs })) < new Set(notificationIds).size) throw notFound("message");
    await tx.prisma.notification.updateMany({ where: { ...theirs, readAt: null }, data: { readAt: await readClock(tx) } });
    return { unread: await tx.prisma.notification.count({ where: { userId, title: { not: null }, readAt: null } }) };
  });
}
