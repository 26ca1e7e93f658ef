import type { Stripe } from "stripe";
import { unexpectedState } from "../errors.ts";
import { readChargeAmount } from "../money/amounts.ts";
import { mergeMetadata, optionalString, type Params, refuseUnknown } from "../params.ts";
import { usePaymentMethod } from "../payment-methods/payment-method.ts";
import type { Scope } from "../world.ts";

const OPEN = new Set<string>(["requires_payment_method", "requires_confirmation", "requires_action"]);
const ALWAYS = ["metadata", "description", "receipt_email"];

/** Changes metadata, description and receipt address at any time, amount and payment method while the intent is unpaid. */
export function updatePaymentIntent(scope: Scope, intent: Stripe.PaymentIntent, params: Params): Stripe.PaymentIntent {
  refuseUnknown(params, [...ALWAYS, "amount", "payment_method"]);
  const locked = Object.keys(params).find((name) => name !== "expand" && !ALWAYS.includes(name));
  if (locked !== undefined && !OPEN.has(intent.status)) {
    throw unexpectedState(intent, `This PaymentIntent's ${locked} could not be updated because it has a status of ${intent.status}.`);
  }
  const amount = params["amount"] === undefined ? intent.amount : readChargeAmount(params, intent.currency);
  const metadata = mergeMetadata(params, intent.metadata);
  const methodId = optionalString(params, "payment_method");
  if (methodId !== undefined) {
    intent.payment_method = usePaymentMethod(scope, methodId).id;
    intent.status = "requires_confirmation";
    intent.next_action = null;
  }
  intent.amount = amount;
  intent.metadata = metadata;
  intent.description = optionalString(params, "description") ?? intent.description;
  intent.receipt_email = optionalString(params, "receipt_email") ?? intent.receipt_email;
  return intent;
}
