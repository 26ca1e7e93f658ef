import type { CancellationQuoteShape } from "./bookings/cancellation-quote-shape.ts";

/** What a code tells beside its name; null where there is nothing to tell. */
export interface ErrorDetails {
  /** Someone else holds or bought these seats. */
  SEAT_TAKEN: {
    readonly seats: readonly {
      readonly flightId: string;
      readonly seat: string;
      /** Told to staff who block seats. */
      readonly state?: "held" | "sold" | "blocked";
    }[];
    /** The nearest equal seats that are free, for each segment of the request; null when there are not enough. */
    readonly alternatives: readonly (readonly string[])[] | null;
  };
  /** The aircraft has no such seat. */
  SEAT_UNKNOWN: { readonly flightId: string; readonly seat: string };
  /** The seat exists, but not for this passenger or in this cabin. */
  SEAT_NOT_ALLOWED: { readonly flightId: string; readonly seat: string; readonly why: "other_cabin" | "exit_row" };
  /** The new seats cost more than was paid for the old ones, and a booking that is paid takes no further payment. */
  SEAT_SURCHARGE_DUE: { readonly difference: { readonly amount: number; readonly currency: string } };
  /** The cabin has too few free seats left for the party. */
  CABIN_FULL: { readonly flightId: string; readonly cabin: string };
  /** The flight is cancelled, has left, or its sale has closed. */
  FLIGHT_CLOSED: { readonly flightId: string };
  /** The flight's status does not allow this: it boards already, has left, has landed or is cancelled. */
  FLIGHT_STATE: { readonly status: string };
  /** Check-in is not open yet, or has closed. */
  CHECK_IN_CLOSED: { readonly opensAt: Date; readonly closesAt: Date };
  /** The passenger is not, or no longer, checked in for this flight. */
  NOT_CHECKED_IN: { readonly flightId: string };
  /** What was scanned is no boarding pass of this flight; `why` says in what it differs. */
  BOARDING_PASS_INVALID: { readonly why: "unreadable" | "unknown" | "other_flight" | "altered" };
  /** The gate has closed. */
  BOARDING_CLOSED: { readonly closedAt: Date };
  /** The offer in the field `path` no longer holds: its time is over, or its flight has other times or another aircraft since; search again. */
  OFFER_EXPIRED: { readonly path: string; readonly why: "time" | "flight" };
  /** The offer in the field `path` was not made by this server, or was altered. */
  OFFER_INVALID: { readonly path: string };
  /** The hold ran out before this call. */
  HOLD_EXPIRED: { readonly expiredAt: Date };
  /** The account, or all that book from its network address, have as many unpaid bookings as they may have at a time. */
  HOLD_LIMIT: { readonly limit: number; readonly per: "user" | "address" };
  /** The booking's state does not allow this. */
  BOOKING_STATE: { readonly state: string; readonly availableActions: readonly string[] };
  /** Somebody else has changed it since it was read; nothing was changed. */
  CHANGED_MEANWHILE: null;
  /** The quote of a cancellation is past its time; ask for a new one. Nothing was cancelled. */
  QUOTE_EXPIRED: { readonly expiredAt: Date };
  /** What the quote says no longer holds, and `quote` is what holds now. Nothing was cancelled. */
  QUOTE_CHANGED: { readonly quote: CancellationQuoteShape };
  /** The refund's state does not allow this: only one whose every attempt has failed waits for staff. */
  REFUND_STATE: { readonly state: string };
  /** The message's state does not allow this: only one that has failed for good is sent again. */
  NOTIFICATION_STATE: { readonly state: string };
  /** Passenger details are missing. */
  PASSENGERS_INCOMPLETE: { readonly missing: readonly number[] };
  /** Nothing, too little, or a fraction that cards do not take; `least` is null where the provider publishes none. */
  AMOUNT_NOT_PAYABLE: {
    readonly amount: { readonly amount: number; readonly currency: string };
    readonly least: { readonly amount: number; readonly currency: string } | null;
  };
  /** A payment is under way, and its outcome must come first. */
  PAYMENT_PENDING: null;
  /** The same idempotency key came with another request. */
  IDEMPOTENCY_MISMATCH: null;
  /** The operation has to be called with an idempotency key. */
  IDEMPOTENCY_KEY_REQUIRED: null;
  /** The first call with this idempotency key is not over yet. */
  IDEMPOTENCY_IN_FLIGHT: { readonly retryAfterSeconds: number };
  /** No such thing, or not yours. */
  NOT_FOUND: { readonly what: string };
  /** No valid session. */
  UNAUTHENTICATED: null;
  /** A browser sent a change with its cookie from a page that may not, or not as JSON. */
  ORIGIN_REFUSED: null;
  /** Signed in, but not with a role that may do this. */
  FORBIDDEN: { readonly needs: string };
  /** There is an account with this e-mail address. */
  EMAIL_TAKEN: null;
  /** E-mail address and password do not belong together. */
  CREDENTIALS_WRONG: null;
  /** The account has a second factor, and the call came without a code of it. */
  SECOND_FACTOR_REQUIRED: null;
  /** The code of the second factor is wrong, or was used. */
  SECOND_FACTOR_WRONG: null;
  /** The account's e-mail address has to be verified first. */
  EMAIL_UNVERIFIED: null;
  /** What came by mail was used already, has run out, or was never sent. */
  TOKEN_INVALID: null;
  /** There would be no admin left. */
  LAST_ADMIN: null;
  /** The input is not what the call takes. */
  INVALID_INPUT: { readonly fields: readonly { readonly path: string; readonly message: string }[] };
  /** The path is there, but not for this method. */
  METHOD_NOT_ALLOWED: { readonly allowed: readonly string[] };
  /** The body of the request is longer than any input is. */
  BODY_TOO_LARGE: { readonly limitBytes: number };
  /** The body of the request is not sent as JSON. */
  MEDIA_TYPE_UNSUPPORTED: null;
  /** Too many calls in too short a time. */
  RATE_LIMITED: { readonly retryAfterSeconds: number };
  /** The server has more work than it can do now; nothing was changed. */
  OVERLOADED: { readonly retryAfterSeconds: number };
  /** The server lost its database in the middle: what was asked for may have been done, or not. The same call with the same idempotency key does it once. */
  OUTCOME_UNKNOWN: { readonly retryAfterSeconds: number };
  /** The payment provider could not be reached; nothing was charged, and the same call may be repeated. */
  PAYMENT_PROVIDER_UNAVAILABLE: null;
  /** A fault of ours. The request id leads to it. */
  INTERNAL: null;
}

