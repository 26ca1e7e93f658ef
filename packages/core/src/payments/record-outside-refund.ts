import { lockBooking } from "@skyhold/db";

import type { TransactionContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { automaticReasons } from "../refunds/refund-automatically.ts";
import { post } from "../ledger/ledger.ts";
import type { RefundSnapshot } from "./payment-provider.ts";

/** Each is a debt of its own: there may be several of one payment. */
const prefix = "outside:";

/** Whether a refund was made at the payment provider, in its dashboard, and not by us. */
export function isOutside({ reason }: { readonly reason: string }): boolean {
  return reason.startsWith(prefix);
}

/**
 * Money that bought nothing goes back in full, and the provider gives it back once. Where someone was faster than we in its dashboard, that is
 * what was owed: ours is not asked for any more, and one that was refused waits for nobody.
 */
async function payDebt(tx: TransactionContext, stripeRefundId: string, { intentId, amount }: NonNullable<RefundSnapshot["gives"]>) {
  const debt = {
    stripeIntentId: intentId,
    amountMinor: BigInt(amount.amount),
    currency: amount.currency,
    reason: { in: automaticReasons },
  };
  const found = await tx.prisma.refund.findFirst({ where: debt });
  if (!found) return false;
  if (found.bookingId !== null) await lockBooking(tx, found.bookingId, null);
  await tx.prisma.$queryRaw`SELECT id FROM refund WHERE stripe_intent_id = ${intentId} ORDER BY id FOR NO KEY UPDATE`;
  if (await tx.prisma.refund.findUnique({ where: { stripeRefundId } })) return true;
  const last = await tx.prisma.refund.findFirstOrThrow({ where: debt, orderBy: { id: "desc" } });
  if (last.state === "pending" && last.stripeRefundId === null) {
    await tx.prisma.refund.update({ where: { id: last.id }, data: { stripeRefundId } });
    return true;
  }
  if (last.state !== "failed" && last.state !== "cancelled") return false;
  const { bookingId, paymentId, stripeIntentId, amountMinor, currency, reason } = last;
  const attempt = { bookingId, paymentId, stripeIntentId, amountMinor, currency, reason, stripeRefundId };
  await tx.prisma.refund.create({ data: { ...attempt, id: tx.newId("ref"), state: "pending" } });
  return true;
}

/**
 * Puts a refund on record that someone made at the payment provider: the books take it as goodwill, because nothing was taken
 * back of the sale, and the booking stays as it is. Nothing where the payment is none of ours, or the refund has failed
 * already. News of a payment that has not come yet is to come again.
 */
export async function recordOutsideRefund(tx: TransactionContext, { stripeRefundId, state, gives }: RefundSnapshot): Promise<void> {
  if (!gives || stripeRefundId === null || state === "failed" || state === "cancelled") return;
  if (await payDebt(tx, stripeRefundId, gives)) return;
  const payment = await tx.prisma.payment.findUnique({ where: { stripeIntentId: gives.intentId } });
  if (!payment) return;
  await lockBooking(tx, payment.bookingId, null);
  if (await tx.prisma.refund.findUnique({ where: { stripeRefundId } })) return;
  const { state: paid } = await tx.prisma.payment.findUniqueOrThrow({ where: { id: payment.id }, select: { state: true } });
  if (paid !== "captured")
    throw new DomainError("PAYMENT_PENDING", "This refund is of a payment that is not known to be captured yet", null);
  const { id: paymentId, bookingId } = payment;
  const { amount, currency } = gives.amount;
  const [id, reason] = [tx.newId("ref"), `${prefix}${stripeRefundId}`];
  await tx.prisma.refund.create({
    data: {
      id,
      bookingId,
      paymentId,
      stripeIntentId: gives.intentId,
      stripeRefundId,
      state: "pending",
      amountMinor: BigInt(amount),
      currency,
      reason,
    },
  });
  const entries = [
    { account: "goodwill", amount },
    { account: "refunds_payable", amount: -amount },
  ] as const;
  await post(tx, { kind: "refund_due", sourceId: id, bookingId, currency, entries });
}
