import type { Statement } from "@skyhold/db";

import { transaction } from "../context.ts";
import type { Context } from "../context.ts";

const patience = "interval '5 minutes'";
/** At random, so that a hundred of which nothing comes do not stand in the way of the rest for ever. */
const aHundred = "ORDER BY random() LIMIT 100";

const stuckPayments: Statement<{ id: string; secured: boolean }> = {
  name: "stuck_payments",
  text: `SELECT jsonb_build_object('id', p.id, 'secured', b.secured_at IS NOT NULL AND b.state <> 'confirmed') AS answer
    FROM payment p JOIN booking b ON b.id = p.booking_id
   WHERE (p.state = 'authorised'
          OR (p.state IN ('starting', 'requires_payment', 'processing') AND b.state IN ('expired', 'released'))
          OR (p.state IN ('starting', 'requires_payment') AND p.purpose = 'booking' AND b.state IN ('confirmed', 'cancelled'))
          OR (p.state = 'cancelled' AND p.withdrawn_at IS NULL))
     AND p.updated_at < skyhold_now() - ${patience} ${aHundred}`,
};

const stuckRefunds: Statement<string> = {
  name: "stuck_refunds",
  text: `SELECT id AS answer FROM refund WHERE state = 'pending' AND stripe_refund_id IS NULL AND updated_at < skyhold_now() - ${patience} ${aHundred}`,
};

const silentIntents: Statement<string> = {
  name: "silent_intents",
  text: `SELECT answer FROM (
  SELECT p.stripe_intent_id AS answer FROM payment p
   WHERE p.state IN ('requires_payment', 'processing') AND p.stripe_intent_id IS NOT NULL AND p.updated_at < skyhold_now() - ${patience}
   UNION
  SELECT r.stripe_intent_id FROM refund r
   WHERE r.state IN ('pending', 'requires_action') AND r.stripe_refund_id IS NOT NULL AND r.updated_at < skyhold_now() - interval '1 hour') silent
   ${aHundred}`,
};

/**
 * Takes up what a crash, a job that gave up or lost news has left half done: authorised money is taken or let go, what must not be paid any
 * more is withdrawn until the provider has said so, refunds are asked for again, and of whatever has been silent the provider is asked.
 */
export async function reconcilePayments(ctx: Context): Promise<number> {
  return transaction(ctx, async (tx) => {
    const payments = await tx.run(stuckPayments, []);
    for (const { id, secured } of payments) await tx.enqueue(secured ? "payment.capture" : "payment.cancel", { paymentId: id });
    const refunds = await tx.run(stuckRefunds, []);
    for (const refundId of refunds) await tx.enqueue("refund.execute", { refundId });
    const silent = await tx.run(silentIntents, []);
    for (const intentId of silent) await tx.enqueue("payment.refresh", { intentId });
    return payments.length + refunds.length + silent.length;
  });
}
