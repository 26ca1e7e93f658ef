import { isDeepStrictEqual } from "node:util";
import { StripeApiError } from "./errors.ts";
import type { Params } from "./params.ts";

/** The answer to a call, as it is kept and replayed. */
export interface Answer {
  status: number;
  body: object;
  requestId: string;
  /** Whether the call got past validation; only then is its answer kept. */
  executed: boolean;
}

/** What a key is bound to. */
interface KeyedCall {
  key: string;
  path: string;
  params: Params;
}

/** Stripe's idempotency keys: they live 24 hours. */
export interface IdempotencyStore {
  /** Reserves the key and returns null, or returns the kept answer; refuses other parameters (400) and a call that is in flight (409). */
  begin(call: KeyedCall): Answer | null;
  /** Keeps the answer of a reserved key, or frees the key when nothing was executed or the sandbox itself broke. */
  finish(key: string, answer: Answer | null): void;
}

const LIFETIME_MS = 24 * 3_600_000;

interface Entry {
  call: KeyedCall;
  begunAt: number;
  answer: Answer | null;
}

/** Makes an empty store that ages by the given clock. */
export function createIdempotencyStore(now: () => Date): IdempotencyStore {
  const entries = new Map<string, Entry>();
  return {
    begin(call) {
      refuseLongKey(call.key);
      const entry = entries.get(call.key);
      if (entry === undefined || now().getTime() - entry.begunAt >= LIFETIME_MS) {
        entries.set(call.key, { call, begunAt: now().getTime(), answer: null });
        return null;
      }
      refuseOtherCall(entry.call, call);
      if (entry.answer === null) {
        throw inFlight(call.key);
      }
      return entry.answer;
    },
    finish(key, answer) {
      const entry = entries.get(key);
      if (entry !== undefined && answer?.executed === true) {
        entry.answer = answer;
      } else {
        entries.delete(key);
      }
    },
  };
}

function refuseLongKey(key: string): void {
  if (key.length > 255) {
    throw new StripeApiError(400, { type: "invalid_request_error", message: "Idempotency keys must be at most 255 characters." }, false);
  }
}

function refuseOtherCall(first: KeyedCall, second: KeyedCall): void {
  if (first.path !== second.path) {
    throw mismatch(
      `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${second.path}' vs '${first.path}'). Try using a key other than '${first.key}' if you meant to execute a different request.`,
    );
  }
  if (!isDeepStrictEqual(first.params, second.params)) {
    throw mismatch(
      `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${first.key}' if you meant to execute a different request.`,
    );
  }
}

function mismatch(message: string): StripeApiError {
  return new StripeApiError(400, { type: "idempotency_error", message }, false);
}

function inFlight(key: string): StripeApiError {
  return new StripeApiError(
    409,
    {
      type: "idempotency_error",
      code: "idempotency_key_in_use",
      message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
    },
    false,
  );
}
