import type { Stripe } from "stripe";
import { type ErrorBody, StripeApiError, unauthorized } from "../errors.ts";
import type { Answer } from "../idempotency.ts";
import { optionalString, type Params } from "../params.ts";
import { expireAuthorisations } from "../payment-intents/cancel.ts";
import { getIntent, publicView } from "../payment-intents/payment-intent.ts";
import { sleep } from "../tasks.ts";
import type { World } from "../world.ts";
import { authenticate } from "./authenticate.ts";
import type { Call, Endpoint } from "./endpoints.ts";
import { expandAnswer } from "./expand.ts";

/** A call as it came over the wire. */
export interface WireCall {
  endpoint: Endpoint;
  path: string;
  id: string;
  params: Params;
  authorization: string | undefined;
  idempotencyKey: string | null;
  requestId: string;
}

/** An answer as it goes over the wire. */
export interface WireAnswer extends Answer {
  replayed: boolean;
  /** Whether the connection is cut instead of answering. */
  cut: boolean;
}

/** Answers a call: key, faults, idempotency, then the endpoint itself. */
export async function answerCall(world: World, call: WireCall): Promise<WireAnswer> {
  try {
    const key = authenticate(world, call.authorization, call.params);
    refuseBrowser(world, call, key);
    const fault = world.faults.takeApi(call.endpoint.method, call.path);
    if (fault?.kind === "error-500" || fault?.kind === "rate-limited") {
      throw refusalOf(fault.kind);
    }
    const delayMs = fault?.kind === "slow" ? fault.delayMs : 0;
    const answer = await answerOnce(world, { call, key, delayMs, breaks: fault?.kind === "error-500-kept" });
    return { ...answer, cut: fault?.kind === "timeout-after-success" };
  } catch (error) {
    return { ...refusal(call, error), replayed: false, cut: false };
  }
}

type Authenticated = { call: WireCall; key: Call["key"]; delayMs: number; breaks: boolean };

async function answerOnce(world: World, { call, key, delayMs, breaks }: Authenticated): Promise<Answer & { replayed: boolean }> {
  const idempotencyKey = call.endpoint.method === "POST" ? call.idempotencyKey : null;
  const kept = idempotencyKey === null ? null : world.idempotency.begin({ key: idempotencyKey, path: call.path, params: call.params });
  if (kept !== null) {
    return { ...kept, replayed: true };
  }
  let answer: Answer | null = null;
  try {
    answer = breaks ? refusal(call, refusalOf("error-500-kept")) : execute(world, call, key);
    await sleep(delayMs, world.tasks.signal);
    return { ...answer, replayed: false };
  } finally {
    if (idempotencyKey !== null) {
      world.idempotency.finish(idempotencyKey, answer);
    }
  }
}

function execute(world: World, call: WireCall, key: Call["key"]): Answer {
  const scope = { ...world, request: { id: call.requestId, idempotency_key: call.idempotencyKey } };
  const forBrowser = key === "publishable" && call.endpoint.publishable === "with-client-secret";
  try {
    expireAuthorisations(world);
    const result = call.endpoint.run({ scope, id: call.id, params: call.params, key });
    const body = forBrowser ? publicView(getIntent(world.store, call.id)) : result;
    return { status: 200, body: expandAnswer(world.store, body, call.params), requestId: call.requestId, executed: true };
  } catch (error) {
    return refusal(call, error, forBrowser ? getIntent(world.store, call.id) : undefined);
  }
}

function refusal(call: WireCall, error: unknown, shownToBrowser?: Stripe.PaymentIntent): Answer {
  if (!(error instanceof StripeApiError)) {
    throw error;
  }
  const body: ErrorBody =
    shownToBrowser === undefined || error.body.payment_intent === undefined
      ? error.body
      : { ...error.body, payment_intent: structuredClone(publicView(shownToBrowser)) };
  return { status: error.status, body: { error: body }, requestId: call.requestId, executed: error.executed };
}

function refuseBrowser(world: World, call: WireCall, key: Call["key"]): void {
  if (key === "secret" || call.endpoint.publishable === "freely") {
    return;
  }
  if (call.endpoint.publishable === undefined) {
    throw unauthorized("This API call cannot be made with a publishable API key. Please use a secret API key.", "secret_key_required");
  }
  const secret = optionalString(call.params, "client_secret");
  if (getIntent(world.store, call.id).client_secret !== secret) {
    throw new StripeApiError(
      400,
      {
        type: "invalid_request_error",
        code: "payment_intent_invalid_parameter",
        message: "The client_secret provided does not match the client_secret associated with the PaymentIntent.",
        param: "client_secret",
      },
      false,
    );
  }
}

function refusalOf(kind: "error-500" | "error-500-kept" | "rate-limited"): StripeApiError {
  return kind !== "rate-limited"
    ? new StripeApiError(
        500,
        { type: "api_error", message: "An unknown error occurred (a fault of the sandbox)." },
        kind === "error-500-kept",
      )
    : new StripeApiError(
        429,
        { type: "invalid_request_error", code: "rate_limit", message: "Request rate limit exceeded (a fault of the sandbox)." },
        false,
      );
}
