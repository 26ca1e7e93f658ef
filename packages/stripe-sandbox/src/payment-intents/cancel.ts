import type { Stripe } from "stripe";
import { unexpectedState } from "../errors.ts";
import { emitCharge, emitIntent } from "../events/emit.ts";
import { optionalOneOf, type Params, refuseUnknown } from "../params.ts";
import { type Scope, unixNow, withoutRequest, type World } from "../world.ts";
import { latestCharge } from "./latest-charge.ts";

const REASONS = ["abandoned", "duplicate", "fraudulent", "requested_by_customer"] as const;
const CANCELABLE = ["requires_payment_method", "requires_capture", "requires_confirmation", "requires_action"];
const AUTHORISATION_SECONDS = 7 * 86_400;

/** Cancels an intent that is not paid, and releases the money if it was authorised. */
export function cancelPaymentIntent(scope: Scope, intent: Stripe.PaymentIntent, params: Params): Stripe.PaymentIntent {
  refuseUnknown(params, ["cancellation_reason"]);
  const reason = optionalOneOf(params, "cancellation_reason", REASONS) ?? null;
  if (!CANCELABLE.includes(intent.status)) {
    throw unexpectedState(
      intent,
      `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be canceled: ${CANCELABLE.join(", ")}.`,
    );
  }
  release(scope, intent, "refunded");
  markCanceled(scope, intent, reason);
  return intent;
}

/** Cancels, as Stripe does, each authorisation that was not captured for seven days. */
export function expireAuthorisations(world: World): void {
  const oldest = unixNow(world) - AUTHORISATION_SECONDS;
  for (const intent of world.store.paymentIntents.values()) {
    if (intent.status === "requires_capture" && latestCharge(world.store, intent).created < oldest) {
      const scope = withoutRequest(world);
      release(scope, intent, "expired");
      markCanceled(scope, intent, "automatic");
    }
  }
}

function release(scope: Scope, intent: Stripe.PaymentIntent, event: "refunded" | "expired"): void {
  if (intent.status !== "requires_capture") {
    return;
  }
  const charge = latestCharge(scope.store, intent);
  charge.refunded = true;
  charge.amount_refunded = charge.amount;
  intent.amount_capturable = 0;
  emitCharge(scope, event, charge);
}

function markCanceled(scope: Scope, intent: Stripe.PaymentIntent, reason: Stripe.PaymentIntent.CancellationReason | null): void {
  intent.status = "canceled";
  intent.canceled_at = unixNow(scope);
  intent.cancellation_reason = reason;
  intent.next_action = null;
  emitIntent(scope, "canceled", intent);
}
