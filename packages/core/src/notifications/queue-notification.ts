import { z } from "zod";

import type { TransactionContext } from "../context.ts";

/** What travellers are told of, and of a refund that has failed for good, staff. */
export const NotificationKind = z.enum([
  "booking.confirmed",
  "booking.expired",
  "booking.cancelled",
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
  /** The cancellation, refund, payment, change of a flight or segment that it is about, of which a booking may have several. */
  readonly subjectId?: string;
}

/** Stores a message to the booking's contact and queues its sending: one for each subject and kind, however often it is asked for. */
export async function queueNotification(tx: TransactionContext, { bookingId, kind, subjectId }: Occasion): Promise<void> {
  const booking = await tx.prisma.booking.findUniqueOrThrow({ where: { id: bookingId }, select: { contactEmail: true, userId: true } });
  await store(tx, { kind, bookingId, userId: booking.userId, subjectId: subjectId ?? null, recipient: booking.contactEmail });
}

/** Stores a message to staff about a refund and queues its sending, once. */
export async function queueStaffNotification(
  tx: TransactionContext,
  about: { readonly bookingId: string | null; readonly refundId: string; readonly recipient: string },
): Promise<void> {
  const { bookingId, refundId, recipient } = about;
  await store(tx, { kind: "refund.failed", bookingId, userId: null, subjectId: refundId, recipient });
}

async function store(
  tx: TransactionContext,
  message: {
    readonly kind: NotificationKind;
    readonly bookingId: string | null;
    readonly userId: string | null;
    readonly subjectId: string | null;
    readonly recipient: string;
  },
): Promise<void> {
  const id = tx.newId("ntf");
  const created = await tx.prisma.notification.createMany({
    data: [{ ...message, id, dedupeKey: `${message.kind}:${message.subjectId ?? message.bookingId}` }],
    skipDuplicates: true,
  });
  if (created.count === 1) await tx.enqueue("notification.send", { notificationId: id });
}
