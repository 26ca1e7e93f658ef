import type { Stripe } from "stripe";
import { invalidParameter, unexpectedState } from "../errors.ts";
import { emitIntent } from "../events/emit.ts";
import { optionalBoolean, optionalHash, optionalOneOf, optionalString, type Params, refuseUnknown } from "../params.ts";
import { cardBehind, createPaymentMethod, usePaymentMethod } from "../payment-methods/payment-method.ts";
import { AUTHENTICATION_REQUIRED } from "../payment-methods/test-cards.ts";
import type { Scope, World } from "../world.ts";
import { readCardOptions } from "./card-options.ts";
import { declineIntent } from "./decline.ts";
import { payIntent } from "./pay.ts";

/** The parameters that a confirmation takes, also when it comes with the creation. */
export const CONFIRM_PARAMS: readonly string[] = [
  "capture_method",
  "client_secret",
  "error_on_requires_action",
  "expected_payment_method_type",
  "key",
  "mandate_data",
  "off_session",
  "payment_method",
  "payment_method_data",
  "payment_method_options",
  "receipt_email",
  "return_url",
  "setup_future_usage",
  "use_stripe_sdk",
];

/** A confirmation that was checked and can be carried out. */
export interface Confirmation {
  methodId: string;
  returnUrl: string | null;
  /** Whether the holder of the card is there to authenticate. */
  holderPresent: boolean;
}

const CONFIRMABLE = ["requires_payment_method", "requires_confirmation", "requires_action"];

/** Checks a confirmation and finds its payment method, or refuses; the intent is not changed. */
export function readConfirmation(scope: World, intent: Stripe.PaymentIntent, params: Params): Confirmation {
  if (!CONFIRMABLE.includes(intent.status)) {
    throw unexpectedState(
      intent,
      intent.status === "succeeded"
        ? "You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed."
        : `This PaymentIntent's status is ${intent.status}. You cannot confirm it; only one with one of the following statuses may be confirmed: ${CONFIRMABLE.join(", ")}.`,
    );
  }
  const methodId = namedMethod(scope, intent, params);
  const { type } = cardBehind(scope.store, methodId);
  if (!intent.payment_method_types.includes(type)) {
    throw invalidParameter(
      "payment_method",
      `The PaymentMethod provided (${type}) is not allowed for this PaymentIntent. Its payment_method_types are: ${intent.payment_method_types.join(", ")}.`,
      "payment_intent_incompatible_payment_method",
    );
  }
  const absent = optionalBoolean(params, "off_session") === true || optionalBoolean(params, "error_on_requires_action") === true;
  return { methodId, returnUrl: readReturnUrl(params), holderPresent: !absent };
}

function readReturnUrl(params: Params): string | null {
  const returnUrl = optionalString(params, "return_url") ?? null;
  if (returnUrl !== null && !URL.canParse(returnUrl)) {
    throw invalidParameter("return_url", "Not a valid URL", "url_invalid");
  }
  return returnUrl;
}

function namedMethod(scope: World, intent: Stripe.PaymentIntent, params: Params): string {
  const named = optionalString(params, "payment_method");
  if (named !== undefined) {
    return usePaymentMethod(scope, named).id;
  }
  const data = optionalHash(params, "payment_method_data");
  if (data !== undefined) {
    return createPaymentMethod(scope, data).id;
  }
  if (typeof intent.payment_method === "string") {
    return intent.payment_method;
  }
  throw unexpectedState(
    intent,
    "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method.",
  );
}

/** Refuses a confirmation from a server that could meet a redirect and says not where to return to. */
export function refuseMissingReturnUrl(intent: Stripe.PaymentIntent, params: Params): void {
  const redirects = intent.automatic_payment_methods?.enabled === true && intent.automatic_payment_methods.allow_redirects !== "never";
  if (redirects && optionalString(params, "return_url") === undefined && optionalBoolean(params, "use_stripe_sdk") !== true) {
    throw invalidParameter(
      "return_url",
      "This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a `return_url`. If you don't want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and `automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.",
    );
  }
}

/** Confirms an intent with the payment method of the call or the one it has. */
export function confirmPaymentIntent(scope: Scope, intent: Stripe.PaymentIntent, params: Params): Stripe.PaymentIntent {
  refuseUnknown(params, CONFIRM_PARAMS);
  const confirmation = readConfirmation(scope, intent, params);
  const changes = readChanges(intent, params);
  Object.assign(intent, changes);
  confirmIntent(scope, intent, confirmation);
  return intent;
}

function readChanges(intent: Stripe.PaymentIntent, params: Params): Partial<Stripe.PaymentIntent> {
  const options = optionalHash(params, "payment_method_options");
  return {
    capture_method: optionalOneOf(params, "capture_method", ["automatic", "automatic_async", "manual"]) ?? intent.capture_method,
    receipt_email: optionalString(params, "receipt_email") ?? intent.receipt_email,
    setup_future_usage: optionalOneOf(params, "setup_future_usage", ["off_session", "on_session"]) ?? intent.setup_future_usage,
    payment_method_options: options === undefined ? intent.payment_method_options : { card: readCardOptions(params) },
  };
}

/** Tries to pay the intent: asks for 3-D Secure, declines (and throws the 402), or authorises and captures as the intent says. */
export function confirmIntent(scope: Scope, intent: Stripe.PaymentIntent, confirmation: Confirmation): void {
  const card = cardBehind(scope.store, confirmation.methodId);
  intent.payment_method = confirmation.methodId;
  intent.next_action = null;
  if (card.authentication && !confirmation.holderPresent) {
    throw declineIntent(scope, intent, AUTHENTICATION_REQUIRED);
  }
  if (card.authentication) {
    askForAuthentication(scope, intent, confirmation.returnUrl);
    return;
  }
  const refusal = payIntent(scope, intent);
  if (refusal !== null) {
    throw refusal;
  }
}

function askForAuthentication(scope: Scope, intent: Stripe.PaymentIntent, returnUrl: string | null): void {
  const url = `${scope.url()}/_sandbox/3d-secure/${intent.id}`;
  intent.status = "requires_action";
  if (returnUrl === null) {
    scope.store.returnUrls.delete(intent.id);
    intent.next_action = { type: "use_stripe_sdk", use_stripe_sdk: { type: "three_d_secure_redirect", stripe_js: url } };
  } else {
    scope.store.returnUrls.set(intent.id, returnUrl);
    intent.next_action = { type: "redirect_to_url", redirect_to_url: { return_url: returnUrl, url } };
  }
  emitIntent(scope, "requires_action", intent);
}
