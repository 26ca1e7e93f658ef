import { z } from "zod";

import type { TransactionContext } from "../context.ts";

/** What a traveller is told of. */
export const NotificationKind = z.enum(["booking.confirmed", "booking.expired", "booking.seats_changed"]);
export type NotificationKind = z.infer<typeof NotificationKind>;

/** Stores a message to the booking's contact and queues its sending: one for each booking and kind, however often it is asked for. */
export async function queueNotification(
  tx: TransactionContext,
  about: { readonly bookingId: string; readonly kind: NotificationKind },
): Promise<void> {
  const { bookingId, kind } = about;
  const booking = await tx.prisma.booking.findUniqueOrThrow({ where: { id: bookingId }, select: { contactEmail: true, userId: true } });
  const id = tx.newId("ntf");
  const created = await tx.prisma.notification.createMany({
    data: [{ id, bookingId, userId: booking.userId, kind, recipient: booking.contactEmail, dedupeKey: `${kind}:${bookingId}` }],
    skipDuplicates: true,
  });
  if (created.count === 1) await tx.enqueue("notification.send", { notificationId: id });
}
