import { mkdir, mkdtemp, chmod, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { openDatabase } from "@skyhold/db";
import type { Database } from "@skyhold/db";
import { createDatabase } from "@skyhold/db/embedded";
import { migrate } from "@skyhold/db/migrate";
import { seed } from "@skyhold/db/seed";
import { startStripeSandbox } from "@skyhold/stripe-sandbox";
import type { StripeSandbox } from "@skyhold/stripe-sandbox";

import { startFaultProxy } from "./fault-proxy.ts";
import { fixedPort } from "./fixed-port.ts";
import type { FaultProxy } from "./fault-proxy.ts";
import { keepPostgres } from "./kept-postgres.ts";
import type { KeptPostgres } from "./kept-postgres.ts";
import { keepProcess } from "./kept-process.ts";
import type { KeptProcess } from "./kept-process.ts";
import { startMailSink } from "./mail-sink.ts";
import type { MailSink } from "./mail-sink.ts";
import type { Line } from "./plan.ts";

/** The whole product, each part a process of its own, with a fault proxy on every line between them. */
export interface Product extends AsyncDisposable {
  readonly postgres: KeptPostgres;
  /** Our own connections to the database, past the proxy. */
  readonly db: Database;
  readonly processes: Readonly<Record<"api-0" | "api-1" | "worker-0" | "worker-1", KeptProcess>>;
  readonly apiPorts: readonly number[];
  readonly proxies: Readonly<Record<Line, FaultProxy>>;
  readonly stripe: StripeSandbox;
  readonly mail: MailSink;
  /** Where the travellers call: both APIs behind one address. */
  readonly url: string;
}

/** How long a hold and a payment last in such a run, in seconds: some are to run out while it lasts. */
export const holdSeconds = 20;
export const paymentSeconds = 40;

/** What the processes write, kept until the next run. */
export const logs = path.resolve(import.meta.dirname, "../../.skyhold/chaos");

const webhookSecret = "whsec_of_the_chaos";

/** Starts everything and waits until both APIs and both workers are ready. */
export async function startProduct(): Promise<Product> {
  await using started = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), "skyhold-chaos-"));
  // Under root the database runs as another user, who must be able to walk through this folder.
  await chmod(folder, 0o711);
  await rm(logs, { recursive: true, force: true });
  await mkdir(logs, { recursive: true });
  started.defer(() => rm(folder, { recursive: true, force: true }));
  const postgres = started.use(await keepPostgres(folder));
  const databaseUrl = postgres.url("skyhold");
  const db = await fillDatabase(postgres);
  started.defer(() => db.close());
  const mail = started.use(await startMailSink());
  const stripe = await startStripeSandbox({ timings: { retryDelaysMs: [100, 300, 1000, 2000, 4000, 8000] } });
  started.defer(() => stripe.close());
  const apiPorts = [await fixedPort(), await fixedPort()];
  const throughProxy = async (ports: readonly number[]) => started.use(await startFaultProxy(ports));
  const proxies = {
    clients: await throughProxy(apiPorts),
    database: await throughProxy([Number(new URL(databaseUrl).port)]),
    stripe: await throughProxy([stripe.port]),
    smtp: await throughProxy([mail.port]),
  };
  const url = `http://127.0.0.1:${proxies.clients.port}`;
  stripe.setWebhook({ url: `${url}/webhook`, secret: webhookSecret });
  const env = environmentOf({ databaseUrl, proxies, stripeKey: stripe.secretKey });
  const keep = (name: string, file: string, more: Readonly<Record<string, string>> = {}) =>
    started.use(keepProcess({ file: `apps/api/src/${file}.ts`, env: { ...env, ...more }, logFile: path.join(logs, `${name}.log`) }));
  // One worker first: it makes the queues that the others expect.
  const first = keep("worker-0", "worker");
  await first.ready();
  const processes = {
    "api-0": keep("api-0", "main", { PORT: String(apiPorts[0]) }),
    "api-1": keep("api-1", "main", { PORT: String(apiPorts[1]) }),
    "worker-0": first,
    "worker-1": keep("worker-1", "worker"),
  };
  await Promise.all(Object.values(processes).map((part) => part.ready()));
  const owned = started.move();
  return { postgres, db, processes, apiPorts, proxies, stripe, mail, url, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function fillDatabase({ url }: KeptPostgres): Promise<Database> {
  await createDatabase(url("postgres"), "skyhold");
  await migrate(url("skyhold"));
  const db = openDatabase({ connectionString: url("skyhold"), poolSize: 4 });
  await seed(db.pool, { today: Temporal.Now.plainDateISO("UTC"), flights: 1000 });
  await db.pool.query("ANALYZE");
  return db;
}

function environmentOf(parts: {
  readonly databaseUrl: string;
  readonly proxies: Readonly<Record<Line, FaultProxy>>;
  readonly stripeKey: string;
}): Readonly<Record<string, string>> {
  const { databaseUrl, proxies, stripeKey } = parts;
  return {
    NODE_ENV: "development",
    LOG_LEVEL: "warn",
    // As in the image: a start is mostly the reading of the program.
    NODE_COMPILE_CACHE: path.join(logs, "compiled"),
    DATABASE_URL: Object.assign(new URL(databaseUrl), { port: String(proxies.database.port) }).href,
    DATABASE_POOL_SIZE: "6",
    STRIPE_SECRET_KEY: stripeKey,
    STRIPE_API_URL: `http://127.0.0.1:${proxies.stripe.port}`,
    STRIPE_WEBHOOK_SECRETS: webhookSecret,
    SMTP_URL: `smtp://127.0.0.1:${proxies.smtp.port}`,
    OFFER_SIGNING_KEYS: "chaos:a-signing-secret-for-the-chaos-only",
    PERSONAL_DATA_KEYS: "chaos:a-sealing-secret-for-the-chaos-only",
    RATE_LIMIT_PER_MINUTE: "0",
    HOLD_LIMIT: "100000",
    HOLD_LIMIT_PER_ADDRESS: "0",
    HOLD_SECONDS: String(holdSeconds),
    PAYMENT_SECONDS: String(paymentSeconds),
  };
}
