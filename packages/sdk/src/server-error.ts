import type { ErrorCode as ServerErrorCode, ErrorDetails as ServerErrorDetails } from "@skyhold/api/contract";

import { isRecord } from "./answer.ts";

/** A code of the server's with the details that belong to it. */
export type ServerError = {
  [Code in ServerErrorCode]: { readonly code: Code; readonly details: ServerErrorDetails[Code] };
}[ServerErrorCode];

/** Every code that a server of this version sends, with the keys of its details; a new code or key does not compile until it stands here. */
const detailsOf: {
  readonly [Code in ServerErrorCode]: ServerErrorDetails[Code] extends null ? null : Readonly<Record<keyof ServerErrorDetails[Code], true>>;
} = {
  SEAT_TAKEN: { seats: true, alternatives: true },
  SEAT_UNKNOWN: { flightId: true, seat: true },
  SEAT_NOT_ALLOWED: { flightId: true, seat: true, why: true },
  SEAT_SURCHARGE_DUE: { difference: true },
  CABIN_FULL: { flightId: true, cabin: true },
  FLIGHT_CLOSED: { flightId: true },
  FLIGHT_STATE: { status: true },
  CHECK_IN_CLOSED: { opensAt: true, closesAt: true },
  NOT_CHECKED_IN: { flightId: true },
  BOARDING_PASS_INVALID: { why: true },
  BOARDING_CLOSED: { closedAt: true },
  OFFER_EXPIRED: { path: true, why: true },
  OFFER_INVALID: { path: true },
  HOLD_EXPIRED: { expiredAt: true },
  HOLD_LIMIT: { limit: true, per: true },
  BOOKING_STATE: { state: true, availableActions: true },
  CHANGED_MEANWHILE: null,
  QUOTE_EXPIRED: { expiredAt: true },
  QUOTE_CHANGED: { quote: true },
  REFUND_STATE: { state: true },
  NOTIFICATION_STATE: { state: true },
  PASSENGERS_INCOMPLETE: { missing: true },
  AMOUNT_NOT_PAYABLE: { amount: true, least: true },
  PAYMENT_PENDING: null,
  IDEMPOTENCY_MISMATCH: null,
  IDEMPOTENCY_KEY_REQUIRED: null,
  IDEMPOTENCY_IN_FLIGHT: { retryAfterSeconds: true },
  NOT_FOUND: { what: true },
  UNAUTHENTICATED: null,
  ORIGIN_REFUSED: null,
  FORBIDDEN: { needs: true },
  EMAIL_TAKEN: null,
  CREDENTIALS_WRONG: null,
  SECOND_FACTOR_REQUIRED: null,
  SECOND_FACTOR_WRONG: null,
  EMAIL_UNVERIFIED: null,
  TOKEN_INVALID: null,
  LAST_ADMIN: null,
  INVALID_INPUT: { fields: true },
  METHOD_NOT_ALLOWED: { allowed: true },
  BODY_TOO_LARGE: { limitBytes: true },
  MEDIA_TYPE_UNSUPPORTED: null,
  RATE_LIMITED: { retryAfterSeconds: true },
  OVERLOADED: { retryAfterSeconds: true },
  OUTCOME_UNKNOWN: { retryAfterSeconds: true },
  PAYMENT_PROVIDER_UNAVAILABLE: null,
  INTERNAL: null,
};

/** Whether this version knows the code, and its details are what the code promises: all of it, and whatever a newer server tells beside. */
export function isServerError(error: { readonly code: string; readonly details: unknown }): error is ServerError {
  const expected = Object.entries(detailsOf).find(([code]) => code === error.code);
  if (!expected) return false;
  const { details } = error;
  const [, keys] = expected;
  return keys === null || (isRecord(details) && Object.keys(keys).every((key) => key in details));
}
