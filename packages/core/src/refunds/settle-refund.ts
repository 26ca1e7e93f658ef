import type { Statement } from "@skyhold/db";

import { transaction } from "../context.ts";
import type { Context } from "../context.ts";
import { post } from "../ledger/ledger.ts";
import type { RefundSnapshot } from "../payments/payment-provider.ts";
import type { EventRecord, Settlement } from "../payments/settle-payment.ts";

const lockRefund: Statement<string> = {
  name: "lock_refund",
  text: "SELECT id AS answer FROM refund WHERE id = $1 OR stripe_refund_id = $2 FOR NO KEY UPDATE",
};

/** Brings a refund in line with what the payment provider says of it. A refund that has succeeded stays so, whatever older news comes later. */
export async function settleRefund(ctx: Context, snapshot: RefundSnapshot, event?: EventRecord): Promise<Settlement> {
  return transaction(ctx, async (tx) => {
    const [id] = await tx.run(lockRefund, [snapshot.refundId ?? "", snapshot.stripeRefundId]);
    const refund = id === undefined ? null : await tx.prisma.refund.findUniqueOrThrow({ where: { id } });
    const outcome = refund ? "noted" : "unhandled";
    if (event)
      await tx.prisma.stripeEvent.create({
        data: { id: event.eventId, type: event.type, intentId: refund?.stripeIntentId ?? null, outcome },
      });
    if (!refund) return outcome;
    if (refund.state === "succeeded") return "already";
    await tx.prisma.refund.update({ where: { id: refund.id }, data: { state: snapshot.state, stripeRefundId: snapshot.stripeRefundId } });
    if (snapshot.state !== "succeeded") return outcome;
    const amount = Number(refund.amountMinor);
    const entries = [
      { account: "refunds_payable", amount },
      { account: "stripe_cash", amount: -amount },
    ] as const;
    await post(tx, { kind: "refund_paid", sourceId: refund.id, bookingId: refund.bookingId, currency: refund.currency, entries });
    return outcome;
  });
}
