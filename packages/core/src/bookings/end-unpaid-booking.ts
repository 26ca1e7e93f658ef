import { readClock, releaseSeats } from "@skyhold/db";

import type { TransactionContext } from "../context.ts";

/**
 * Ends a booking whose payment can no longer be made: at once where its seats were already secured for that payment, and
 * otherwise when its time is over. Before that, the traveller may try another payment. The caller holds the booking's row lock.
 */
export async function endUnpaidBooking(tx: TransactionContext, bookingId: string): Promise<void> {
  const booking = await tx.prisma.booking.findUniqueOrThrow({ where: { id: bookingId } });
  const now = await readClock(tx);
  const unpaid = booking.state === "held" || booking.state === "awaiting_payment" || booking.state === "expired";
  if (!unpaid || (booking.securedAt === null && booking.expiresAt > now)) return;
  // An earlier attempt has come to its end; the seats are secured for the one that is being captured.
  if ((await tx.prisma.payment.count({ where: { bookingId, state: "authorised" } })) > 0) return;
  await releaseSeats(tx, bookingId, "payment_lost");
  await tx.prisma.booking.update({
    where: { id: bookingId },
    data: { state: "expired", endedAt: booking.endedAt ?? now, securedAt: null, freeCancellationUntil: null },
  });
}
