import type { TransactionContext } from "../context.ts";
import { post } from "../ledger/ledger.ts";
import type { IntentSnapshot } from "../payments/payment-provider.ts";

/** Why money goes back without anyone asking for it. */
export type AutomaticReason = "seats_gone" | "second_payment" | "amount_mismatch" | "unknown_booking";
export const automaticReasons: AutomaticReason[] = ["seats_gone", "second_payment", "amount_mismatch", "unknown_booking"];

/** Whether this is money that goes back in full because it bought nothing. */
export function isAutomatic({ reason }: { readonly reason: string }): boolean {
  return automaticReasons.some((automatic) => automatic === reason);
}

/** Owes a captured payment back in full, once, and queues the refund. The caller holds the booking's row lock, where there is a booking. */
export async function refundAutomatically(
  tx: TransactionContext,
  due: {
    readonly intent: IntentSnapshot;
    readonly paymentId: string | null;
    readonly bookingId: string | null;
    readonly reason: AutomaticReason;
  },
): Promise<void> {
  const { intent, paymentId, bookingId, reason } = due;
  if (await tx.prisma.refund.findFirst({ where: { stripeIntentId: intent.intentId, reason } })) return;
  const refundId = tx.newId("ref");
  const { amount, currency } = intent.amount;
  await tx.prisma.refund.create({
    data: {
      id: refundId,
      bookingId,
      paymentId,
      stripeIntentId: intent.intentId,
      state: "pending",
      amountMinor: BigInt(amount),
      currency,
      reason,
    },
  });
  const entries = [
    { account: "stripe_cash", amount },
    { account: "refunds_payable", amount: -amount },
  ] as const;
  await post(tx, { kind: "refund_due", sourceId: refundId, bookingId, currency, entries });
  await tx.enqueue("refund.execute", { refundId });
}
