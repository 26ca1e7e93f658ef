import type { Stripe } from "stripe";
import { addCharge } from "../charges/charge.ts";
import { StripeApiError } from "../errors.ts";
import { emitCharge, emitIntent } from "../events/emit.ts";
import type { Decline } from "../payment-methods/test-cards.ts";
import type { Scope } from "../world.ts";

const DOCS = "https://stripe.com/docs/error-codes/";

/** Records a declined attempt: a failed charge, the reason on the intent, which can be paid again; returns the 402 to answer with. */
export function declineIntent(scope: Scope, intent: Stripe.PaymentIntent, decline: Decline): StripeApiError {
  const charge = addCharge(scope, intent, { status: "failed", captured: false, decline });
  emitCharge(scope, "failed", charge);
  return failIntent(scope, intent, { ...decline, charge: charge.id });
}

/** Takes the intent back to `requires_payment_method` with the reason, sends `payment_intent.payment_failed` and returns the 402. */
export function failIntent(scope: Scope, intent: Stripe.PaymentIntent, reason: Partial<Decline> & { charge?: string }): StripeApiError {
  const method = typeof intent.payment_method === "string" ? scope.store.paymentMethods.get(intent.payment_method) : undefined;
  const code = reason.code ?? "card_declined";
  const error = {
    ...reason,
    code,
    doc_url: DOCS + code.replaceAll("_", "-"),
    message: reason.message ?? "Your card was declined.",
    ...(method === undefined ? {} : { payment_method: structuredClone(method) }),
    type: "card_error" as const,
  };
  intent.status = "requires_payment_method";
  intent.next_action = null;
  intent.processing = null;
  intent.payment_method = null;
  intent.last_payment_error = error;
  emitIntent(scope, "payment_failed", intent);
  return new StripeApiError(402, { ...error, payment_intent: structuredClone(intent) });
}
