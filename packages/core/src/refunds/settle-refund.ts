import type { Prisma, Statement } from "@skyhold/db";

import { transaction } from "../context.ts";
import type { Context, TransactionContext } from "../context.ts";
import { post } from "../ledger/ledger.ts";
import { isOutside, recordOutsideRefund } from "../payments/record-outside-refund.ts";
import type { RefundSnapshot } from "../payments/payment-provider.ts";
import type { EventRecord, Settlement } from "../payments/settle-payment.ts";

const lockRefund: Statement<string> = {
  name: "lock_refund",
  text: "SELECT id AS answer FROM refund WHERE id = $1 OR stripe_refund_id = $2 FOR NO KEY UPDATE",
};

/** A refund that fails is tried again so often in all; then it waits for staff. */
const attemptsInAll = 3;

/**
 * Brings a refund in line with what the payment provider says of it. Success is not undone by older news; but a refund
 * that has succeeded may fail days later, when the traveller's bank returns it, and then the money is owed again.
 */
export async function settleRefund(ctx: Context, snapshot: RefundSnapshot, event?: EventRecord): Promise<Settlement> {
  return transaction(ctx, async (tx) => {
    const find = () => tx.run(lockRefund, [snapshot.refundId ?? "", snapshot.stripeRefundId]);
    let [id] = await find();
    if (id === undefined) {
      await recordOutsideRefund(tx, snapshot);
      [id] = await find();
    }
    const refund = id === undefined ? null : await tx.prisma.refund.findUniqueOrThrow({ where: { id } });
    const outcome = refund ? await settle(tx, refund, snapshot) : "unhandled";
    if (event)
      await tx.prisma.stripeEvent.create({
        data: { id: event.eventId, type: event.type, intentId: refund?.stripeIntentId ?? snapshot.gives?.intentId ?? null, outcome },
      });
    return outcome;
  });
}

async function settle(tx: TransactionContext, refund: StoredRefund, snapshot: RefundSnapshot): Promise<Settlement> {
  const failed = snapshot.state === "failed" || snapshot.state === "cancelled";
  const over = refund.state === "failed" || refund.state === "cancelled";
  if (over || (refund.state === "succeeded" && !failed)) return "already";
  await tx.prisma.refund.update({ where: { id: refund.id }, data: { state: snapshot.state, stripeRefundId: snapshot.stripeRefundId } });
  if (snapshot.state === "succeeded") await move(tx, refund, "refund_paid");
  if (failed && refund.state === "succeeded") await move(tx, refund, "refund_returned");
  if (failed) await tryAgain(tx, refund);
  return "noted";
}

/** Money leaves for the traveller, or comes back from their bank. */
async function move(tx: TransactionContext, refund: StoredRefund, kind: "refund_paid" | "refund_returned"): Promise<void> {
  const amount = Number(refund.amountMinor) * (kind === "refund_paid" ? 1 : -1);
  const entries = [
    { account: "refunds_payable", amount },
    { account: "stripe_cash", amount: -amount },
  ] as const;
  await post(tx, { kind, sourceId: refund.id, bookingId: refund.bookingId, currency: refund.currency, entries });
}

async function tryAgain(tx: TransactionContext, refund: StoredRefund): Promise<void> {
  const { bookingId, paymentId, stripeIntentId, amountMinor, currency, reason } = refund;
  // Whoever made it at the provider decides whether to make it again.
  if (isOutside(refund)) return;
  if ((await tx.prisma.refund.count({ where: { stripeIntentId, reason } })) >= attemptsInAll) return;
  const refundId = tx.newId("ref");
  await tx.prisma.refund.create({
    data: { id: refundId, bookingId, paymentId, stripeIntentId, amountMinor, currency, reason, state: "pending" },
  });
  await tx.enqueue("refund.execute", { refundId });
}

type StoredRefund = Prisma.RefundGetPayload<object>;
