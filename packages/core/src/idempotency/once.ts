import { claimIdempotencyKey, keepIdempotentAnswer } from "@skyhold/db";
import type { IdempotencyKey, Transaction } from "@skyhold/db";
import superjson from "superjson";
import type { SuperJSONResult } from "superjson";
import { z } from "zod";

import { DomainError } from "../errors.ts";

/**
 * A call that is to have its effect once, however often it is repeated. Its first transaction is its effect and that
 * transaction's result its answer: both are written together, or neither.
 */
export interface OnceOnly extends IdempotencyKey {
  /** A call that is harmless twice by its nature, and whose answer is only known after its transaction: the edge keeps that with `keepAnswer`. */
  readonly answersLater: boolean;
  /** Set when the effect is committed: what was written as the answer. */
  made: { readonly answer: unknown } | null;
}

/** Not a failure: the call was made before, and this is what it was answered. Thrown, because nothing else may happen in its transaction. */
export class MadeBefore extends Error {
  override readonly name = "MadeBefore";
  readonly answer: unknown;

  constructor(answer: unknown) {
    super("This call was made before");
    this.answer = answer;
  }
}

/** Runs the work of a call's first transaction unless it was done before. IDEMPOTENCY_MISMATCH, IDEMPOTENCY_IN_FLIGHT. */
export async function once<Result>(tx: Transaction, call: OnceOnly, work: () => Promise<Result>): Promise<Result> {
  const claim = await claimIdempotencyKey(tx, call);
  switch (claim.outcome) {
    case "in_flight":
      throw new DomainError("IDEMPOTENCY_IN_FLIGHT", "The same call is being made at this moment; ask again for its answer", {
        retryAfterSeconds: 1,
      });
    case "mismatch":
      throw new DomainError(
        "IDEMPOTENCY_MISMATCH",
        "This idempotency key was used for another request. Use a new key for a new request.",
        null,
      );
    case "made":
      if (claim.answer === null) return work();
      throw new MadeBefore(readAnswer(claim.answer));
    case "claimed": {
      const result = await work();
      if (!call.answersLater) await keepAnswer(tx, call, result);
      return result;
    }
  }
}

/** Keeps what a call is answered, for its repetitions. */
export async function keepAnswer(db: Transaction, call: OnceOnly, answer: unknown): Promise<void> {
  await keepIdempotentAnswer(db, call, superjson.serialize(answer));
}

const Kept = z.custom<SuperJSONResult>();

/** The answer as it was kept. */
export function readAnswer(kept: unknown): unknown {
  return superjson.deserialize(Kept.parse(kept));
}