/** The closed list of what can go wrong; each code has one meaning. */
export type ErrorCode = keyof ErrorDetails;

/** The HTTP status of a code, and whether the same call may succeed later without a change. A new code does not compile until it stands here. */
export const errorTable: Readonly<Record<ErrorCode, { readonly status: number; readonly retryable: boolean }>> = {
  SEAT_TAKEN: { status: 409, retryable: false },
  SEAT_UNKNOWN: { status: 422, retryable: false },
  SEAT_NOT_ALLOWED: { status: 422, retryable: false },
  SEAT_SURCHARGE_DUE: { status: 409, retryable: false },
  CABIN_FULL: { status: 409, retryable: false },
  FLIGHT_CLOSED: { status: 409, retryable: false },
  FLIGHT_STATE: { status: 409, retryable: false },
  CHECK_IN_CLOSED: { status: 409, retryable: false },
  NOT_CHECKED_IN: { status: 409, retryable: false },
  BOARDING_PASS_INVALID: { status: 422, retryable: false },
  BOARDING_CLOSED: { status: 409, retryable: false },
  OFFER_EXPIRED: { status: 409, retryable: false },
  OFFER_INVALID: { status: 422, retryable: false },
  HOLD_EXPIRED: { status: 409, retryable: false },
  HOLD_LIMIT: { status: 429, retryable: true },
  BOOKING_STATE: { status: 409, retryable: false },
  CHANGED_MEANWHILE: { status: 409, retryable: false },
  QUOTE_EXPIRED: { status: 409, retryable: false },
  QUOTE_CHANGED: { status: 409, retryable: false },
  REFUND_STATE: { status: 409, retryable: false },
  NOTIFICATION_STATE: { status: 409, retryable: false },
  PASSENGERS_INCOMPLETE: { status: 422, retryable: false },
  AMOUNT_NOT_PAYABLE: { status: 422, retryable: false },
  PAYMENT_PENDING: { status: 409, retryable: true },
  IDEMPOTENCY_MISMATCH: { status: 422, retryable: false },
  IDEMPOTENCY_KEY_REQUIRED: { status: 400, retryable: false },
  IDEMPOTENCY_IN_FLIGHT: { status: 409, retryable: true },
  NOT_FOUND: { status: 404, retryable: false },
  UNAUTHENTICATED: { status: 401, retryable: false },
  ORIGIN_REFUSED: { status: 403, retryable: false },
  FORBIDDEN: { status: 403, retryable: false },
  EMAIL_TAKEN: { status: 409, retryable: false },
  CREDENTIALS_WRONG: { status: 401, retryable: false },
  SECOND_FACTOR_REQUIRED: { status: 401, retryable: false },
  SECOND_FACTOR_WRONG: { status: 401, retryable: false },
  EMAIL_UNVERIFIED: { status: 403, retryable: false },
  TOKEN_INVALID: { status: 422, retryable: false },
  LAST_ADMIN: { status: 409, retryable: false },
  INVALID_INPUT: { status: 400, retryable: false },
  METHOD_NOT_ALLOWED: { status: 405, retryable: false },
  BODY_TOO_LARGE: { status: 413, retryable: false },
  MEDIA_TYPE_UNSUPPORTED: { status: 415, retryable: false },
  RATE_LIMITED: { status: 429, retryable: true },
  OVERLOADED: { status: 503, retryable: true },
  OUTCOME_UNKNOWN: { status: 503, retryable: true },
  PAYMENT_PROVIDER_UNAVAILABLE: { status: 503, retryable: true },
  INTERNAL: { status: 500, retryable: false },
};

/** The only error that a use case throws on purpose: a code of the closed list, a sentence for a person, and what a program needs to go on. */
export class DomainError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = "DomainError";
  readonly code: Code;
  readonly details: ErrorDetails[Code];

  constructor(code: Code, message: string, details: ErrorDetails[Code]) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** Whether something thrown is one of ours, and of this code where one is named. */
export function isDomainError<Code extends ErrorCode = ErrorCode>(error: unknown, code?: Code): error is DomainError<Code> {
  return error instanceof DomainError && (code === undefined || error.code === code);
}

/** The error for what does not exist or belongs to someone else: the two look the same from outside. */
export function notFound(what: string): DomainError<"NOT_FOUND"> {
  return new DomainError("NOT_FOUND", `There is no such ${what}, or it is not yours`, { what });
}

/** The error for a hold whose time is over. */
export function holdExpired(expiredAt: Date): DomainError<"HOLD_EXPIRED"> {
  return new DomainError("HOLD_EXPIRED", "The seats were held for a limited time, which is over. Search again.", { expiredAt });
}

/** The error for input that a schema cannot judge, naming the field and the way out. */
export function invalidInput(path: string, message: string): DomainError<"INVALID_INPUT"> {
  return new DomainError("INVALID_INPUT", `${path}: ${message}`, { fields: [{ path, message }] });
}
