import type { DisputeSnapshot, IntentSnapshot, RefundSnapshot } from "@skyhold/core";
import type Stripe from "stripe";

import { fromStripeAmount } from "./stripe-amounts.ts";

const intentStates: Readonly<Record<string, IntentSnapshot["state"]>> = {
  requires_payment_method: "requires_payment",
  requires_confirmation: "requires_payment",
  requires_action: "requires_action",
  processing: "processing",
  requires_capture: "authorised",
  succeeded: "captured",
  canceled: "cancelled",
};

/** Stripe's payment intent in our words. */
export function toIntentSnapshot(intent: Stripe.PaymentIntent, methodLabel: string | null = null): IntentSnapshot {
  // A status that a newer Stripe adds is news that we wait out.
  const state = intentStates[intent.status] ?? "processing";
  const amount = state === "authorised" ? intent.amount_capturable : state === "captured" ? intent.amount_received : intent.amount;
  return {
    intentId: intent.id,
    paymentId: intent.metadata["paymentId"] ?? null,
    state,
    amount: fromStripeAmount(amount, intent.currency),
    declineCode: intent.last_payment_error?.decline_code ?? intent.last_payment_error?.code ?? null,
    methodLabel,
  };
}

/** `Visa •••• 4242`, or the method's name where it is no card. */
export function toMethodLabel(charge: Stripe.Charge | string | null): string | null {
  if (charge === null || typeof charge === "string") return null;
  const details = charge.payment_method_details;
  if (!details) return null;
  if (!details.card) return capitalised(details.type.replaceAll("_", " "));
  return `${capitalised(details.card.brand ?? "Card")} •••• ${details.card.last4 ?? "????"}`;
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

const refundStates: Readonly<Record<string, RefundSnapshot["state"]>> = {
  pending: "pending",
  requires_action: "requires_action",
  succeeded: "succeeded",
  failed: "failed",
  canceled: "cancelled",
};

/** Stripe's refund in our words. */
export function toRefundSnapshot(refund: Stripe.Refund): RefundSnapshot {
  return {
    stripeRefundId: refund.id,
    refundId: refund.metadata?.["refundId"] ?? null,
    state: refundStates[refund.status ?? "pending"] ?? "pending",
    failureReason: refund.failure_reason ?? null,
    gives:
      typeof refund.payment_intent === "string"
        ? { intentId: refund.payment_intent, amount: fromStripeAmount(refund.amount, refund.currency) }
        : undefined,
  };
}

/** Stripe's dispute in our words; null where it is of a charge without an intent, which cannot be ours. */
export function toDisputeSnapshot(dispute: Stripe.Dispute): DisputeSnapshot | null {
  if (typeof dispute.payment_intent !== "string") return null;
  const taken = dispute.balance_transactions.reduce((sum, entry) => sum - entry.amount, 0);
  const dueBy = dispute.evidence_details.due_by;
  return {
    stripeDisputeId: dispute.id,
    intentId: dispute.payment_intent,
    state: dispute.status,
    reason: dispute.reason,
    amount: fromStripeAmount(dispute.amount, dispute.currency),
    evidenceDueBy: dueBy === null ? null : new Date(dueBy * 1000),
    funds: dispute.balance_transactions.length === 0 ? "with_us" : taken > 0 ? "withdrawn" : "reinstated",
  };
}
