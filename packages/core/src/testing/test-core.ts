import { createHmac, randomInt } from "node:crypto";

import { listenForChanges, withHoldNotices } from "@skyhold/db";
import type { ChangeHandlers, Channel, Database } from "@skyhold/db";
import { createTestDatabase } from "@skyhold/db/testing";
import type { TestDatabase } from "@skyhold/db/testing";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";

import { forItself } from "../context.ts";
import type { Context, Policy, Signer, User, Vault } from "../context.ts";
import type { Identities } from "../identities/identity.ts";
import { UserId } from "../ids.ts";
import type { Jobs } from "../jobs.ts";
import type { Mail } from "../notifications/mailer.ts";
import { createChangeNews } from "../change-news.ts";
import type { ChangeNews } from "../change-news.ts";
import { endWatches } from "../end-watches.ts";
import { createFlightNews } from "../flights/flight-news.ts";
import type { Passwords } from "../users/passwords.ts";
import { createReferenceCache } from "../reference/reference.ts";
import { noSandbox } from "../sandbox/sandbox.ts";
import { createSeatBoards } from "../seats/seat-boards.ts";
import type { SeatBoards } from "../seats/seat-boards.ts";
import { createSeatMaps } from "../seats/seat-maps.ts";
import { createSessions } from "../sessions/sessions.ts";
import { createPaymentProvider } from "./payment-provider.ts";
import type { TestPaymentProvider } from "./payment-provider.ts";

/** Core on a real database of the test's own, with the outside world in memory. */
export interface TestCore extends AsyncDisposable {
  readonly database: TestDatabase;
  readonly app: Context<"system">;
  readonly provider: TestPaymentProvider;
  readonly mails: readonly Mail[];
  /** A context that acts for a new traveller. */
  traveller(): Promise<Context<User>>;
  /** The jobs of committed transactions, oldest first. */
  sentJobs(): Promise<{ name: string; payload: Record<string, string> }[]>;
}

const policy: Policy = {
  holdSeconds: 900,
  holdLimit: 10,
  originLimit: 0,
  paySeconds: 1800,
  offerSeconds: 1200,
  staffNeedSecondFactor: false,
  personalDataDays: 30,
  staffRefundLimit: 1000,
  staffEmail: "staff@example.com",
  flightStatusSource: "clock",
};

/** Starts a test's own core, on the test run's server unless another's template is given; `await using` ends it. */
export async function startTestCore(templateUrl?: string): Promise<TestCore> {
  return startCoreOver(await createTestDatabase(templateUrl));
}

