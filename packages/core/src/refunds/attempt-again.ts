import type { Prisma } from "@skyhold/db";

import type { TransactionContext } from "../context.ts";
import { isAutomatic } from "./refund-automatically.ts";

type StoredRefund = Prisma.RefundGetPayload<object>;

/**
 * Makes another attempt at what a failed refund was to give back, and queues it. The books owe it already. Answers the attempt's id; null
 * where so much of the payment has gone back in another way meanwhile that the rest is no longer enough: then it is for people to settle.
 * The caller holds the booking's row lock, where there is a booking.
 */
export async function attemptAgain(tx: TransactionContext, failed: StoredRefund): Promise<string | null> {
  // The database would refuse more than was captured (`refund_within_captured`), and with it all that is written beside it.
  if (Number(failed.amountMinor) > (await leftToGive(tx, failed))) return null;
  const { bookingId, paymentId, cancellationId, stripeIntentId, amountMinor, currency, reason } = failed;
  const refundId = tx.newId("ref");
  await tx.prisma.refund.create({
    data: { id: refundId, bookingId, paymentId, cancellationId, stripeIntentId, amountMinor, currency, reason, state: "pending" },
  });
  await tx.enqueue("refund.execute", { refundId });
  return refundId;
}

/** What of a refund's payment has not gone back through its provider and is not about to, in minor units; below zero where both cannot be. */
export async function leftToGive({ prisma }: TransactionContext, refund: StoredRefund): Promise<number> {
  const { stripeIntentId, reason } = refund;
  const alive = { stripeIntentId, state: { notIn: ["failed", "cancelled", "paid_outside"] } } satisfies Prisma.RefundWhereInput;
  const given = (await prisma.refund.aggregate({ where: alive, _sum: { amountMinor: true } }))._sum.amountMinor ?? 0n;
  // Money that bought nothing goes back as it came, of whatever amount; its first attempt was of all of it.
  const taken = isAutomatic(refund)
    ? (await prisma.refund.aggregate({ where: { stripeIntentId, reason }, _max: { amountMinor: true } }))._max.amountMinor
    : (await prisma.payment.findUnique({ where: { stripeIntentId } }))?.amountMinor;
  return Number((taken ?? 0n) - given);
}
