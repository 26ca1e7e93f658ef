import { Stripe } from "stripe";
import { newId } from "../ids.ts";
import { type Scope, unixNow } from "../world.ts";

type EventOf<Type extends Stripe.Event["type"]> = Extract<Stripe.Event, { type: Type }>;
type IntentEventName =
  | "created"
  | "processing"
  | "requires_action"
  | "amount_capturable_updated"
  | "succeeded"
  | "payment_failed"
  | "canceled";
type DisputeEventName = "created" | "updated" | "funds_withdrawn" | "funds_reinstated" | "closed";
type ChargeEventName = "succeeded" | "failed" | "captured" | "refunded" | "updated" | "expired";

function envelope(scope: Scope): Omit<Stripe.EventBase, "type" | "data"> {
  return {
    id: newId("evt"),
    object: "event",
    api_version: Stripe.API_VERSION,
    created: unixNow(scope),
    livemode: false,
    pending_webhooks: 0,
    request: scope.request,
  };
}

function publish(scope: Scope, event: Stripe.Event): void {
  event.pending_webhooks = scope.webhooks.hasEndpoint() ? 1 : 0;
  scope.store.events.set(event.id, event);
  scope.webhooks.send(event);
}

/** Records and sends `payment_intent.*` with the intent as it is now. */
export function emitIntent(scope: Scope, name: IntentEventName, intent: Stripe.PaymentIntent): void {
  const event: EventOf<`payment_intent.${IntentEventName}`> = {
    ...envelope(scope),
    type: `payment_intent.${name}`,
    data: { object: structuredClone(intent) },
  };
  publish(scope, event);
}

/** Records and sends `charge.*` with the charge as it is now. */
export function emitCharge(scope: Scope, name: ChargeEventName, charge: Stripe.Charge): void {
  const event: EventOf<`charge.${ChargeEventName}`> = {
    ...envelope(scope),
    type: `charge.${name}`,
    data: { object: structuredClone(charge) },
  };
  publish(scope, event);
}

/** Records and sends `charge.dispute.*` with the dispute as it is now. */
export function emitDispute(scope: Scope, name: DisputeEventName, dispute: Stripe.Dispute): void {
  const event: EventOf<`charge.dispute.${DisputeEventName}`> = {
    ...envelope(scope),
    type: `charge.dispute.${name}`,
    data: { object: structuredClone(dispute) },
  };
  publish(scope, event);
}

/** Records and sends a refund's event with the refund as it is now. */
export function emitRefund(
  scope: Scope,
  type: "refund.created" | "refund.updated" | "refund.failed" | "charge.refund.updated",
  refund: Stripe.Refund,
): void {
  const event: EventOf<typeof type> = { ...envelope(scope), type, data: { object: structuredClone(refund) } };
  publish(scope, event);
}
