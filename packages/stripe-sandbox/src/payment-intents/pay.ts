import type { Stripe } from "stripe";
import { addCharge } from "../charges/charge.ts";
import { settleCharge } from "../charges/settle-charge.ts";
import type { StripeApiError } from "../errors.ts";
import { emitCharge, emitIntent } from "../events/emit.ts";
import { cardBehind } from "../payment-methods/payment-method.ts";
import type { Decline, TestCard } from "../payment-methods/test-cards.ts";
import { type Scope, withoutRequest } from "../world.ts";
import { declineIntent, failIntent } from "./decline.ts";

/** Presents the intent's payment method to its bank; returns the 402 of a decline, or null when the money is there, held or under way. */
export function payIntent(scope: Scope, intent: Stripe.PaymentIntent): StripeApiError | null {
  const card = cardBehind(scope.store, typeof intent.payment_method === "string" ? intent.payment_method : "");
  intent.next_action = null;
  if (card.type === "us_bank_account") {
    startDebit(scope, intent, card);
    return null;
  }
  if (card.decline !== null) {
    return declineIntent(scope, intent, card.decline);
  }
  if (intent.capture_method === "manual" || intent.payment_method_options?.card?.capture_method === "manual") {
    authorise(scope, intent);
  } else {
    captureAtOnce(scope, intent);
  }
  return null;
}

function authorise(scope: Scope, intent: Stripe.PaymentIntent): void {
  const charge = addCharge(scope, intent, { status: "succeeded", captured: false, decline: null });
  intent.status = "requires_capture";
  intent.last_payment_error = null;
  intent.amount_capturable = intent.amount;
  emitCharge(scope, "succeeded", charge);
  emitIntent(scope, "amount_capturable_updated", intent);
}

function captureAtOnce(scope: Scope, intent: Stripe.PaymentIntent): void {
  const charge = addCharge(scope, intent, { status: "succeeded", captured: true, decline: null });
  settleCharge(scope, charge, intent.capture_method);
  emitCharge(scope, "succeeded", charge);
  succeed(scope, intent, charge.amount_captured);
}

/** Marks the intent paid with the amount that was captured and sends `payment_intent.succeeded`. */
export function succeed(scope: Scope, intent: Stripe.PaymentIntent, amount: number): void {
  intent.status = "succeeded";
  intent.last_payment_error = null;
  intent.processing = null;
  intent.amount_capturable = 0;
  intent.amount_received = amount;
  emitIntent(scope, "succeeded", intent);
}

function startDebit(scope: Scope, intent: Stripe.PaymentIntent, card: TestCard): void {
  const charge = addCharge(scope, intent, { status: "pending", captured: true, decline: null });
  intent.status = "processing";
  intent.last_payment_error = null;
  emitIntent(scope, "processing", intent);
  scope.tasks.later(scope.timings.settleMs, () => {
    endDebit(withoutRequest(scope), charge, { intent, decline: card.decline });
  });
}

function endDebit(scope: Scope, charge: Stripe.Charge, debit: { intent: Stripe.PaymentIntent; decline: Decline | null }): void {
  if (debit.decline !== null) {
    Object.assign(charge, { status: "failed", captured: false, amount_captured: 0, paid: false });
    charge.failure_code = debit.decline.code;
    charge.failure_message = debit.decline.message;
    emitCharge(scope, "failed", charge);
    failIntent(scope, debit.intent, { ...debit.decline, charge: charge.id });
    return;
  }
  charge.status = "succeeded";
  settleCharge(scope, charge, "automatic");
  emitCharge(scope, "succeeded", charge);
  succeed(scope, debit.intent, charge.amount_captured);
}
