import type { TransactionContext } from "../context.ts";
import { post } from "../ledger/ledger.ts";
import type { RefundPart } from "./refundable-payments.ts";

/**
 * Owes the traveller what seats cost more than those taken instead, each part out of the payment that it goes back to, and queues the
 * refunds. Answers their ids. The caller holds the booking's row lock, and the sum (minor units) is part of what was paid for seats.
 */
export async function refundSeatDifference(
  tx: TransactionContext,
  { bookingId, parts, currency }: { readonly bookingId: string; readonly parts: readonly RefundPart[]; readonly currency: string },
): Promise<string[]> {
  const reason = await nextReason(tx, bookingId);
  const ids: string[] = [];
  for (const { amount, ...payment } of parts) {
    const refundId = tx.newId("ref");
    await tx.prisma.refund.create({
      data: { ...payment, id: refundId, bookingId, state: "pending", amountMinor: BigInt(amount), currency, reason },
    });
    const entries = [
      { account: "sales_seat", amount },
      { account: "refunds_payable", amount: -amount },
    ] as const;
    await post(tx, { kind: "refund_due", sourceId: refundId, bookingId, currency, entries });
    await tx.enqueue("refund.execute", { refundId });
    ids.push(refundId);
  }
  return ids;
}

/** Each change is a debt of its own: tries that fail are counted, and tried again, by payment and reason. */
async function nextReason(tx: TransactionContext, bookingId: string): Promise<string> {
  const earlier = await tx.prisma.refund.groupBy({ by: ["reason"], where: { bookingId, reason: { startsWith: "seat_change_" } } });
  return `seat_change_${earlier.length + 1}`;
}
