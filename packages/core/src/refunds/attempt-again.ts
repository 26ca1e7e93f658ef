import type { Prisma } from "@skyhold/db";

import type { TransactionContext } from "../context.ts";

/** Makes another attempt at what a failed refund was to give back, and queues it. The books owe it already. Answers the attempt's id. */
export async function attemptAgain(tx: TransactionContext, failed: Prisma.RefundGetPayload<object>): Promise<string> {
  const { bookingId, paymentId, cancellationId, stripeIntentId, amountMinor, currency, reason } = failed;
  const refundId = tx.newId("ref");
  await tx.prisma.refund.create({
    data: { id: refundId, bookingId, paymentId, cancellationId, stripeIntentId, amountMinor, currency, reason, state: "pending" },
  });
  await tx.enqueue("refund.execute", { refundId });
  return refundId;
}
