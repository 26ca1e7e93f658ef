import { lockBooking, recordStripeEvent } from "@skyhold/db";
import type { Prisma, Statement } from "@skyhold/db";

import { transaction } from "../context.ts";
import type { Context, TransactionContext } from "../context.ts";
import { post } from "../ledger/ledger.ts";
import { queueNotification, queueStaffNotification } from "../notifications/queue-notification.ts";
import type { RefundSnapshot } from "../payments/payment-provider.ts";
import { recordOutsideRefund } from "../payments/record-outside-refund.ts";
import type { EventRecord, Settlement } from "../payments/settle-payment.ts";
import { attemptAgain } from "./attempt-again.ts";
import { coverFailedDebt, isDisputed, paysDebt } from "./cover-debt.ts";
import { isOutside } from "./outside-reason.ts";

const lockRefund: Statement<string> = {
  name: "lock_refund",
  text: "SELECT id AS answer FROM refund WHERE id = $1 FOR NO KEY UPDATE",
};

/** A refund that fails is tried again so often in all; then it waits for staff. */
const attemptsInAll = 3;

/**
 * Brings a refund in line with what the payment provider says of it. Success is not undone by older news; but a refund
 * that has succeeded may fail days later, when the traveller's bank returns it, and then the money is owed again.
 */
export async function settleRefund(ctx: Context, snapshot: RefundSnapshot, event?: EventRecord): Promise<Settlement> {
  return transaction(ctx, async (tx) => {
    const refund = (await lockStoredRefund(tx, snapshot)) ?? (await recordThenLock(tx, snapshot));
    const outcome = refund ? await settle(ctx, tx, { refund, snapshot }) : "unhandled";
    if (event) await recordStripeEvent(tx, { ...event, intentId: refund?.stripeIntentId ?? snapshot.gives?.intentId ?? null, outcome });
    return outcome;
  });
}

/** The booking first, where there is one: everything that moves its money waits for the same row. */
async function lockStoredRefund(tx: TransactionContext, { refundId, stripeRefundId }: RefundSnapshot): Promise<StoredRefund | null> {
  const theirs = stripeRefundId === null ? [] : [{ stripeRefundId }];
  const found = await tx.prisma.refund.findFirst({
    where: { OR: [{ id: refundId ?? "" }, ...theirs] },
    select: { id: true, bookingId: true },
  });
  if (!found) return null;
  if (found.bookingId !== null) await lockBooking(tx, found.bookingId, null);
  await tx.run(lockRefund, [found.id]);
  return tx.prisma.refund.findUniqueOrThrow({ where: { id: found.id } });
}

/** Of a refund that is not on record at all, someone else made it. */
async function recordThenLock(tx: TransactionContext, snapshot: RefundSnapshot): Promise<StoredRefund | null> {
  await recordOutsideRefund(tx, snapshot);
  return lockStoredRefund(tx, snapshot);
}

async function settle(
  { policy }: Context,
  tx: TransactionContext,
  { refund, snapshot }: { readonly refund: StoredRefund; readonly snapshot: RefundSnapshot },
): Promise<Settlement> {
  const failed = snapshot.state === "failed" || snapshot.state === "cancelled";
  // Ours was refused because the same money had been given back in the provider's dashboard: that is on its way.
  if (failed && snapshot.stripeRefundId === null && refund.stripeRefundId !== null) return "already";
  const over = refund.state === "failed" || refund.state === "cancelled" || refund.state === "paid_outside";
  if (over || (refund.state === "succeeded" && !failed)) return "already";
  const stripeRefundId = snapshot.stripeRefundId ?? refund.stripeRefundId;
  const failureReason = failed ? (snapshot.failureReason ?? null) : null;
  await tx.prisma.refund.update({ where: { id: refund.id }, data: { state: snapshot.state, stripeRefundId, failureReason } });
  if (snapshot.state === "succeeded") {
    await move(tx, refund, "refund_paid");
    if (refund.bookingId !== null) await queueNotification(tx, { bookingId: refund.bookingId, kind: "refund.sent", subjectId: refund.id });
  }
  if (failed && refund.state === "succeeded") await move(tx, refund, "refund_returned");
  if (failed && (await isOurs(tx, refund)) && !(await settleInAnotherWay(tx, refund)) && policy.staffEmail !== null)
    await queueStaffNotification(tx, { bookingId: refund.bookingId, refundId: refund.id, recipient: policy.staffEmail });
  return "noted";
}

type StoredRefund = Prisma.RefundGetPayload<object>;

/** Money leaves for the traveller, or comes back from their bank. */
async function move(tx: TransactionContext, refund: StoredRefund, kind: "refund_paid" | "refund_returned"): Promise<void> {
  const amount = Number(refund.amountMinor) * (kind === "refund_paid" ? 1 : -1);
  const entries = [
    { account: "refunds_payable", amount },
    { account: "stripe_cash", amount: -amount },
  ] as const;
  await post(tx, { kind, sourceId: refund.id, bookingId: refund.bookingId, currency: refund.currency, entries });
}

/** Whoever made a refund in the dashboard decides whether to make it again, unless it was to pay what we owe. */
async function isOurs(tx: TransactionContext, refund: StoredRefund): Promise<boolean> {
  return !isOutside(refund) || paysDebt(tx, refund);
}

/** Whether the traveller has the money already, or there is another attempt. */
async function settleInAnotherWay(tx: TransactionContext, refund: StoredRefund): Promise<boolean> {
  if (await coverFailedDebt(tx, refund)) return true;
  const { stripeIntentId, reason, cancellationId } = refund;
  // Until the bank has decided, each would fail.
  if (await isDisputed(tx, stripeIntentId)) return false;
  const attempts = await tx.prisma.refund.count({ where: { stripeIntentId, reason, cancellationId, coveredBy: null } });
  return attempts < attemptsInAll && (await attemptAgain(tx, refund)) !== null;
}
