import { readClock } from "@skyhold/db";
import type { Prisma } from "@skyhold/db";

import type { TransactionContext } from "../context.ts";

/** Sees to it that the open payment of a booking, if any, can no longer be made. The caller holds the booking's row lock. */
export async function cancelLivePayment(tx: TransactionContext, bookingId: string): Promise<void> {
  const live = await tx.prisma.payment.findFirst({
    where: { bookingId, state: { in: ["starting", "requires_payment", "processing", "authorised"] } },
  });
  if (live) await tx.enqueue("payment.cancel", { paymentId: live.id });
}

/**
 * Ends the open payment of a booking whose price has changed: the next `payments.start` opens another one, of the new amount.
 * Money that still comes of it buys nothing and goes back. The caller holds the booking's row lock.
 */
export async function endOpenPayment(tx: TransactionContext, bookingId: string): Promise<void> {
  const open = await tx.prisma.payment.findFirst({ where: { bookingId, state: { in: ["starting", "requires_payment"] } } });
  if (!open) return;
  await tx.prisma.payment.update({ where: { id: open.id }, data: { state: "cancelled" } });
  await tx.enqueue("payment.cancel", { paymentId: open.id });
}

/** Writes that the payment provider has ended an attempt: no money can come of it any more. The caller holds the booking's row lock. */
export async function markWithdrawn(tx: TransactionContext, paymentId: string): Promise<void> {
  await tx.prisma.payment.update({ where: { id: paymentId }, data: { state: "cancelled", withdrawnAt: await readClock(tx) } });
}

/**
 * Lets go of the open payments of several bookings, also of those that money is on its way for: none of it buys anything any more.
 * The caller holds the bookings' row locks.
 */
export async function withdrawPayments(tx: TransactionContext, bookingIds: readonly string[]): Promise<void> {
  const state = { in: ["starting", "requires_payment", "processing", "authorised"] } satisfies Prisma.PaymentWhereInput["state"];
  const live = await tx.prisma.payment.findMany({ where: { bookingId: { in: [...bookingIds] }, state }, select: { id: true } });
  if (live.length === 0) return;
  const ids = live.map(({ id }) => id);
  await tx.prisma.payment.updateMany({
    where: { id: { in: ids }, state: { in: ["starting", "requires_payment"] } },
    data: { state: "cancelled" },
  });
  await tx.enqueueAll(
    "payment.cancel",
    ids.map((paymentId) => ({ paymentId })),
  );
}
