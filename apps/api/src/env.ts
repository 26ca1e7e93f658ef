import { z } from "zod";

const seconds = (fallback: number) => z.coerce.number().int().positive().default(fallback);

const issuersForm =
  'must be a JSON list of {"issuer": "…", "audience": "…"}, each with "jwksUrl": "https://…" or "secret": "…" of 32 characters or more';
const issuerNames = { issuer: z.string().min(1).max(500), audience: z.string().min(1).max(500) };

/** `name:secret` pairs, newest first: the first signs, all are accepted. */
const SigningKeys = z.string().transform((text, ctx) => {
  const keys = text.split(",").map((pair) => {
    const [id = "", secret = ""] = pair.split(":");
    return { id, secret };
  });
  const bad = keys.some(({ id, secret }) => !/^[a-z0-9]{1,16}$/u.test(id) || secret.length < 32);
  if (bad)
    ctx.addIssue({
      code: "custom",
      message: "must be `id:secret` pairs joined by commas; an id of small letters and digits, a secret of 32 characters or more",
    });
  return keys;
});

/** As JSON, because each issuer has parts of its own. Its keys are fetched, or shared with us. */
const TokenIssuers = z
  .string()
  .default("[]")
  .transform((text, ctx): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      ctx.addIssue({ code: "custom", message: issuersForm });
      return z.NEVER;
    }
  })
  .pipe(
    z
      .array(
        z.union([
          z.strictObject({ ...issuerNames, jwksUrl: z.url({ protocol: /^https?$/u }) }),
          // Of 256 bits, RFC 7518, 3.2.
          z.strictObject({ ...issuerNames, secret: z.string().min(32) }),
        ]),
        { error: issuersForm },
      )
      .refine((issuers) => new Set(issuers.map(({ issuer }) => issuer)).size === issuers.length, "must name each issuer once"),
  )
  .transform((issuers) =>
    issuers.map(({ issuer, audience, ...key }) => ({
      issuer,
      audience,
      key: "secret" in key ? { secret: key.secret } : { jwksUrl: key.jwksUrl },
    })),
  );

/** Every variable that is read. */
export const Env = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
  HOST: z.string().default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  DATABASE_URL: z.url({
    protocol: /^postgres(ql)?$/u,
    error: "must be a PostgreSQL connection string, postgresql://user:password@host:5432/database",
  }),
  DATABASE_DIRECT_URL: z
    .url({ protocol: /^postgres(ql)?$/u, error: "must be a PostgreSQL connection string, postgresql://user:password@host:5432/database" })
    .optional()
    .describe("Past a pooler, for LISTEN, the queue and migrations; DATABASE_URL when left out"),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(100).default(8),
  STRIPE_SECRET_KEY: z.string().regex(/^(sk|rk)_/u, "must be a secret key of Stripe, sk_…"),
  STRIPE_WEBHOOK_SECRETS: z
    .string()
    .min(1, "must be the webhook's signing secret, whsec_…; two joined by a comma while it is rotated")
    .transform((text) =>
      text
        .split(",")
        .map((secret) => secret.trim())
        .filter((secret) => secret !== ""),
    ),
  STRIPE_API_URL: z.url().optional().describe("Another server than Stripe's, for the sandbox"),
  SMTP_URL: z.url({ protocol: /^smtps?$/u, error: "must be a mail server, smtp://user:password@host:587" }),
  STAFF_EMAIL: z.email().optional().describe("Where staff are told of what needs them, such as a refund that has failed for good"),
  MAIL_FROM: z.string().default("Skyhold <bookings@skyhold.example>"),
  OFFER_SIGNING_KEYS: SigningKeys,
  PERSONAL_DATA_KEYS: SigningKeys,
  PERSONAL_DATA_DAYS: z.coerce.number().int().min(1).max(3650).default(30).describe("After the journey"),
  STAFF_REFUND_LIMIT: z.coerce.number().int().min(0).default(1000).describe("Whole euros, for one booking"),
  CORS_ORIGINS: z
    .string()
    .default("")
    .transform((text) =>
      text
        .split(",")
        .map((origin) => origin.trim())
        .filter((origin) => origin !== ""),
    ),
  TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(10).default(0),
  DATABASE_WAITING_LIMIT: z.coerce.number().int().min(1).default(2000).describe("Callers that may wait for a connection at a time"),
  METRICS_HOST: z.string().default("127.0.0.1"),
  METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional().describe("Where Prometheus asks; nowhere when left out"),
  LOG_FILE: z.string().optional().describe("Log lines go there, too"),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/u, error: "must be the address of an OpenTelemetry collector, http://localhost:4318" })
    .optional()
    .describe("Where traces go; nowhere when left out"),
  OTEL_SERVICE_NAME: z.string().default("skyhold"),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1).describe("The share of traces that are kept"),
  STOP_DELAY_SECONDS: z.coerce.number().int().min(0).max(8).default(0).describe("From not being ready to taking no more calls"),
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(0).default(600).describe("Calls from one address; 0 turns the limit off"),
  HOLD_SECONDS: seconds(15 * 60),
  HOLD_LIMIT: z.coerce.number().int().positive().default(10),
  HOLD_LIMIT_PER_ADDRESS: z.coerce.number().int().min(0).default(200).describe("0 turns the limit off"),
  PAYMENT_SECONDS: seconds(30 * 60),
  OFFER_SECONDS: seconds(20 * 60),
  SESSION_IDLE_SECONDS: seconds(30 * 86_400),
  SESSION_SECONDS: seconds(90 * 86_400),
  FLIGHT_STATUS_SOURCE: z
    .enum(["clock", "simulated", "staff"])
    .default("clock")
    .describe("Who moves the statuses of flights; `simulated` invents delays, for a demo"),
  TOKEN_ISSUERS: TokenIssuers,
  STAFF_SECOND_FACTOR: z.enum(["optional", "required"]).default("optional"),
  WEB_URL: z.url({ protocol: /^https?$/u, error: "must be the address of your web pages, https://book.example.com" }).optional(),
});