/** The same over a database that somebody else has made; it is disposed of with the core. */
export async function startCoreOver(database: TestDatabase): Promise<TestCore> {
  const db = withHoldNotices(database.db, ignore);
  await db.pool.query("CREATE TABLE sent_job (id bigserial PRIMARY KEY, name text NOT NULL, payload jsonb NOT NULL)");
  const provider = createPaymentProvider();
  const mails: Mail[] = [];
  const app: Context<"system"> = {
    ...forItself,
    db,
    jobs,
    payments: provider,
    mailer: { send: async (mail) => void mails.push(mail) },
    passwords,
    signer,
    vault,
    identities: noIssuers,
    ...readersOf(db, database.url),
    policy,
    webUrl: null,
    sandbox: noSandbox,
    ...drawn,
  };
  return {
    database,
    app,
    provider,
    mails,
    traveller: async () => ({ ...app, actor: await makeUser(app) }),
    sentJobs: async () =>
      (await db.pool.query<{ name: string; payload: Record<string, string> }>("SELECT name, payload FROM sent_job ORDER BY id")).rows,
    [Symbol.asyncDispose]: async () => {
      await endWatches(app);
      await db.close();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** What reads the database for all calls. */
function readersOf(
  db: Database,
  url: string,
): Pick<Context, "sessions" | "seatBoards" | "seatMaps" | "reference" | "paymentNews" | "notificationNews" | "bookingNews" | "flightNews"> {
  return {
    sessions: createSessions(db, { idleSeconds: 30 * 86_400, longestSeconds: 90 * 86_400, newId: makeId }),
    seatBoards: seatBoardsOver(db, url),
    seatMaps: createSeatMaps(db),
    reference: createReferenceCache(db),
    paymentNews: newsOf(url, ["payment_change"]),
    notificationNews: newsOf(url, ["notification_change"]),
    bookingNews: newsOf(url, ["booking_change", "flight_change"], null),
    flightNews: createFlightNews({ db, changes: newsOf(url, ["flight_change"], null), onError: ignore }),
  };
}

const makeId: Context["newId"] = (prefix) => `${prefix}_${uuidv7()}`;
const drawn: Pick<Context, "newId" | "randomInt"> = { newId: makeId, randomInt: (bound) => randomInt(bound) };
const ignore = () => undefined;

function newsOf(connectionString: string, channels: readonly Channel[], longestRestMs: number | null = 10_000): ChangeNews {
  const listen = (handlers: ChangeHandlers) => listenForChanges({ connectionString, channels, onLost: ignore }, handlers);
  return createChangeNews({ longestRestMs, listen });
}

function seatBoardsOver(db: Database, connectionString: string): SeatBoards {
  const listen = (handlers: ChangeHandlers) => listenForChanges({ connectionString, channels: ["seat_change"], onLost: ignore }, handlers);
  return createSeatBoards({ db, listen, newEpoch: () => uuidv7(), onError: ignore });
}

/** Jobs in a table of the test's database, so that those of an undone transaction are gone with it. */
const jobs: Jobs = {
  send: async (tx, name, payload) => {
    await tx.prisma.$executeRaw`INSERT INTO sent_job (name, payload) VALUES (${name}, ${JSON.stringify(payload)}::jsonb)`;
  },
  sendAll: async (tx, name, payloads) => {
    await tx.prisma
      .$executeRaw`INSERT INTO sent_job (name, payload) SELECT ${name}, jsonb_array_elements(${JSON.stringify(payloads)}::jsonb)`;
  },
  // Nothing is ever given up here: what becomes of such jobs is tested where the queue is.
  redrive: () => Promise.resolve(0),
};

const signer: Signer = {
  sign: (text) => `${createHmac("sha256", "test").update(text).digest("hex")}${text}`,
  open: (signed) => (signer.sign(signed.slice(64)) === signed ? signed.slice(64) : null),
};

/** Keeps nothing secret, but opens a text only in its place. */
const vault: Vault = {
  seal: (text, place) => Buffer.from(JSON.stringify([text, place])).toString("base64"),
  isNewest: () => true,
  open: (sealed, place) => {
    const [text, sealedFor] = z.tuple([z.string(), z.string()]).parse(JSON.parse(Buffer.from(sealed, "base64").toString()));
    if (sealedFor !== place) throw new Error(`Sealed for ${sealedFor}, not for ${place}`);
    return text;
  },
};

/** No other issuer is trusted: what their tokens are worth is tested where they are read. */
const noIssuers: Identities = { recognises: () => false, verify: async () => Promise.reject(new Error("No issuer is trusted")) };

/** No work factor: what Argon2 does is tested where it is. */
const passwords: Passwords = {
  refuseWhenFull: ignore,
  hash: async (password) => `hash of ${password}`,
  verify: async (stored, password) => stored === `hash of ${password}`,
};

async function makeUser({ db, newId, sessions }: Context): Promise<User> {
  const userId = UserId.parse(newId("usr"));
  const email = `${userId}@example.com`;
  await db.prisma.user.create({ data: { id: userId, email, givenName: "Ana", surname: "Novak" } });
  const { token } = await sessions.open(userId);
  return { userId, email, role: "traveller", kind: "account", secondFactor: false, token };
}
