import type { ErrorCode } from "@skyhold/core";

/** What a caller does about each code. A new code does not compile until its way out is known. */
export const waysOut: Readonly<Record<ErrorCode, string>> = {
  SEAT_TAKEN:
    "Show the seat map again and let the traveller choose. `details.alternatives` names the nearest seats that are free, in the shape of `seats`.",
  SEAT_UNKNOWN: "Take seats from `GET /api/v1/flights/{flightId}/seats` of this very flight.",
  SEAT_NOT_ALLOWED: "Choose a seat of the cabin that the offer is for; exit rows take adults without an infant only.",
  SEAT_SURCHARGE_DUE: "Start a payment with the wanted `seats`: it asks for the difference and moves the party once it is paid.",
  CABIN_FULL: "Search again: other flights or cabins may have room for the whole party.",
  FLIGHT_CLOSED:
    "Nothing can be sold or changed on this flight any more. Search for another one; for a booking that you have, ask the airline.",
  OFFER_EXPIRED: "Search again and hold a fresh offer. Offers are good for about twenty minutes.",
  OFFER_INVALID: "Send the offer's `token` exactly as the search answered it, from the same server.",
  HOLD_EXPIRED: "The seats are free again. Search and hold anew; extend a hold in time to keep it.",
  HOLD_LIMIT: "Pay, release or let run out what is held already; `details.limit` says how many may be open at a time.",
  BOOKING_STATE: "Read the booking again and do one of `details.availableActions`.",
  CHANGED_MEANWHILE: "Read it again, look at what differs, and send the change with the `version` that you have read by now.",
  QUOTE_EXPIRED: "Ask for a new quote and confirm that one.",
  QUOTE_CHANGED: "Show the traveller `details.quote`, which holds now, and confirm its token if they agree.",
  REFUND_STATE: "Read the list of refunds again: this one does not wait for staff.",
  FLIGHT_STATE:
    "Read the flight again: `details.status` says where it stands, a status never goes back, and none is said before it can be true.",
  CHECK_IN_CLOSED: "Come back between `details.opensAt` and `details.closesAt`; after that, the desk at the airport may help.",
  NOT_CHECKED_IN: "Check the passenger in first.",
  BOARDING_PASS_INVALID: "Scan the pass again, at the gate of its own flight; a pass that was printed before a change of seat is void.",
  BOARDING_CLOSED: "The gate has closed; nobody boards any more.",
  NOTIFICATION_STATE: "Read the list of messages again: only one that has failed for good is sent again.",
  AMOUNT_NOT_PAYABLE:
    "Choose something that costs more: `details.least` is the least that a card is charged in this currency, where that is known.",
  PASSENGERS_INCOMPLETE: "Name all passengers first: `details.missing` has the indexes of those who are missing.",
  PAYMENT_PENDING: "Wait for the outcome of the payment that is under way: follow it, or ask again in a few seconds.",
  IDEMPOTENCY_MISMATCH: "Use a new idempotency key for a new request; a repetition has to be the same to the last field.",
  IDEMPOTENCY_KEY_REQUIRED:
    "Send the header `Idempotency-Key` (or `x-idempotency-key`) with a new UUID, and the same one when you repeat the call.",
  IDEMPOTENCY_IN_FLIGHT: "Wait `details.retryAfterSeconds` and repeat the same call: it answers what the first one did.",
  NOT_FOUND: "Look at the id or the path. What belongs to someone else looks the same as what does not exist.",
  UNAUTHENTICATED: "Log in and send `Authorization: Bearer …`, or the cookie. The session may have ended.",
  ORIGIN_REFUSED: "Send changes with a cookie as `Content-Type: application/json`, from the API's own origin or one of `CORS_ORIGINS`.",
  FORBIDDEN: "The caller is known, but may not do this; `details.needs` says what it takes.",
  EMAIL_TAKEN:
    "Log in to that account instead, or ask for a new password. A token of another issuer is let in by linking it there: `auth.linkIdentity`.",
  CREDENTIALS_WRONG: "Let the user type address and password again, or ask for a new password by mail.",
  SECOND_FACTOR_REQUIRED: "Ask for the code of the authenticator app and repeat the call with `code`.",
  SECOND_FACTOR_WRONG: "Ask for the next code of the app; each is good once. A recovery code works, too.",
  EMAIL_UNVERIFIED: "Verify the address with the code that was mailed; `POST /api/v1/auth/request-email-verification` sends a new one.",
  TOKEN_INVALID: "Ask for a new mail. Each code works once, and for a limited time.",
  LAST_ADMIN: "Make someone else an admin first.",
  INVALID_INPUT: "Correct the fields that `details.fields` names. What is wrong with each stands in its `message`.",
  METHOD_NOT_ALLOWED: "Use one of `details.allowed`, which also stand in the header `Allow`.",
  BODY_TOO_LARGE: "Send less: no input of this API is longer than `details.limitBytes`.",
  MEDIA_TYPE_UNSUPPORTED: "Send the body as JSON with `Content-Type: application/json`.",
  RATE_LIMITED: "Wait for `Retry-After` seconds, then go on more slowly.",
  OVERLOADED: "Nothing was changed. Wait for `Retry-After` seconds and repeat the call.",
  OUTCOME_UNKNOWN: "Repeat the call with the same idempotency key, or ask `GET /api/v1/idempotency/outcome` what became of it.",
  PAYMENT_PROVIDER_UNAVAILABLE: "Nothing was charged. Repeat the call in a moment, with the same idempotency key.",
  INTERNAL: "This is our fault. Quote the `requestId` when you ask about it. Repeat a change only with its idempotency key.",
};

/** What a caller does about the codes that the typed client finds by itself, and whether the same call may succeed later; null where the error tells. */
export const clientWaysOut: Readonly<Record<string, { readonly wayOut: string; readonly retryable: boolean | null }>> = {
  TIMEOUT: {
    wayOut:
      "Repeat a question. Repeat a change with the same `idempotencyKey`, or ask `idempotency.outcome` what became of it. Give slow calls a longer `timeoutMs`.",
    retryable: true,
  },
  ABORTED: { wayOut: "Nothing, it was your wish. After a change, read what became of it.", retryable: false },
  NETWORK: {
    wayOut:
      "The client has repeated the call already, as often as is safe. Try again later; while `details.outcomeUnknown` is true, a change with the same `idempotencyKey`.",
    retryable: true,
  },
  BAD_RESPONSE: {
    wayOut:
      "Look at `details.excerpt`: it is often a proxy's page, or the address of something else. `url` is the address in front of `/trpc`.",
    retryable: null,
  },
  UNKNOWN: {
    wayOut:
      "Show the message; it is written for people. Update `@skyhold/sdk` to decide by the code. The error's `docs` leads to the server's page about it.",
    retryable: null,
  },
};
