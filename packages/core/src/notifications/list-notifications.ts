import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { BookingId } from "../ids.ts";

/** Which mails. */
export const ListNotificationsInput = z.strictObject({
  state: z.enum(["pending", "sent", "failed"]).optional(),
  recipient: z.string().trim().toLowerCase().max(254).optional().describe("What the address begins with"),
  bookingId: BookingId.optional(),
  cursor: z.string().max(60).optional().describe("`nextCursor` of the page before"),
  limit: z.int().min(1).max(100).default(50),
});
export type ListNotificationsInput = z.infer<typeof ListNotificationsInput>;

/** A mail that is to go out, or has gone. */
export const StaffNotification = z.strictObject({
  id: z.string(),
  kind: z.string().describe("`booking_confirmed`"),
  state: z.enum(["pending", "sent", "failed"]),
  recipient: z.string(),
  bookingId: BookingId.nullable(),
  recordLocator: z.string().nullable(),
  attempts: z.int(),
  createdAt: z.date(),
  sentAt: z.date().nullable(),
});

/** A page of mails. */
export const ListNotificationsOutput = z.strictObject({
  notifications: z.array(StaffNotification),
  nextCursor: z.string().nullable().describe("null on the last page"),
});
export type ListNotificationsOutput = z.infer<typeof ListNotificationsOutput>;

const columns = {
  id: true,
  kind: true,
  state: true,
  recipient: true,
  bookingId: true,
  attempts: true,
  createdAt: true,
  sentAt: true,
} as const;

/** The mails of travellers and staff, the latest first. */
export async function listNotifications(ctx: Context<Staff>, input: ListNotificationsInput): Promise<ListNotificationsOutput> {
  const { state, recipient, bookingId, cursor, limit } = input;
  const rows = await ctx.db.prisma.notification.findMany({
    where: {
      ...(state !== undefined && { state }),
      ...(recipient !== undefined && { recipient: { startsWith: recipient } }),
      ...(bookingId !== undefined && { bookingId }),
      // Ids sort by time.
      ...(cursor !== undefined && { id: { lt: cursor } }),
    },
    orderBy: { id: "desc" },
    take: limit + 1,
    select: { ...columns, booking: { select: { recordLocator: true } } },
  });
  const notifications = rows.slice(0, limit).map(({ booking, ...row }) => ({
    ...row,
    bookingId: row.bookingId === null ? null : BookingId.parse(row.bookingId),
    recordLocator: booking?.recordLocator ?? null,
  }));
  return { notifications, nextCursor: rows.length > limit ? (notifications.at(-1)?.id ?? null) : null };
}
