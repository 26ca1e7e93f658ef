import type { ErrorCode, ErrorDetails } from "@skyhold/api/contract";
import { errorTable } from "@skyhold/core/errors";

/** A refusal as the server would send it; throw it from an answer. */
export interface Refusal extends Error {
  readonly name: "Refusal";
  readonly code: string;
  readonly details: unknown;
  readonly status: number;
  readonly retryable: boolean;
}

/**
 * A refusal with a code of the server's and the details that belong to it. HTTP status and whether a repetition may help follow from
 * the code, as on the server; a repetition is then really made.
 *
 * @example
 * throw refusal("SEAT_TAKEN", { seats: [{ flightId, seat: "12A" }], alternatives: [["12C"]] });
 */
export function refusal<Code extends ErrorCode>(code: Code, details: ErrorDetails[Code], message = `Refused with ${code}`): Refusal {
  return Object.assign(new Error(message), { name: "Refusal" as const, code, details, ...errorTable[code] });
}

/** Tells whether a caught value is a refusal. */
export function isRefusal(thrown: unknown): thrown is Refusal {
  return thrown instanceof Error && thrown.name === "Refusal";
}
