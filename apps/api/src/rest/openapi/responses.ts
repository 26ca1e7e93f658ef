import { errorTable } from "@skyhold/core";
import type { ErrorCode } from "@skyhold/core";

import type { JsonSchema } from "../json-schema.ts";
import type { Operation } from "../operations.ts";
import { errorPage, titleOf } from "../problem.ts";
import { exampleOf } from "./examples.ts";
import type { Described, Meaning } from "./read-sources.ts";

/** One response of OpenAPI, as far as we write it. */
export interface ResponseObject {
  readonly description: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, unknown>>;
}

/** The codes that an operation may answer, by status: those of its docstring, and those that its kind brings. */
export function codesByStatus(operation: Operation, { errors, forWhom, takesIdempotencyKey }: Described): ReadonlyMap<number, ErrorCode[]> {
  const signedIn = forWhom !== "public";
  const codes: (ErrorCode | false)[] = [
    ...errors,
    "INVALID_INPUT",
    signedIn && "UNAUTHENTICATED",
    signedIn && forWhom !== "booker" && forWhom !== "anyone" && "FORBIDDEN",
    operation.method !== "GET" && "ORIGIN_REFUSED",
    operation.method !== "GET" && "BODY_TOO_LARGE",
    operation.method !== "GET" && "MEDIA_TYPE_UNSUPPORTED",
    takesIdempotencyKey && "IDEMPOTENCY_MISMATCH",
    takesIdempotencyKey && "IDEMPOTENCY_IN_FLIGHT",
    operation.needsIdempotencyKey && "IDEMPOTENCY_KEY_REQUIRED",
    "RATE_LIMITED",
    "OVERLOADED",
    "INTERNAL",
  ];
  const known = [...new Set(codes.filter((code) => code !== false))];
  return Map.groupBy(
    known.toSorted((a, b) => a.localeCompare(b)),
    (code) => errorTable[code].status,
  );
}

/** The name of the shared response for a set of codes of one status. */
export function responseName(codes: readonly ErrorCode[]): string {
  return codes.join(".");
}

/** The name of the shared schema of a code's problem documents. */
export function problemName(code: ErrorCode): string {
  return `Problem.${code}`;
}

/** What examples of problem documents are made from. */
interface Known {
  readonly meanings: ReadonlyMap<ErrorCode, Meaning>;
  readonly schemas: Readonly<Record<string, JsonSchema>>;
}

/** The response for codes of one status: the problem document of each, with its own details, and an example of it. */
export function problemResponse(codes: readonly ErrorCode[], known: Known): ResponseObject {
  const waits = codes.some((code) => errorTable[code].retryable);
  const references = codes.map((code) => ({ $ref: `#/components/schemas/${problemName(code)}` }));
  const mapping = Object.fromEntries(codes.map((code) => [code, `#/components/schemas/${problemName(code)}`]));
  return {
    description: codes.map((code) => `\`${code}\`: ${known.meanings.get(code)?.meaning ?? ""}`).join("\n\n"),
    headers: {
      "x-request-id": { $ref: "#/components/headers/RequestId" },
      ...(waits && { "retry-after": { $ref: "#/components/headers/RetryAfter" } }),
    },
    content: {
      "application/problem+json": {
        schema: references.length === 1 ? references[0] : { oneOf: references, discriminator: { propertyName: "code", mapping } },
        examples: Object.fromEntries(codes.map((code) => [code, { value: exampleProblem(code, known) }])),
      },
    },
  };
}

/** The schema of a code's problem documents: what all have, and the details that come with this code. */
export function problemOfCode(code: ErrorCode, { meaning, schema }: Meaning): JsonSchema {
  const { status, retryable } = errorTable[code];
  const properties = { status: { const: status }, code: { const: code }, retryable: { const: retryable }, details: schema };
  return { description: meaning, allOf: [{ $ref: "#/components/schemas/Problem" }, { type: "object", properties }] };
}

function exampleProblem(code: ErrorCode, { meanings, schemas }: Known) {
  const { meaning, schema = {} } = meanings.get(code) ?? {};
  return {
    type: errorPage(code),
    title: titleOf(code),
    ...errorTable[code],
    detail: meaning,
    code,
    details: exampleDetails[code] ?? exampleOf(schema, { definitions: schemas }),
    requestId: "0d9a4f1e-6c1b-4f57-9d0c-6a3f0a3e5b11",
  };
}

const flightId = "flt_01976c2e-8f3a-7c41-9b5d-2f6e8a1c4d70";
const exampleDetails: Readonly<Partial<Record<ErrorCode, object>>> = {
  SEAT_TAKEN: { seats: [{ flightId, seat: "12A" }], alternatives: [["12B"]] },
  SEAT_UNKNOWN: { flightId, seat: "99Z" },
  SEAT_NOT_ALLOWED: { flightId, seat: "12A", why: "exit_row" },
  CABIN_FULL: { flightId, cabin: "economy" },
  FLIGHT_CLOSED: { flightId },
  HOLD_EXPIRED: { expiredAt: "2026-12-01T09:30:00.000Z" },
  HOLD_LIMIT: { limit: 10, per: "user" },
  BOOKING_STATE: { state: "confirmed", availableActions: ["eTicket", "cancel"] },
  PASSENGERS_INCOMPLETE: { missing: [0] },
  IDEMPOTENCY_IN_FLIGHT: { retryAfterSeconds: 1 },
  NOT_FOUND: { what: "booking" },
  FORBIDDEN: { needs: "staff" },
  INVALID_INPUT: { fields: [{ path: "limit", message: "Too big: expected number to be <=100" }] },
  METHOD_NOT_ALLOWED: { allowed: ["GET"] },
  BODY_TOO_LARGE: { limitBytes: 65_536 },
  RATE_LIMITED: { retryAfterSeconds: 20 },
  OVERLOADED: { retryAfterSeconds: 1 },
};
