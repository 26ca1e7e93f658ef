import { lockBooking } from "@skyhold/db";

import type { TransactionContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { post } from "../ledger/ledger.ts";
import { coverWaitingDebts } from "../refunds/cover-debt.ts";
import { outsideReason } from "../refunds/outside-reason.ts";
import { automaticReasons } from "../refunds/refund-automatically.ts";
import type { RefundSnapshot } from "./payment-provider.ts";

type Given = NonNullable<RefundSnapshot["gives"]>;

/** Whose money is given back. */
interface Payer {
  readonly bookingId: string | null;
  readonly paymentId: string | null;
}

/** The payment that an intent is of, or what we owe of money that bought nothing; null where the intent is none of ours. */
async function findPayer({ prisma }: TransactionContext, stripeIntentId: string): Promise<Payer | null> {
  const payment = await prisma.payment.findUnique({ where: { stripeIntentId }, select: { id: true, bookingId: true } });
  if (payment) return { paymentId: payment.id, bookingId: payment.bookingId };
  return prisma.refund.findFirst({
    where: { stripeIntentId, reason: { in: automaticReasons } },
    select: { paymentId: true, bookingId: true },
  });
}

/**
 * Money that bought nothing goes back in full, and the provider gives it back once. Where someone was faster than we in its dashboard, that is
 * what was owed: ours is not asked for any more.
 */
async function takeAsOurs(tx: TransactionContext, stripeRefundId: string, { intentId, amount }: Given): Promise<boolean> {
  const ours = await tx.prisma.refund.findFirst({
    where: {
      stripeIntentId: intentId,
      amountMinor: BigInt(amount.amount),
      currency: amount.currency,
      reason: { in: automaticReasons },
      state: "pending",
      stripeRefundId: null,
    },
  });
  if (ours) await tx.prisma.refund.update({ where: { id: ours.id }, data: { stripeRefundId } });
  return ours !== null;
}

/** Money without a booking has no row to lock but its refunds'. */
async function lock(tx: TransactionContext, { bookingId }: Payer, stripeIntentId: string): Promise<void> {
  if (bookingId !== null) await lockBooking(tx, bookingId, null);
  else await tx.prisma.$queryRaw`SELECT id FROM refund WHERE stripe_intent_id = ${stripeIntentId} ORDER BY id FOR NO KEY UPDATE`;
}

/**
 * Puts a refund on record that someone made at the payment provider. What we owe of that payment and could not give back is paid with it; the
 * rest the books take as goodwill, because nothing was taken back of the sale, and the booking stays as it is. Nothing where the payment is none
 * of ours, or the refund has failed already. News of a payment that has not come yet is to come again.
 */
export async function recordOutsideRefund(tx: TransactionContext, { stripeRefundId, state, gives }: RefundSnapshot): Promise<void> {
  if (!gives || stripeRefundId === null || state === "failed" || state === "cancelled") return;
  const { intentId: stripeIntentId } = gives;
  const payer = await findPayer(tx, stripeIntentId);
  if (!payer) return;
  await lock(tx, payer, stripeIntentId);
  if (await tx.prisma.refund.findUnique({ where: { stripeRefundId } })) return;
  if (await takeAsOurs(tx, stripeRefundId, gives)) return;
  const payment = await tx.prisma.payment.findUnique({ where: { stripeIntentId }, select: { state: true } });
  if (payment && payment.state !== "captured")
    throw new DomainError("PAYMENT_PENDING", "This refund is of a payment that is not known to be captured yet", null);
  await record(tx, stripeRefundId, { ...gives, ...payer });
}

async function record(tx: TransactionContext, stripeRefundId: string, { intentId, amount: given, ...payer }: Given & Payer): Promise<void> {
  const { amount, currency } = given;
  const [id, reason] = [tx.newId("ref"), outsideReason(stripeRefundId)];
  const facts = { stripeIntentId: intentId, stripeRefundId, amountMinor: BigInt(amount), currency, reason };
  await tx.prisma.refund.create({ data: { ...payer, ...facts, id, state: "pending" } });
  const entries = [
    { account: "goodwill", amount },
    { account: "refunds_payable", amount: -amount },
  ] as const;
  await post(tx, { kind: "refund_due", sourceId: id, bookingId: payer.bookingId, currency, entries });
  await coverWaitingDebts(tx, intentId, { id: stripeRefundId, account: "goodwill", amount });
}
