import { listOwnNotificationRows } from "@skyhold/db";
import { z } from "zod";

import type { Context, User } from "../context.ts";
import { Notification, openCursor, sealCursor, toNotification } from "./notification.ts";

/** Which messages. */
export const ListNotificationsInput = z.strictObject({
  unread: z.literal(true).optional().describe("Only those that have not been marked as read"),
  cursor: z.string().max(200).optional().describe("`nextCursor` of the page before"),
  limit: z.int().min(1).max(100).default(20),
});
export type ListNotificationsInput = z.infer<typeof ListNotificationsInput>;

/** A page of messages. */
export const ListNotificationsOutput = z.strictObject({
  notifications: z.array(Notification),
  unread: z.int().describe("How many have not been marked as read, on all pages"),
  nextCursor: z.string().nullable().describe("null on the last page"),
});
export type ListNotificationsOutput = z.infer<typeof ListNotificationsOutput>;

/** What the caller was told of, newest first, whether or not its mail has got through. */
export async function listNotifications(ctx: Context<User>, input: ListNotificationsInput): Promise<ListNotificationsOutput> {
  const { userId } = ctx.actor;
  const { unread = false, cursor, limit } = input;
  const after = cursor === undefined ? null : openCursor(cursor);
  const own = await listOwnNotificationRows(ctx.db, { userId, unread, after, limit: limit + 1 });
  const notifications = own.rows.slice(0, limit).map((row) => toNotification(ctx, row));
  const last = notifications.at(-1);
  return { notifications, unread: own.unread, nextCursor: own.rows.length > limit && last ? sealCursor(last) : null };
}
