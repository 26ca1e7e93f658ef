import { amountNotPayable, DomainError } from "@skyhold/core";
import type { IntentSnapshot, PaymentProvider } from "@skyhold/core";
import { Stripe } from "stripe";

import type { Tracing } from "../observe/tracing.ts";
import { toStripeAmount } from "./stripe-amounts.ts";
import { listsOf } from "./stripe-lists.ts";
import { toIntentSnapshot, toMethodLabel, toRefundSnapshot } from "./stripe-intents.ts";
import { traceStripe } from "./traced-stripe.ts";

/** The Stripe client: at Stripe, or at the sandbox where a URL says so. */
export function createStripe(options: {
  readonly secretKey: string;
  readonly apiUrl?: string | undefined;
  readonly tracing?: Tracing | null;
}): Stripe {
  const url = options.apiUrl === undefined ? undefined : new URL(options.apiUrl);
  const elsewhere = url && {
    host: url.hostname,
    port: url.port,
    protocol: url.protocol === "https:" ? ("https" as const) : ("http" as const),
  };
  const traced = options.tracing && { httpClient: traceStripe(options.tracing) };
  return new Stripe(options.secretKey, { timeout: 10_000, maxNetworkRetries: 2, telemetry: false, ...elsewhere, ...traced });
}

/**
 * Payments through Stripe. What makes something new (an intent, a refund) has a key made from our own id, so that repeating
 * it after a crash does nothing twice. Capturing and cancelling have none: the intent's state guards them, and under one
 * key Stripe would repeat a passing failure of its own for a day.
 */
export function createPayments(stripe: Stripe): PaymentProvider {
  const retrieve = async (intentId: string): Promise<IntentSnapshot> => {
    const intent = await stripe.paymentIntents.retrieve(intentId, { expand: ["latest_charge"] });
    return toIntentSnapshot(intent, toMethodLabel(intent.latest_charge));
  };
  /** A refusal by state is no failure: someone else moved the intent, and its present state says how. */
  const orPresentState = (intentId: string) => async (error: unknown) => {
    if (isMissing(error)) return { ...unknownIntent, intentId };
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === "payment_intent_unexpected_state")
      return retrieve(intentId);
    throw error;
  };
  return {
    ...listsOf(stripe),
    createIntent: (order) => createIntent(stripe, order),
    getIntent: retrieve,
    findIntent: (intentId) =>
      retrieve(intentId).catch((error: unknown) => {
        if (isMissing(error)) return null;
        throw error;
      }),
    captureIntent: (intentId) =>
      stripe.paymentIntents
        .capture(intentId)
        .then((intent) => toIntentSnapshot(intent))
        .catch(orPresentState(intentId)),
    cancelIntent: (intentId) =>
      stripe.paymentIntents
        .cancel(intentId)
        .then((intent) => toIntentSnapshot(intent))
        .catch(orPresentState(intentId)),
    refund: (order) => refund(stripe, order),
    listRefunds: async (intentId) => {
      const refunds = await stripe.refunds.list({ payment_intent: intentId, limit: 100 }).autoPagingToArray({ limit: 1000 });
      return refunds.map(toRefundSnapshot);
    },
  };
}

async function refund(stripe: Stripe, { refundId, intentId, amount, reason, attempt }: Parameters<PaymentProvider["refund"]>[0]) {
  const order = { payment_intent: intentId, amount: toStripeAmount(amount), metadata: { refundId, reason } };
  const idempotencyKey = attempt === 0 ? `refund-${refundId}` : `refund-${refundId}-${attempt}`;
  return stripe.refunds.create(order, { idempotencyKey }).then(toRefundSnapshot, (error: unknown) => {
    const failureReason = refusal(error);
    if (failureReason === null) return admitted(error);
    return { stripeRefundId: null, refundId, state: "failed" as const, failureReason };
  });
}

/** Why Stripe will never make this refund, such as a charge that was given back or is disputed; null for a fault that may pass. */
function refusal(error: unknown): string | null {
  const final = error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode !== 409;
  return final ? (error.code ?? "refused") : null;
}

function isMissing(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError && error.code === "resource_missing";
}

/** An intent that Stripe does not have (a sandbox forgets) takes no money any more. */
const unknownIntent = {
  paymentId: null,
  state: "cancelled",
  amount: { amount: 0, currency: "XXX" },
  declineCode: null,
  methodLabel: null,
} as const;

async function createIntent(stripe: Stripe, order: Parameters<PaymentProvider["createIntent"]>[0]) {
  const { paymentId, bookingId, recordLocator, amount } = order;
  const terms: Stripe.PaymentIntentCreateParams = {
    amount: toStripeAmount(amount),
    currency: amount.currency.toLowerCase(),
    // Authorise first, take the money once the seats are ours: a seat that is gone costs nobody anything. What cannot be
    // authorised (a bank debit) is taken at once, and goes back when its seat is gone.
    payment_method_options: { card: { capture_method: "manual" }, link: { capture_method: "manual" } },
    // Whatever the account enables that needs no page of its own.
    automatic_payment_methods: { enabled: true, allow_redirects: "never" },
    description: `Skyhold booking ${recordLocator}`,
    metadata: { bookingId, paymentId, recordLocator },
  };
  const intent = await stripe.paymentIntents
    .create(terms, { idempotencyKey: `create-${paymentId}` })
    .catch((error: unknown) => (isAboutAmount(error) ? Promise.reject(amountNotPayable(amount, null)) : unavailable(error)));
  if (intent.client_secret === null) throw new Error(`Intent ${intent.id} has no client secret`);
  return { intentId: intent.id, clientSecret: intent.client_secret };
}

/** In most currencies the least that can be charged is what Stripe makes of its own; the most, and the currencies, depend on the account. */
function isAboutAmount(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError && (error.param === "amount" || error.param === "currency");
}

/** A fault that Stripe answered with is kept under the key; one without an answer is not known to be there at all, and the key must stay. */
function admitted(error: unknown): never {
  if (!(error instanceof Stripe.errors.StripeAPIError) || (error.statusCode ?? 0) < 500) throw error;
  throw new DomainError("PAYMENT_PROVIDER_UNAVAILABLE", "The payment provider could not make the refund", null);
}

/** The traveller is told that the provider is out of reach; any other fault is ours and goes up as it is. */
function unavailable(error: unknown): never {
  const away =
    error instanceof Stripe.errors.StripeConnectionError ||
    error instanceof Stripe.errors.StripeRateLimitError ||
    error instanceof Stripe.errors.StripeAPIError;
  if (!away) throw error;
  throw new DomainError(
    "PAYMENT_PROVIDER_UNAVAILABLE",
    "The payment provider cannot be reached. Nothing was charged; try again in a moment.",
    null,
  );
}
