import type { ErrorDetails as ServerErrorDetails } from "@skyhold/api/contract";

/** What the client itself finds wrong, with what a program needs to go on. */
export interface LocalErrorDetails {
  /** The call, with its retries, took longer than it may. Whether the server acted is unknown. */
  TIMEOUT: { readonly timeoutMs: number };
  /** Your `signal` was aborted. Whether the server acted is unknown. */
  ABORTED: null;
  /** The server could not be reached, or the connection was cut. `outcomeUnknown` is false when the request certainly never got there. */
  NETWORK: { readonly outcomeUnknown: boolean };
  /** Something that is not a Skyhold API answered, such as a gateway with a page of HTML. */
  BAD_RESPONSE: { readonly contentType: string | null; readonly excerpt: string };
  /** A newer server sent a code that this version does not know; here it is as it came. */
  UNKNOWN: { readonly serverCode: string; readonly details: unknown };
}

/** What each code tells beside its name; null where there is nothing to tell. */
export interface ErrorDetails extends ServerErrorDetails, LocalErrorDetails {}

/** The closed list of what can go wrong. Each code has one meaning. */
export type ErrorCode = keyof ErrorDetails;

/** What an error carries beside its code and its message. */
export interface ErrorFacts<Code extends ErrorCode = ErrorCode> {
  readonly details: ErrorDetails[Code];
  /** HTTP status of the answer; null when there was none. */
  readonly status: number | null;
  readonly retryable: boolean;
  readonly requestId: string | null;
  readonly docs: string | null;
  readonly cause?: unknown;
}

/** The only error that a call rejects with. */
export class SkyholdError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = "SkyholdError";
  /** What went wrong, from a closed list. Show `message` to people and decide by `code`. */
  readonly code: Code;
  /** What a program needs to go on, typed by the code. */
  readonly details: ErrorDetails[Code];
  /** HTTP status of the answer; null when there was none. */
  readonly status: number | null;
  /** Whether the same call may succeed later without a change. */
  readonly retryable: boolean;
  /** Quote it when you ask for help; null when no server answered. */
  readonly requestId: string | null;
  /** Where this code is explained; null when the call never came as far as a server's address. */
  readonly docs: string | null;

  constructor(code: Code, message: string, facts: ErrorFacts<Code>) {
    super(message, { cause: facts.cause });
    this.code = code;
    this.details = facts.details;
    this.status = facts.status;
    this.retryable = facts.retryable;
    this.requestId = facts.requestId;
    this.docs = facts.docs;
  }
}

/** One error type for each code, so that a look at `code` tells the type of `details`. */
export type SkyholdErrorOf<Code extends ErrorCode = ErrorCode> = { [Each in Code]: SkyholdError<Each> }[Code];

/**
 * Tells whether a caught value is an error of this client, and with codes, whether it has one of them; `details` then has
 * its type. It also knows errors of another copy of this package.
 *
 * @example
 * if (isSkyholdError(error, "SEAT_TAKEN")) offerOtherSeats(error.details.seats);
 * else throw error;
 */
export function isSkyholdError<Code extends ErrorCode = ErrorCode>(
  error: unknown,
  ...codes: readonly Code[]
): error is SkyholdErrorOf<Code> {
  if (!(error instanceof Error) || error.name !== "SkyholdError" || !("code" in error)) return false;
  const { code } = error;
  return codes.length === 0 || codes.some((wanted) => wanted === code);
}

/** The error for a caller's own mistake, found before anything is sent. */
export function invalidInput(path: string, message: string): SkyholdError<"INVALID_INPUT"> {
  const details = { fields: [{ path, message }] };
  return new SkyholdError("INVALID_INPUT", `${path}: ${message}`, { details, status: null, retryable: false, requestId: null, docs: null });
}
