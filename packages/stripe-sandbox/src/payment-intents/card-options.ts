import type { Stripe } from "stripe";
import { optionalHash, optionalOneOf, type Params } from "../params.ts";

/** Reads `payment_method_options[card]`: whether a card is captured by hand, and when it has to pass 3-D Secure. */
export function readCardOptions(params: Params): Stripe.PaymentIntent.PaymentMethodOptions.Card {
  const options = optionalHash(optionalHash(params, "payment_method_options") ?? {}, "card") ?? {};
  const manual = optionalOneOf(options, "capture_method", ["manual"]);
  return {
    ...(manual === undefined ? {} : { capture_method: manual }),
    installments: null,
    mandate_options: null,
    network: null,
    request_three_d_secure: optionalOneOf(options, "request_three_d_secure", ["any", "automatic", "challenge"]) ?? "automatic",
  };
}
