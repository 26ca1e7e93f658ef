import type { Stripe } from "stripe";
import { noSuch } from "../errors.ts";
import { newClientSecret, newId } from "../ids.ts";
import type { Store } from "../store.ts";
import { unixNow, type World } from "../world.ts";

/** Gets a payment intent or refuses with Stripe's 404. */
export function getIntent(store: Store, id: string): Stripe.PaymentIntent {
  const intent = store.paymentIntents.get(id);
  if (intent === undefined) {
    throw noSuch("payment_intent", id, "intent");
  }
  return intent;
}

/** What an intent has nothing of until a call or the sandbox fills it in. */
const EMPTY = {
  allowed_payment_method_types: null,
  application: null,
  application_fee_amount: null,
  automatic_payment_methods: null,
  canceled_at: null,
  cancellation_reason: null,
  customer: null,
  customer_account: null,
  description: null,
  excluded_payment_method_types: null,
  last_payment_error: null,
  latest_charge: null,
  managed_payments: null,
  next_action: null,
  on_behalf_of: null,
  payment_method: null,
  payment_method_configuration_details: null,
  payment_method_options: null,
  payment_record: null,
  processing: null,
  receipt_email: null,
  review: null,
  setup_future_usage: null,
  shipping: null,
  source: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  transfer_data: null,
  transfer_group: null,
} satisfies Partial<Stripe.PaymentIntent>;

/** Makes a payment intent that nobody has tried to pay, with every field that Stripe's type demands. */
export function blankIntent(world: World, amount: number, currency: string): Stripe.PaymentIntent {
  const id = newId("pi");
  return {
    ...EMPTY,
    id,
    object: "payment_intent",
    amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    capture_method: "automatic_async",
    client_secret: newClientSecret(id),
    confirmation_method: "automatic",
    created: unixNow(world),
    currency,
    livemode: false,
    metadata: {},
    payment_method_types: ["card"],
    status: "requires_payment_method",
  };
}

/** The part of a payment intent that Stripe shows to a browser, which has only the publishable key and the client secret. */
export function publicView(intent: Stripe.PaymentIntent): Partial<Stripe.PaymentIntent> {
  return {
    id: intent.id,
    object: intent.object,
    amount: intent.amount,
    ...(intent.amount_details === undefined ? {} : { amount_details: intent.amount_details }),
    automatic_payment_methods: intent.automatic_payment_methods,
    canceled_at: intent.canceled_at,
    cancellation_reason: intent.cancellation_reason,
    capture_method: intent.capture_method,
    client_secret: intent.client_secret,
    confirmation_method: intent.confirmation_method,
    created: intent.created,
    currency: intent.currency,
    description: intent.description,
    last_payment_error: intent.last_payment_error,
    livemode: intent.livemode,
    next_action: intent.next_action,
    payment_method: intent.payment_method,
    payment_method_configuration_details: intent.payment_method_configuration_details,
    payment_method_types: intent.payment_method_types,
    processing: intent.processing,
    receipt_email: intent.receipt_email,
    setup_future_usage: intent.setup_future_usage,
    shipping: intent.shipping,
    source: intent.source,
    status: intent.status,
  };
}
