import type { Stripe } from "stripe";
import { StripeApiError } from "../errors.ts";
import type { Store } from "../store.ts";

/** Gets the charge of the last attempt to pay the intent, or refuses when there was none. */
export function latestCharge(store: Store, intent: Stripe.PaymentIntent): Stripe.Charge {
  const charge = typeof intent.latest_charge === "string" ? store.charges.get(intent.latest_charge) : undefined;
  if (charge === undefined) {
    throw new StripeApiError(400, {
      type: "invalid_request_error",
      code: "payment_intent_unexpected_state",
      message: `This PaymentIntent (${intent.id}) does not have a successful charge.`,
      param: "payment_intent",
    });
  }
  return charge;
}
