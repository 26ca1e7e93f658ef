import { randomInt } from "node:crypto";

import {
  createChangeNews,
  createFlightNews,
  createReferenceCache,
  createSeatBoards,
  createSeatMaps,
  createSessions,
  endWatches,
  forItself,
} from "@skyhold/core";
import type { ChangeNews, ChangeNewsOptions, Context, Policy, SeatBoards } from "@skyhold/core";
import { listenForChanges, observe, openDatabase, readReadiness, withHoldNotices } from "@skyhold/db";
import type { Channel, Database, Observed } from "@skyhold/db";
import type { PgBoss } from "pg-boss";
import type { Logger } from "pino";
import type { Stripe } from "stripe";
import { v7 as uuidv7 } from "uuid";

import { createPasswords } from "./adapters/argon2-passwords.ts";
import { createVault } from "./adapters/aes-vault.ts";
import { createSigner } from "./adapters/hmac-signer.ts";
import { createIdentities } from "./adapters/issuer-tokens.ts";
import { createMailer } from "./adapters/smtp-mailer.ts";
import { embeddedParts } from "./adapters/embedded-parts.ts";
import { createPayments, createStripe } from "./adapters/stripe-payments.ts";
import { directUrl } from "./env.ts";
import type { Env } from "./env.ts";
import { createReadiness } from "./observe/readiness.ts";
import type { Readiness } from "./observe/readiness.ts";
import { traceStatements } from "./observe/trace-statements.ts";
import { openTracing } from "./observe/tracing.ts";
import type { Tracing } from "./observe/tracing.ts";
import { reportQueueErrors } from "./jobs/queue-errors.ts";
import { jobsOver } from "./jobs/queue.ts";
import { waitForDatabase } from "./wait-for-database.ts";

export type { Observed };

/** All parts of a process, wired once. */
export interface Dependencies extends AsyncDisposable {
  readonly db: Database;
  readonly stripe: Stripe;
  readonly boss: PgBoss;
  /** A context that acts for Skyhold itself; a call narrows it to its actor. */
  readonly app: Context<"system">;
  readonly readiness: Readiness;
  /** Null where nobody wants traces. */
  readonly tracing: Tracing | null;
  /** What the database says of jobs, payments and the last audit. */
  readonly observe: () => Promise<Observed>;
}

/** Builds everything from the configuration. The queue differs between the API, which only enqueues, and the worker. */
export async function buildDependencies(
  env: Env,
  log: Logger,
  openQueue: (connectionString: string, onError: (error: unknown) => void) => Promise<PgBoss>,
): Promise<Dependencies> {
  const tracing = await openTracing(env);
  const db = connect(env, log, tracing);
  await waitForDatabase(log, () => refuseSandboxClock(db, env));
  const onQueueError = reportQueueErrors(log);
  const boss = await waitForDatabase(log, () => openQueue(directUrl(env), onQueueError));
  const stripe = createStripe({ secretKey: env.STRIPE_SECRET_KEY, apiUrl: env.STRIPE_API_URL, tracing });
  const mailer = createMailer({ url: env.SMTP_URL, from: env.MAIL_FROM });
  const app: Context<"system"> = {
    ...forItself,
    db,
    jobs: jobsOver(boss, tracing),
    payments: createPayments(stripe),
    mailer,
    passwords: createPasswords(),
    identities: createIdentities(env.TOKEN_ISSUERS, (err) => log.warn({ err }, "the keys of an issuer are out of reach")),
    ...keyedBy(env),
    ...readersOf(db, env, log),
    policy: policyOf(env),
    webUrl: env.WEB_URL?.replace(/\/+$/u, "") ?? null,
    sandbox: embeddedParts(env),
    ...drawn,
  };
  return {
    db,
    stripe,
    boss,
    app,
    readiness: createReadiness({ read: () => readReadiness(db) }),
    tracing,
    observe: () => observe(db),
    [Symbol.asyncDispose]: () => close({ db, boss, app, mailer, tracing }),
  };
}

interface Closable extends Pick<Dependencies, "db" | "boss" | "app" | "tracing"> {
  readonly mailer: ReturnType<typeof createMailer>;
}

/** Jobs that run are waited for, and traces of all that was done go out last. */
async function close({ db, boss, app, mailer, tracing }: Closable): Promise<void> {
  await boss.stop({ graceful: true, timeout: 8000 });
  mailer.close();
  await endWatches(app);
  await db.close();
  await tracing?.[Symbol.asyncDispose]();
}

