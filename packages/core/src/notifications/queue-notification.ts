import { storeNotification } from "@skyhold/db";
import { z } from "zod";

import type { TransactionContext } from "../context.ts";

/** What travellers are told of, and of a refund that has failed for good, staff. */
export const NotificationKind = z.enum([
  "booking.confirmed",
  "booking.expired",
  "booking.cancelled",
  "booking.changed",
  "booking.seats_changed",
  "booking.seats_paid",
  "payment.failed",
  "payment.withdrawn",
  "refund.sent",
  "refund.failed",
  "flight.delayed",
  "flight.gate_changed",
  "flight.rescheduled",
  "flight.cancelled",
  "flight.check_in_open",
  "flight.reminder",
]);
export type NotificationKind = z.infer<typeof NotificationKind>;

/** What is mailed only to those who want reminders; everything else concerns a contract, money or a flight that has changed. */
export const optionalKinds: ReadonlySet<NotificationKind> = new Set(["flight.check_in_open", "flight.reminder"]);

/** What a message is about. */
interface Occasion {
  readonly bookingId: string;
  readonly kind: NotificationKind;
  /** The cancellation, change, refund, payment, change of a flight or segment that it is about, of which a booking may have several. */
  readonly subjectId?: string;
}

/** Stores a message to the booking's contact and queues its sending: one for each subject and kind, however often it is asked for. */
export async function queueNotification(tx: TransactionContext, { bookingId, kind, subjectId }: Occasion): Promise<void> {
  const message = { id: tx.newId("ntf"), kind, subjectId: subjectId ?? null, dedupeKey: `${kind}:${subjectId ?? bookingId}` };
  if (await storeNotification(tx, bookingId, message)) await tx.enqueue("notification.send", { notificationId: message.id });
}

/** Stores a message to staff about a refund and queues its sending, once. */
export async function queueStaffNotification(
  tx: TransactionContext,
  about: { readonly bookingId: string | null; readonly refundId: string; readonly recipient: string },
): Promise<void> {
  const { bookingId, refundId, recipient } = about;
  const id = tx.newId("ntf");
  const created = await tx.prisma.notification.createMany({
    data: [{ id, kind: "refund.failed", bookingId, subjectId: refundId, recipient, dedupeKey: `refund.failed:${refundId}` }],
    skipDuplicates: true,
  });
  if (created.count === 1) await tx.enqueue("notification.send", { notificationId: id });
}
