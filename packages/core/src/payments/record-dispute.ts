import { lockBooking, recordStripeEvent } from "@skyhold/db";

import { transaction } from "../context.ts";
import type { Context, TransactionContext } from "../context.ts";
import { post } from "../ledger/ledger.ts";
import { payWithLostDispute, retryDisputed } from "../refunds/cover-debt.ts";
import type { DisputeSnapshot } from "./payment-provider.ts";
import type { EventRecord, Settlement } from "./settle-payment.ts";

const final = new Set(["won", "lost", "warning_closed", "prevented"]);

/**
 * Puts a dispute on record, and into the books what the bank takes and gives back. The booking stays as it is: what to do about it is
 * for staff. What we owed of the payment, and could not give back because it was disputed, is paid once the dispute is lost, and sent once
 * the money is back. Late, repeated and reordered news end in the same state, for money only ever goes and comes back.
 */
export async function recordDispute(ctx: Context, dispute: DisputeSnapshot, event: EventRecord): Promise<Settlement> {
  return transaction(ctx, async (tx): Promise<Settlement> => {
    const payment = await tx.prisma.payment.findUnique({ where: { stripeIntentId: dispute.intentId } });
    if (payment) await lockBooking(tx, payment.bookingId, null);
    await store(tx, dispute, payment);
    await recordStripeEvent(tx, { ...event, intentId: dispute.intentId, outcome: "noted" });
    return "noted";
  });
}

interface Disputed {
  readonly id: string;
  readonly bookingId: string;
}

async function store(tx: TransactionContext, dispute: DisputeSnapshot, payment: Disputed | null): Promise<void> {
  const { stripeDisputeId, intentId, amount, reason, state, evidenceDueBy, funds } = dispute;
  const known = await tx.prisma.dispute.findUnique({ where: { stripeDisputeId } });
  const facts = {
    // A dispute that is closed stays so, whatever older news says.
    state: known && final.has(known.state) ? known.state : state,
    reason,
    evidenceDueBy,
    fundsWithdrawn: known?.fundsWithdrawn === true || funds !== "with_us",
    fundsReinstated: known?.fundsReinstated === true || funds === "reinstated",
  };
  const amountMinor = BigInt(amount.amount);
  const { id } = await tx.prisma.dispute.upsert({
    where: { stripeDisputeId },
    create: {
      ...facts,
      id: tx.newId("dsp"),
      stripeDisputeId,
      stripeIntentId: intentId,
      paymentId: payment?.id ?? null,
      bookingId: payment?.bookingId ?? null,
      amountMinor,
      currency: amount.currency,
    },
    update: facts,
  });
  if (!payment) return;
  const booked = { bookingId: payment.bookingId, currency: amount.currency, sourceId: id };
  const moved = (sign: 1 | -1) =>
    [
      { account: "disputes", amount: sign * amount.amount },
      { account: "stripe_cash", amount: -sign * amount.amount },
    ] as const;
  if (facts.fundsWithdrawn && known?.fundsWithdrawn !== true) await post(tx, { ...booked, kind: "dispute_withdrawn", entries: moved(1) });
  if (facts.fundsReinstated && known?.fundsReinstated !== true)
    await post(tx, { ...booked, kind: "dispute_reinstated", entries: moved(-1) });
  if (facts.fundsReinstated) await retryDisputed(tx, intentId);
  else if (isLost(facts) && !(known && isLost(known))) await payWithLostDispute(tx, intentId, stripeDisputeId);
}

/** Whether the bank has taken the money for good. */
function isLost({ state, fundsWithdrawn }: { readonly state: string; readonly fundsWithdrawn: boolean }): boolean {
  return state === "lost" && fundsWithdrawn;
}
