import { listNotificationRows } from "@skyhold/db";
import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { BookingId } from "../ids.ts";
import { NotificationForStaff, NotificationState, openCursor, sealCursor, toNotificationForStaff } from "./notification.ts";

/** Which messages. */
export const ListNotificationsForStaffInput = z.strictObject({
  state: NotificationState.optional().describe("`failed` are those that wait for staff"),
  kind: z.string().max(40).optional(),
  recipient: z.string().trim().toLowerCase().max(254).optional().describe("What the address begins with"),
  bookingId: BookingId.optional(),
  cursor: z.string().max(200).optional().describe("`nextCursor` of the page before"),
  limit: z.int().min(1).max(100).default(50),
});
export type ListNotificationsForStaffInput = z.infer<typeof ListNotificationsForStaffInput>;

/** A page of messages. */
export const ListNotificationsForStaffOutput = z.strictObject({
  notifications: z.array(NotificationForStaff),
  nextCursor: z.string().nullable().describe("null on the last page"),
});
export type ListNotificationsForStaffOutput = z.infer<typeof ListNotificationsForStaffOutput>;

/** Everyone's messages, newest first, with what has become of their mails. */
export async function listNotificationsForStaff(
  ctx: Context<Staff>,
  input: ListNotificationsForStaffInput,
): Promise<ListNotificationsForStaffOutput> {
  const { state = null, kind = null, recipient = null, bookingId = null, cursor, limit } = input;
  const after = cursor === undefined ? null : openCursor(cursor);
  const rows = await listNotificationRows(ctx.db, { state, kind, recipient, bookingId, after, limit: limit + 1 });
  const notifications = rows.slice(0, limit).map(toNotificationForStaff);
  const last = notifications.at(-1);
  return { notifications, nextCursor: rows.length > limit && last ? sealCursor(last) : null };
}
