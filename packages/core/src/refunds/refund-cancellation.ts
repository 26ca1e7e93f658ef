import type { TransactionContext } from "../context.ts";

/** Queues the refund of a cancellation, or the part of it that goes back to one payment, which the books already owe. The caller holds the booking's row lock; the database refuses more than was captured. */
export async function refundCancellation(
  tx: TransactionContext,
  due: {
    readonly cancellationId: string;
    readonly bookingId: string;
    readonly paymentId: string;
    readonly stripeIntentId: string;
    readonly amount: number;
    readonly currency: string;
  },
): Promise<void> {
  const { amount, ...rest } = due;
  const id = tx.newId("ref");
  await tx.prisma.refund.create({ data: { ...rest, id, state: "pending", amountMinor: BigInt(amount), reason: "cancellation" } });
  await tx.enqueue("refund.execute", { refundId: id });
}
