import type { Stripe } from "stripe";
import { settleCharge } from "../charges/settle-charge.ts";
import { invalidParameter, unexpectedState } from "../errors.ts";
import { emitCharge } from "../events/emit.ts";
import { formatAmount, refuseOffStep } from "../money/amounts.ts";
import { mergeMetadata, optionalInteger, type Params, refuseUnknown } from "../params.ts";
import type { Scope } from "../world.ts";
import { latestCharge } from "./latest-charge.ts";
import { succeed } from "./pay.ts";

/** Captures an authorised intent, whole or in part; what is not captured is released. */
export function capturePaymentIntent(scope: Scope, intent: Stripe.PaymentIntent, params: Params): Stripe.PaymentIntent {
  refuseUnknown(params, ["amount_to_capture", "metadata", "statement_descriptor", "statement_descriptor_suffix", "final_capture"]);
  if (intent.status !== "requires_capture") {
    throw unexpectedState(
      intent,
      `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`,
    );
  }
  const amount = optionalInteger(params, "amount_to_capture") ?? intent.amount_capturable;
  refuseWrongAmount(intent, amount);
  intent.metadata = mergeMetadata(params, intent.metadata);
  const charge = latestCharge(scope.store, intent);
  charge.captured = true;
  charge.amount_captured = amount;
  settleCharge(scope, charge, intent.capture_method);
  emitCharge(scope, "captured", charge);
  succeed(scope, intent, amount);
  return intent;
}

function refuseWrongAmount(intent: Stripe.PaymentIntent, amount: number): void {
  if (amount < 1) {
    throw invalidParameter("amount_to_capture", "This value must be greater than or equal to 1.", "parameter_invalid_integer");
  }
  refuseOffStep(amount, intent.currency);
  if (amount > intent.amount_capturable) {
    throw invalidParameter(
      "amount_to_capture",
      `Amount to capture (${formatAmount(amount, intent.currency)}) is greater than the amount that can be captured (${formatAmount(intent.amount_capturable, intent.currency)}).`,
      "amount_too_large",
    );
  }
}
