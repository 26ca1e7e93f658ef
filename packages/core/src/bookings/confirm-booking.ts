import { readClock } from "@skyhold/db";

import type { TransactionContext } from "../context.ts";
import { writeSale } from "../ledger/write-sale.ts";
import { queueNotification } from "../notifications/queue-notification.ts";
import { issueTickets } from "../tickets/issue-tickets.ts";

/** Makes a paid booking whose seats are secured final: state, ledger, tickets and the mail to send, in the caller's transaction and under its lock. */
export async function confirmBooking(tx: TransactionContext, bookingId: string, paymentId: string): Promise<void> {
  const confirmedAt = await readClock(tx);
  const { freeCancellationUntil } = await tx.prisma.booking.update({
    where: { id: bookingId, state: { in: ["held", "awaiting_payment", "expired"] } },
    data: { state: "confirmed", confirmedAt, endedAt: null },
  });
  await writeSale(tx, bookingId, paymentId);
  await issueTickets(tx, bookingId);
  await queueNotification(tx, { bookingId, kind: "booking.confirmed" });
  // Only a party that a late payment has put on other seats has this right before it could travel.
  if (freeCancellationUntil) await queueNotification(tx, { bookingId, kind: "booking.seats_changed" });
}
