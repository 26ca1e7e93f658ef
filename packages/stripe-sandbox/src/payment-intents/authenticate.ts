import type { Stripe } from "stripe";
import { unexpectedState } from "../errors.ts";
import type { Scope } from "../world.ts";
import { failIntent } from "./decline.ts";
import { payIntent } from "./pay.ts";

/** Ends the 3-D Secure of an intent by hand: passed goes on to the bank, failed leaves it payable with another card. */
export function authenticateIntent(scope: Scope, intent: Stripe.PaymentIntent, outcome: "passed" | "failed"): void {
  if (intent.status !== "requires_action") {
    throw unexpectedState(intent, `This PaymentIntent has a status of ${intent.status} and waits for no authentication.`);
  }
  if (outcome === "passed") {
    payIntent(scope, intent);
    return;
  }
  failIntent(scope, intent, {
    code: "payment_intent_authentication_failure",
    message:
      "The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.",
  });
}
