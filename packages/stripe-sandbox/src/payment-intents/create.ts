import type { Stripe } from "stripe";
import { invalidParameter, noSuch } from "../errors.ts";
import { emitIntent } from "../events/emit.ts";
import { readChargeAmount, readCurrency } from "../money/amounts.ts";
import {
  mergeMetadata,
  optionalBoolean,
  optionalHash,
  optionalOneOf,
  optionalString,
  optionalStrings,
  type Params,
  refuseUnknown,
} from "../params.ts";
import { usePaymentMethod } from "../payment-methods/payment-method.ts";
import type { Scope, World } from "../world.ts";
import { CONFIRM_PARAMS, confirmIntent, readConfirmation, refuseMissingReturnUrl } from "./confirm.ts";
import { readCardOptions } from "./card-options.ts";
import { blankIntent } from "./payment-intent.ts";

const CREATE_PARAMS = [
  ...CONFIRM_PARAMS,
  "amount",
  "automatic_payment_methods",
  "confirm",
  "confirmation_method",
  "currency",
  "customer",
  "description",
  "metadata",
  "payment_method_types",
  "statement_descriptor",
  "statement_descriptor_suffix",
  "transfer_group",
];

/** Creates a payment intent and, with `confirm`, tries to pay it at once. */
export function createPaymentIntent(scope: Scope, params: Params): Stripe.PaymentIntent {
  refuseUnknown(params, CREATE_PARAMS);
  const currency = readCurrency(params);
  const intent = blankIntent(scope, readChargeAmount(params, currency), currency);
  Object.assign(intent, readDescription(scope, params), readMethods(params, currency), { metadata: mergeMetadata(params, {}) });
  const confirm = optionalBoolean(params, "confirm") ?? false;
  if (confirm) {
    refuseMissingReturnUrl(intent, params);
  } else if (optionalString(params, "return_url") !== undefined) {
    throw invalidParameter("return_url", "The return_url parameter is only allowed together with confirm=true.");
  }
  const methodId = optionalString(params, "payment_method");
  if (methodId !== undefined && !confirm) {
    intent.payment_method = usePaymentMethod(scope, methodId).id;
    intent.status = "requires_confirmation";
  }
  const confirmation = confirm ? readConfirmation(scope, intent, params) : null;
  scope.store.paymentIntents.set(intent.id, intent);
  emitIntent(scope, "created", intent);
  if (confirmation !== null) {
    confirmIntent(scope, intent, confirmation);
  }
  return intent;
}

function readDescription(world: World, params: Params): Partial<Stripe.PaymentIntent> {
  const customer = optionalString(params, "customer") ?? null;
  if (customer !== null && !world.store.customers.has(customer)) {
    throw noSuch("customer", customer, "customer");
  }
  return {
    customer,
    description: optionalString(params, "description") ?? null,
    receipt_email: optionalString(params, "receipt_email") ?? null,
    statement_descriptor: optionalString(params, "statement_descriptor") ?? null,
    statement_descriptor_suffix: optionalString(params, "statement_descriptor_suffix") ?? null,
    transfer_group: optionalString(params, "transfer_group") ?? null,
    setup_future_usage: optionalOneOf(params, "setup_future_usage", ["off_session", "on_session"]) ?? null,
    confirmation_method: optionalOneOf(params, "confirmation_method", ["automatic", "manual"]) ?? "automatic",
    capture_method: optionalOneOf(params, "capture_method", ["automatic", "automatic_async", "manual"]) ?? "automatic_async",
  };
}

function readMethods(params: Params, currency: string): Partial<Stripe.PaymentIntent> {
  const types = optionalStrings(params, "payment_method_types");
  const automatic = optionalHash(params, "automatic_payment_methods");
  const enabled = automatic === undefined ? types === undefined : optionalBoolean(automatic, "enabled") === true;
  if (enabled && types !== undefined) {
    throw invalidParameter(
      "payment_method_types",
      "You may only specify one of these parameters: automatic_payment_methods, payment_method_types.",
    );
  }
  const redirects = optionalOneOf(automatic ?? {}, "allow_redirects", ["always", "never"]) ?? "always";
  return {
    automatic_payment_methods: enabled ? { allow_redirects: redirects, enabled } : null,
    payment_method_types: types ?? (enabled ? automaticTypes(params, currency) : ["card"]),
    payment_method_options: { card: readCardOptions(params) },
  };
}

/** Bank debits are in dollars and cannot be authorised first, so an intent that is captured by hand does not offer them. */
function automaticTypes(params: Params, currency: string): string[] {
  return currency === "usd" && optionalString(params, "capture_method") !== "manual" ? ["card", "us_bank_account"] : ["card"];
}
