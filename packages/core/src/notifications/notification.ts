import type { NotificationRow } from "@skyhold/db";
import { z } from "zod";

import type { Context } from "../context.ts";
import { invalidInput } from "../errors.ts";
import { BookingId, NotificationId } from "../ids.ts";
import { instantOf } from "../time.ts";

/** A message as its reader sees it beside the mail. */
export const Notification = z.strictObject({
  id: NotificationId,
  kind: z.string().describe("`booking.confirmed`, `flight.delayed`; more may come"),
  title: z.string(),
  summary: z.string(),
  bookingId: BookingId.nullable(),
  link: z.string().nullable().describe("The web page on which one can act on it; null where there is none"),
  createdAt: z.date(),
  readAt: z.date().nullable(),
});
export type Notification = z.infer<typeof Notification>;

/** Where a message's mail stands. */
export const NotificationState = z.enum(["pending", "sent", "failed", "withheld"]);

/** A message as staff see it, with what has become of its mail. */
export const NotificationForStaff = Notification.omit({ title: true, summary: true, link: true }).extend({
  title: z.string().nullable().describe("null until it has been rendered"),
  state: NotificationState.describe(
    "`failed`: not tried any more; `withheld`: its reader wants no such mails, or it has nothing to say any more",
  ),
  recipient: z.string(),
  recordLocator: z.string().nullable(),
  attempts: z.int().describe("To send it, since it was stored or sent again by staff"),
  lastError: z.string().nullable().describe("Why the last attempt failed"),
  sentAt: z.date().nullable(),
});
export type NotificationForStaff = z.infer<typeof NotificationForStaff>;

/** A stored message that can be read, as its reader sees it. */
export function toNotification({ webUrl }: Pick<Context, "webUrl">, row: NotificationRow): Notification {
  return {
    id: NotificationId.parse(row.id),
    kind: row.kind,
    title: row.title ?? "",
    summary: row.summary ?? "",
    bookingId: row.bookingId === null ? null : BookingId.parse(row.bookingId),
    link: bookingLink(webUrl, row.bookingId),
    createdAt: instantOf(row.createdAt),
    readAt: row.readAt === null ? null : instantOf(row.readAt),
  };
}

/** A stored message as staff see it. */
export function toNotificationForStaff(row: NotificationRow): NotificationForStaff {
  const { userId: _userId, subjectId: _subjectId, summary: _summary, ...rest } = row;
  return {
    ...rest,
    id: NotificationId.parse(row.id),
    bookingId: row.bookingId === null ? null : BookingId.parse(row.bookingId),
    createdAt: instantOf(row.createdAt),
    sentAt: row.sentAt === null ? null : instantOf(row.sentAt),
    readAt: row.readAt === null ? null : instantOf(row.readAt),
  };
}

/** The web page of a booking; null where there is no such place. */
export function bookingLink(webUrl: string | null, bookingId: string | null): string | null {
  return webUrl === null || bookingId === null ? null : `${webUrl}/bookings/${bookingId}`;
}

/** Where the page after a message begins, as a text for the client to bring back. */
export function sealCursor({ createdAt, id }: { readonly createdAt: Date; readonly id: string }): string {
  return `${createdAt.getTime()}.${id}`;
}

/** The place that such a text names; INVALID_INPUT for any other. */
export function openCursor(cursor: string): { createdAt: Date; id: string } {
  const [, time, id] = /^(\d{1,15})\.(ntf_[0-9a-f-]{36})$/u.exec(cursor) ?? [];
  if (time === undefined || id === undefined)
    throw invalidInput("cursor", "Use `nextCursor` of the page before as it came, or leave it out");
  return { createdAt: instantOf(Number(time)), id };
}
