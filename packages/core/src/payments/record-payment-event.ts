import { hasStripeEvent, isUniqueViolation, recordStripeEvent } from "@skyhold/db";

import type { Context } from "../context.ts";
import { settleRefund } from "../refunds/settle-refund.ts";
import type { DisputeSnapshot, IntentSnapshot, RefundSnapshot } from "./payment-provider.ts";
import { recordDispute } from "./record-dispute.ts";
import { settlePayment } from "./settle-payment.ts";
import type { Settlement } from "./settle-payment.ts";

/** A verified webhook event, with what it says in our words. */
export interface PaymentEvent {
  readonly eventId: string;
  readonly type: string;
  readonly subject:
    | { readonly kind: "payment"; readonly intent: IntentSnapshot }
    | { readonly kind: "refund"; readonly refund: RefundSnapshot }
    /** Something was refunded of this intent: what, is asked. */
    | { readonly kind: "refunds"; readonly intentId: string }
    | { readonly kind: "dispute"; readonly dispute: DisputeSnapshot }
    | { readonly kind: "other" };
}

/**
 * Takes note of a webhook event, exactly once: the event's id is written in the transaction of its effect, so an event
 * is never marked as seen before its work is done. Late, repeated and reordered events end in the same state.
 */
export async function recordPaymentEvent(ctx: Context, event: PaymentEvent): Promise<Settlement | "duplicate"> {
  if (await hasStripeEvent(ctx.db, event.eventId)) return "duplicate";
  try {
    switch (event.subject.kind) {
      case "payment":
        return await settlePayment(ctx, event.subject.intent, event);
      case "refund":
        return await settleRefund(ctx, event.subject.refund, event);
      case "refunds":
        for (const refund of await ctx.payments.listRefunds(event.subject.intentId)) await settleRefund(ctx, refund);
        await note(ctx, event, "noted");
        return "noted";
      case "dispute":
        return await recordDispute(ctx, event.subject.dispute, event);
      case "other":
        await note(ctx, event, "unhandled");
        return "unhandled";
    }
  } catch (error) {
    // Two deliveries of one event at the same time: the other one has done the work, and this one is undone as a whole.
    if (isUniqueViolation(error, "stripe_event")) return "duplicate";
    throw error;
  }
}

async function note(ctx: Context, { eventId, type }: PaymentEvent, outcome: Settlement): Promise<void> {
  await recordStripeEvent(ctx.db, { eventId, type, intentId: null, outcome });
}
