import type { TransactionContext } from "../context.ts";

/** What goes back to one payment because of a cancellation, in minor units. */
export interface CancellationRefund {
  readonly cancellationId: string;
  readonly bookingId: string;
  readonly paymentId: string;
  readonly stripeIntentId: string;
  readonly amount: number;
  readonly currency: string;
}

/** Queues the refunds of cancellations, one for each payment that something goes back to, which the books already owe. The caller holds the bookings' row locks; the database refuses more than was captured. */
export async function refundCancellations(tx: TransactionContext, due: readonly CancellationRefund[]): Promise<void> {
  const refunds = due.map(({ amount, ...rest }) => ({
    ...rest,
    id: tx.newId("ref"),
    state: "pending" as const,
    amountMinor: BigInt(amount),
    reason: "cancellation",
  }));
  await tx.prisma.refund.createMany({ data: refunds });
  await tx.enqueueAll(
    "refund.execute",
    refunds.map(({ id }) => ({ refundId: id })),
  );
}
