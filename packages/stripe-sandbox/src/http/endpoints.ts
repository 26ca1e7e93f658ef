import type { Stripe } from "stripe";
import { createCustomer } from "../customers/create.ts";
import { answerDispute } from "../disputes/dispute.ts";
import { noSuch } from "../errors.ts";
import type { Params } from "../params.ts";
import { cancelPaymentIntent } from "../payment-intents/cancel.ts";
import { capturePaymentIntent } from "../payment-intents/capture.ts";
import { confirmPaymentIntent, refuseMissingReturnUrl } from "../payment-intents/confirm.ts";
import { createPaymentIntent } from "../payment-intents/create.ts";
import { getIntent } from "../payment-intents/payment-intent.ts";
import { updatePaymentIntent } from "../payment-intents/update.ts";
import { createPaymentMethod } from "../payment-methods/payment-method.ts";
import { createRefund } from "../refunds/create.ts";
import { updateRefund } from "../refunds/update.ts";
import type { Scope } from "../world.ts";
import { listObjects } from "./list-objects.ts";

/** One call to an endpoint, checked and decoded. */
export interface Call {
  scope: Scope;
  /** The id in the path, or empty when the path has none. */
  id: string;
  params: Params;
  key: "secret" | "publishable";
}

/** One address of the API. */
export interface Endpoint {
  method: "GET" | "POST";
  path: string;
  /** Whether a browser may call it with the publishable key. */
  publishable?: "with-client-secret" | "freely";
  run: (call: Call) => object;
}

function find<Item>(objects: Map<string, Item>, noun: string, id: string): Item {
  const found = objects.get(id);
  if (found === undefined) {
    throw noSuch(noun, id, "id");
  }
  return found;
}

const intent = ({ scope, id }: Call): Stripe.PaymentIntent => getIntent(scope.store, id);

function confirm(call: Call): Stripe.PaymentIntent {
  const confirmed = intent(call);
  if (call.key === "secret") {
    refuseMissingReturnUrl(confirmed, call.params);
  }
  return confirmPaymentIntent(call.scope, confirmed, call.params);
}

const PAYMENT_INTENTS: Endpoint[] = [
  { method: "POST", path: "/v1/payment_intents", run: ({ scope, params }) => createPaymentIntent(scope, params) },
  {
    method: "GET",
    path: "/v1/payment_intents",
    run: ({ scope, params }) =>
      listObjects({ objects: scope.store.paymentIntents, url: "/v1/payment_intents", filters: ["customer"] }, params),
  },
  { method: "GET", path: "/v1/payment_intents/:id", publishable: "with-client-secret", run: intent },
  { method: "POST", path: "/v1/payment_intents/:id", run: (call) => updatePaymentIntent(call.scope, intent(call), call.params) },
  { method: "POST", path: "/v1/payment_intents/:id/confirm", publishable: "with-client-secret", run: confirm },
  { method: "POST", path: "/v1/payment_intents/:id/capture", run: (call) => capturePaymentIntent(call.scope, intent(call), call.params) },
  { method: "POST", path: "/v1/payment_intents/:id/cancel", run: (call) => cancelPaymentIntent(call.scope, intent(call), call.params) },
];

const REFUNDS: Endpoint[] = [
  { method: "POST", path: "/v1/refunds", run: ({ scope, params }) => createRefund(scope, params) },
  {
    method: "GET",
    path: "/v1/refunds",
    run: ({ scope, params }) =>
      listObjects({ objects: scope.store.refunds, url: "/v1/refunds", filters: ["charge", "payment_intent"] }, params),
  },
  { method: "GET", path: "/v1/refunds/:id", run: ({ scope, id }) => find(scope.store.refunds, "refund", id) },
  {
    method: "POST",
    path: "/v1/refunds/:id",
    run: ({ scope, id, params }) => updateRefund(scope, find(scope.store.refunds, "refund", id), params),
  },
];

const MONEY: Endpoint[] = [
  {
    method: "GET",
    path: "/v1/charges",
    run: ({ scope, params }) =>
      listObjects({ objects: scope.store.charges, url: "/v1/charges", filters: ["payment_intent", "customer"] }, params),
  },
  { method: "GET", path: "/v1/charges/:id", run: ({ scope, id }) => find(scope.store.charges, "charge", id) },
  {
    method: "GET",
    path: "/v1/balance_transactions",
    run: ({ scope, params }) =>
      listObjects(
        { objects: scope.store.balanceTransactions, url: "/v1/balance_transactions", filters: ["currency", "source", "type"] },
        params,
      ),
  },
  {
    method: "GET",
    path: "/v1/balance_transactions/:id",
    run: ({ scope, id }) => find(scope.store.balanceTransactions, "balance_transaction", id),
  },
];

const DISPUTES: Endpoint[] = [
  {
    method: "GET",
    path: "/v1/disputes",
    run: ({ scope, params }) =>
      listObjects({ objects: scope.store.disputes, url: "/v1/disputes", filters: ["charge", "payment_intent"] }, params),
  },
  { method: "GET", path: "/v1/disputes/:id", run: ({ scope, id }) => find(scope.store.disputes, "dispute", id) },
  {
    method: "POST",
    path: "/v1/disputes/:id",
    run: ({ scope, id, params }) => answerDispute(scope, find(scope.store.disputes, "dispute", id), params),
  },
];

const OTHERS: Endpoint[] = [
  {
    method: "GET",
    path: "/v1/events",
    run: ({ scope, params }) => listObjects({ objects: scope.store.events, url: "/v1/events", filters: ["type"] }, params),
  },
  { method: "GET", path: "/v1/events/:id", run: ({ scope, id }) => find(scope.store.events, "event", id) },
  { method: "POST", path: "/v1/customers", run: ({ scope, params }) => createCustomer(scope, params) },
  { method: "GET", path: "/v1/customers/:id", run: ({ scope, id }) => find(scope.store.customers, "customer", id) },
  {
    method: "POST",
    path: "/v1/payment_methods",
    publishable: "freely",
    run: ({ scope, params }) => createPaymentMethod(scope, params),
  },
  { method: "GET", path: "/v1/payment_methods/:id", run: ({ scope, id }) => find(scope.store.paymentMethods, "PaymentMethod", id) },
];

/** Every address of Stripe's API that the sandbox answers. */
export const ENDPOINTS: readonly Endpoint[] = [...PAYMENT_INTENTS, ...REFUNDS, ...MONEY, ...DISPUTES, ...OTHERS];
