import type { TransactionContext } from "../context.ts";
import { post } from "../ledger/ledger.ts";

/**
 * Owes the traveller what a seat cost more than the one taken instead, out of the payment that bought the booking, and queues the
 * refund. Answers the refund's id. The caller holds the booking's row lock, and the amount (minor units) is part of what was paid for seats.
 */
export async function refundSeatDifference(
  tx: TransactionContext,
  { bookingId, amount, currency }: { readonly bookingId: string; readonly amount: number; readonly currency: string },
): Promise<string> {
  const sale = await tx.prisma.ledgerTransaction.findFirstOrThrow({ where: { bookingId, kind: "sale" } });
  const { id: paymentId, stripeIntentId } = await tx.prisma.payment.findUniqueOrThrow({ where: { id: sale.sourceId } });
  if (stripeIntentId === null) throw new Error(`Payment ${paymentId} bought a booking without an intent`);
  const refundId = tx.newId("ref");
  const amountMinor = BigInt(amount);
  const reason = await nextReason(tx, bookingId);
  await tx.prisma.refund.create({
    data: { id: refundId, bookingId, paymentId, stripeIntentId, state: "pending", amountMinor, currency, reason },
  });
  const entries = [
    { account: "sales_seat", amount },
    { account: "refunds_payable", amount: -amount },
  ] as const;
  await post(tx, { kind: "refund_due", sourceId: refundId, bookingId, currency, entries });
  await tx.enqueue("refund.execute", { refundId });
  return refundId;
}

/** Each change is a debt of its own: tries that fail are counted, and tried again, by payment and reason. */
async function nextReason(tx: TransactionContext, bookingId: string): Promise<string> {
  const earlier = await tx.prisma.refund.groupBy({ by: ["reason"], where: { bookingId, reason: { startsWith: "seat_change_" } } });
  return `seat_change_${earlier.length + 1}`;
}