/** The configuration, read once. */
export type Env = z.infer<typeof Env>;

/** Where what needs a session of its own finds the database: a pooler in transaction mode gives none. */
export function directUrl({ DATABASE_DIRECT_URL, DATABASE_URL }: Pick<Env, "DATABASE_DIRECT_URL" | "DATABASE_URL">): string {
  return DATABASE_DIRECT_URL ?? DATABASE_URL;
}

/** Reads the configuration, or fails with a sentence for each variable that is missing or wrong. */
export function readEnv(variables: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = Env.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      (issue) => `  ${issue.path.join(".")}: ${given[String(issue.path[0])] === undefined ? "is not set; it " : ""}${issue.message}`,
    );
    throw new Error(`The configuration is not complete (see .env.example):\n${faults.join("\n")}`);
  }
  refuseContradictions(parsed.data);
  if (parsed.data.NODE_ENV === "production") refuseKnownSecrets(parsed.data, given);
  return parsed.data;
}

/** What everyone can read, or guess, protects nothing. */
function refuseKnownSecrets(env: Env, given: Readonly<Record<string, string | undefined>>): void {
  const placeholder = Object.keys(Env.shape).find((name) => given[name]?.includes("…"));
  if (placeholder !== undefined) throw new Error(`${placeholder} still holds the placeholder of .env.example.`);
  if (env.STRIPE_SECRET_KEY === "sk_test_sandbox")
    throw new Error("STRIPE_SECRET_KEY is the Stripe sandbox's own, with which nobody pays.");
  for (const name of ["OFFER_SIGNING_KEYS", "PERSONAL_DATA_KEYS"] as const) {
    const guessable = env[name].some(({ secret }) => new Set(secret).size < 10);
    if (guessable) throw new Error(`${name}: a secret of few different characters can be guessed; make one as .env.example says.`);
  }
  const [first] = env.PERSONAL_DATA_KEYS;
  if (env.OFFER_SIGNING_KEYS.some(({ secret }) => secret === first?.secret))
    throw new Error("PERSONAL_DATA_KEYS must not have a secret of OFFER_SIGNING_KEYS: what signs goes to more places than what seals.");
}

function refuseContradictions(env: Env): void {
  if (env.NODE_ENV === "production" && env.STRIPE_API_URL !== undefined) {
    throw new Error("STRIPE_API_URL must not be set in production: it points at the Stripe sandbox, where nobody pays.");
  }
  if (env.NODE_ENV === "production" && env.FLIGHT_STATUS_SOURCE === "simulated") {
    throw new Error("FLIGHT_STATUS_SOURCE must not be `simulated` in production: it mails travellers delays that nobody has.");
  }
  const open = env.TOKEN_ISSUERS.find(({ key }) => "jwksUrl" in key && key.jwksUrl.startsWith("http:"));
  if (env.NODE_ENV === "production" && open !== undefined) {
    throw new Error(
      `TOKEN_ISSUERS: the keys of ${open.issuer} must come by https in production: who can change them on the way is everyone.`,
    );
  }
  if (env.HOLD_SECONDS > env.PAYMENT_SECONDS) {
    throw new Error("HOLD_SECONDS must not exceed PAYMENT_SECONDS: a hold never outlives its last moment to pay.");
  }
}
