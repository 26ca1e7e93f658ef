import { expireBookings, lockBooking, readClock } from "@skyhold/db";
import type { Prisma } from "@skyhold/db";

import { transaction } from "../context.ts";
import type { Context } from "../context.ts";
import { queueNotification } from "../notifications/queue-notification.ts";
import { cancelLivePayment, endOpenPayment } from "../payments/end-payment.ts";

/** Small, because their seats are locked while the batch is written, and someone may want one. */
const batch = 20;

/** Tidies up the bookings whose time has run out, and tells their owners. Their seats were free already: the deadline decides, not this. Answers how many. Payments for seats and for other flights end when their own time is over. */
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
  await endOverduePayments(ctx);
  return total;
}

/** Money for seats or flights that is authorised later is let go, whether or not this has come by. */
async function endOverduePayments(ctx: Context): Promise<void> {
  const now = await readClock(ctx.db);
  const overdue = {
    purpose: { not: "booking" },
    state: { in: ["starting", "requires_payment"] },
    payBy: { lte: now },
  } satisfies Prisma.PaymentWhereInput;
  const found = await ctx.db.prisma.payment.findMany({ where: overdue, orderBy: { payBy: "asc" }, take: batch });
  for (const { id, bookingId } of found) {
    await transaction(ctx, async (tx) => {
      await lockBooking(tx, bookingId, null);
      if ((await tx.prisma.payment.count({ where: { ...overdue, id } })) > 0) await endOpenPayment(tx, bookingId);
    });
  }
}
