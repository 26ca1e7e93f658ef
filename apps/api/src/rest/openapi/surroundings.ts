import type { ErrorCode } from "@skyhold/core";

/** What the document says of the API as a whole. */
export const apiInfo = {
  title: "Skyhold",
  summary: "Search flights, hold seats, pay, get e-tickets",
  description: `Every operation of Skyhold over HTTP. The same procedures are behind the typed client \`@skyhold/sdk\`; an operation's id is its name there.

- Instants are text of RFC 3339 in UTC; flights also tell local times with their IANA zone. Money is \`{ amount, currency }\` in integer minor units.
- A field of a field is a query parameter of its own: \`passengers.adults=2\`. Lists repeat their parameter.
- Errors are problem documents (RFC 9457). \`code\` is of a closed list, \`type\` leads to the page about it, \`details\` holds what a program needs to go on.
- A change carries an \`Idempotency-Key\`: a repetition gets the first answer and the header \`idempotency-replayed\`.
- Bodies are JSON of 64 kB at most. Fields that are not known are refused.`,
  license: { name: "MIT", identifier: "MIT" },
};

/** How a caller says who they are. */
export const securitySchemes = {
  bearer: {
    type: "http",
    scheme: "bearer",
    description: "The `token` of `auth.login`, or a guest's `guestToken`, which opens one booking",
  },
  cookie: {
    type: "apiKey",
    in: "cookie",
    name: "__Host-skyhold",
    description: "Set by `auth.loginWithCookie`. Changes then have to come as JSON from a page that may call the API",
  },
};

const text = { type: "string" };

/** Headers of answers. */
export const headers = {
  RequestId: {
    description: "Yours, if it has 8 to 64 letters, digits, dots or dashes, or a new one. It leads to the call in our logs",
    schema: text,
  },
  RetryAfter: { description: "Seconds after which the same call may succeed", schema: { type: "integer" } },
  IdempotencyReplayed: { description: "`true` when this is the answer of an earlier call with the same key", schema: { const: "true" } },
};

/** The shape of every error. */
export function problemSchema(codes: readonly ErrorCode[]) {
  return {
    type: "object",
    description: "A problem document of RFC 9457",
    properties: {
      type: { type: "string", format: "uri-reference", description: "The page about the code" },
      title: text,
      status: { type: "integer" },
      detail: { type: "string", description: "A sentence for a person, about this one case" },
      code: { type: "string", enum: codes },
      details: {
        type: ["object", "null"],
        description: "What a program needs to go on; its fields depend on the code: see the schema `Problem.CODE`",
      },
      retryable: { type: "boolean", description: "Whether the same call may succeed later without a change" },
      requestId: text,
    },
    required: ["type", "title", "status", "detail", "code", "details", "retryable", "requestId"],
  };
}

const tagWords: Readonly<Record<string, string>> = {
  airports: "Where one can fly",
  flights: "Search, prices of days, single flights",
  seats: "Seat maps, also live",
  bookings: "From the hold to the e-ticket, and back",
  payments: "Paying with Stripe",
  idempotency: "What became of a call",
  auth: "Accounts, sessions, second factor",
  profile: "Your own data",
  "admin.bookings": "Staff: anybody's booking",
  "admin.flights": "Staff: flights and their seats",
  "admin.refunds": "Staff: refunds",
  "admin.disputes": "Staff: contested payments",
  "admin.reconciliation": "Staff: comparison with Stripe",
  "admin.users": "Admins: people and roles",
};

/** The groups of operations, in the order in which they come. */
export function tagsOf(used: readonly string[]) {
  return [
    ...[...new Set(used)].map((name) => ({ name, ...(tagWords[name] !== undefined && { description: tagWords[name] }) })),
    { name: "server" },
  ];
}

/** `GET /api/v1/info`, the one operation that is no procedure. */
export const infoPath = {
  get: {
    operationId: "info",
    tags: ["server"],
    summary: "What runs here, and for how long",
    security: [{}],
    responses: {
      "200": {
        description: "The answer",
        content: {
          "application/json": {
            schema: {
              type: "object",
              properties: { name: text, version: text, uptimeSeconds: { type: "integer" } },
              required: ["name", "version", "uptimeSeconds"],
            },
            example: { name: "skyhold", version: "0.1.0", uptimeSeconds: 3600 },
          },
        },
      },
    },
  },
};
