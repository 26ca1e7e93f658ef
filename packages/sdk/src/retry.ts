import { isSkyholdError } from "./errors.ts";
import type { Failure } from "./failure.ts";
import type { RetryOptions } from "./options.ts";

/** How a call is repeated. */
export interface RetryPolicy extends Required<RetryOptions> {
  /** A second execution does no harm, so the call may be repeated although the first one may have happened. */
  readonly harmlessTwice: boolean;
}

/** Milliseconds to wait before the next attempt; null when there must be none. `attempt` is the one that failed, from 1. */
export function retryDelay(failure: Failure, attempt: number, policy: RetryPolicy): number | null {
  if (attempt >= policy.attempts || !mayRepeat(failure, policy)) return null;
  const longest = Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** (attempt - 1));
  // Part of every wait is left to chance, so that clients that failed together do not come back together.
  if (failure.retryAfterMs === null) return longest * (0.5 + Math.random() / 2);
  return Math.max(longest, failure.retryAfterMs) + Math.random() * policy.baseDelayMs;
}

function mayRepeat({ error }: Failure, { harmlessTwice }: RetryPolicy): boolean {
  if (!error.retryable) return false;
  if (isSkyholdError(error, "NETWORK")) return harmlessTwice || !error.details.outcomeUnknown;
  if (error.code === "OUTCOME_UNKNOWN") return harmlessTwice;
  if (error.status === 429 || error.status === 503) return true;
  // Behind a gateway's 502 or 504 the server may have acted.
  return error.code === "BAD_RESPONSE" && harmlessTwice;
}
