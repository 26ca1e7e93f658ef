import { expireBookings } from "@skyhold/db";

import { transaction } from "../context.ts";
import type { Context } from "../context.ts";
import { queueNotification } from "../notifications/queue-notification.ts";
import { cancelLivePayment } from "../payments/cancel-payment.ts";

/** Small, because their seats are locked while the batch is written, and someone may want one. */
const batch = 20;

/** Tidies up the bookings whose time has run out, and tells their owners. Their seats were free already: the deadline decides, not this. Answers how many. */
export async function expireHolds(ctx: Context): Promise<number> {
  let total = 0;
  for (let expired = batch; expired === batch; total += expired) {
    expired = await transaction(ctx, async (tx) => {
      const bookingIds = await expireBookings(tx, batch);
      for (const bookingId of bookingIds) {
        await cancelLivePayment(tx, bookingId);
        await queueNotification(tx, { bookingId, kind: "booking.expired" });
      }
      return bookingIds.length;
    });
  }
  return total;
}