function policyOf(env: Env): Policy {
  return {
    holdSeconds: env.HOLD_SECONDS,
    holdLimit: env.HOLD_LIMIT,
    paySeconds: env.PAYMENT_SECONDS,
    offerSeconds: env.OFFER_SECONDS,
    personalDataDays: env.PERSONAL_DATA_DAYS,
    staffRefundLimit: env.STAFF_REFUND_LIMIT,
    staffEmail: env.STAFF_EMAIL ?? null,
    flightStatusSource: env.FLIGHT_STATUS_SOURCE,
    originLimit: env.HOLD_LIMIT_PER_ADDRESS,
    staffNeedSecondFactor: env.STAFF_SECOND_FACTOR === "required",
  };
}

const newId: Context["newId"] = (prefix) => `${prefix}_${uuidv7()}`;
const drawn: Pick<Context, "newId" | "randomInt"> = { newId, randomInt: (bound) => randomInt(bound) };

function keyedBy(env: Env): Pick<Context, "signer" | "vault"> {
  return { signer: createSigner(env.OFFER_SIGNING_KEYS), vault: createVault(env.PERSONAL_DATA_KEYS) };
}

function connect(env: Env, log: Logger, tracing: Tracing | null): Database {
  const db = openDatabase({
    connectionString: env.DATABASE_URL,
    poolSize: env.DATABASE_POOL_SIZE,
    watch: tracing ? traceStatements(tracing) : undefined,
    onConnectionLost: (err) => log.warn({ err }, "database connection lost"),
  });
  return withHoldNotices(db, (err) => log.warn({ err }, "notice of a hold"));
}

/** What reads the database for all calls of the process. */
function readersOf(
  db: Database,
  env: Env,
  log: Logger,
): Pick<Context, "sessions" | "seatBoards" | "seatMaps" | "reference" | "paymentNews" | "notificationNews" | "bookingNews" | "flightNews"> {
  return {
    sessions: createSessions(db, { idleSeconds: env.SESSION_IDLE_SECONDS, longestSeconds: env.SESSION_SECONDS, newId }),
    seatBoards: seatBoardsOver(db, env, log),
    seatMaps: createSeatMaps(db),
    reference: createReferenceCache(db),
    // They also look whether the session goes on, of which no notice is given.
    paymentNews: newsFrom(env, log, { channels: ["payment_change"] }),
    notificationNews: newsFrom(env, log, { channels: ["notification_change"] }),
    // What is known of a booking changes with a notice and not otherwise; a listener that comes back wakes all.
    bookingNews: newsFrom(env, log, { channels: ["booking_change", "flight_change"], longestRestMs: null }),
    flightNews: createFlightNews({
      db,
      changes: newsFrom(env, log, { channels: ["flight_change"], longestRestMs: null }),
      onError: (err) => log.warn({ err }, "looking at watched flights"),
    }),
  };
}

function seatBoardsOver(db: Database, env: Env, log: Logger): SeatBoards {
  return createSeatBoards({
    db,
    listen: (handlers) =>
      listenForChanges(
        {
          connectionString: directUrl(env),
          channels: ["seat_change"],
          onLost: (err) => log.warn({ err }, "listening for seat changes was interrupted"),
        },
        handlers,
      ),
    newEpoch: uuidv7,
    onError: (err) => log.warn({ err }, "reading watched seats"),
  });
}

interface NewsSource extends Pick<ChangeNewsOptions, "longestRestMs"> {
  readonly channels: readonly Exclude<Channel, "seat_change">[];
}

function newsFrom(env: Env, log: Logger, { channels, ...options }: NewsSource): ChangeNews {
  return createChangeNews({
    ...options,
    listen: (handlers) =>
      listenForChanges(
        {
          connectionString: directUrl(env),
          channels,
          onLost: (err) => log.warn({ err, channels }, "listening for changes was interrupted"),
        },
        handlers,
      ),
  });
}

async function refuseSandboxClock(db: Database, env: Env): Promise<void> {
  if (env.NODE_ENV !== "production" || (await db.prisma.sandboxClock.count()) === 0) return;
  await db.close();
  throw new Error(
    "The table sandbox_clock has a row, which shifts every deadline. Production refuses to start until it is empty: DELETE FROM sandbox_clock.",
  );
}
