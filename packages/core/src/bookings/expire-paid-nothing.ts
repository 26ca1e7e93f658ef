import { readClock, releaseSeats } from "@skyhold/db";

import type { TransactionContext } from "../context.ts";

/**
 * Ends an unpaid booking whose time is over once its payment can no longer be made. While money was authorised, its seats
 * were secured and the sweep left it alone; now nothing will come. The caller holds the booking's row lock.
 */
export async function expirePaidNothing(tx: TransactionContext, bookingId: string): Promise<void> {
  const now = await readClock(tx);
  const ended = await tx.prisma.booking.updateMany({
    where: { id: bookingId, state: { in: ["held", "awaiting_payment"] }, expiresAt: { lte: now } },
    data: { state: "expired", endedAt: now },
  });
  if (ended.count === 1) await releaseSeats(tx, bookingId, "payment_lost");
}
