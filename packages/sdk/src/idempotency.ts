import type { Caller } from "./caller.ts";
import type { Inputs, Outputs } from "./contract.ts";
import type { CallOptions } from "./options.ts";
import type { SkyholdTrpc } from "./trpc.ts";

/** What `idempotency.outcome` takes. */
export type OutcomeInput = Inputs["idempotency"]["outcome"];

/** What became of a call: `made` with what it was answered, `in_flight`, or `none`. */
export type Outcome = Outputs["idempotency"]["outcome"];

/** Learning what became of a call whose answer got lost. */
export interface IdempotencyCalls {
  /**
   * What became of a call of yours under this key, within a day: it had its effect (`made`, with its answer; of a hold, the booking as
   * it is now), it is under way (`in_flight`), or nothing was changed (`none`) and it may be repeated.
   *
   * Errors: INVALID_INPUT, UNAUTHENTICATED.
   *
   * @example
   * const idempotencyKey = crypto.randomUUID();
   * await skyhold.bookings.release({ bookingId }, { idempotencyKey }).catch(async (error) => {
   *   if (!isSkyholdError(error, "TIMEOUT")) throw error;
   *   return skyhold.idempotency.outcome({ key: idempotencyKey });
   * });
   */
  readonly outcome: (input: OutcomeInput, options?: CallOptions) => Promise<Outcome>;
}

/** The idempotency calls of a client. */
export function idempotencyCalls(caller: Caller, trpc: SkyholdTrpc): IdempotencyCalls {
  return {
    outcome: (input, options) => caller.query("idempotency.outcome", options, (request) => trpc.idempotency.outcome.query(input, request)),
  };
}
