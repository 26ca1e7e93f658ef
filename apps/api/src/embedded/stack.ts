import { mkdirSync } from "node:fs";
import path from "node:path";

import { freePort } from "@skyhold/db/embedded";
import { startStripeSandbox } from "@skyhold/stripe-sandbox";

import { buildAdmin, isAdminOutdated, serveAdmin } from "./admin-build.ts";
import { loadDemoData, migrateDatabase, startDatabase } from "./database.ts";
import { startMailboxPage } from "./mailbox-page.ts";
import { startMailbox } from "./mailbox.ts";
import { isPortFree, usualPort } from "./ports.ts";
import { startProcess } from "./processes.ts";
import { findRunning, removeRunning, writeRunning } from "./running-file.ts";
import type { Running } from "./running-file.ts";
import type { Say } from "./say.ts";
import { readOrMakeSecrets } from "./secrets.ts";

/** What to run, and where. */
export interface StackOptions {
  /** Where the database, logs and secrets are kept. */
  readonly folder: string;
  /** The API's port; 0 for any free one. */
  readonly port: number;
  readonly watch: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly say: Say;
  /** Called when one of the processes ends by itself. */
  readonly onDeath: (name: string) => void;
}

/** The product, running. */
export interface Stack extends Running {
  readonly databaseUrl: string;
  stop(): Promise<void>;
}

/** Starts the whole product: what the environment names is used, and embedded parts stand in for the rest. Undoes everything when a part fails. */
export async function startStack(options: StackOptions): Promise<Stack> {
  await refuseIfTaken(options);
  mkdirSync(path.join(options.folder, "logs"), { recursive: true });
  const parts = new AsyncDisposableStack();
  try {
    return await startParts(options, parts);
  } catch (error) {
    await parts.disposeAsync();
    throw error;
  }
}

async function refuseIfTaken({ folder, port, env }: StackOptions): Promise<void> {
  if (env["NODE_ENV"] === "production") {
    throw new Error(
      "`pnpm start` runs on embedded parts, which production refuses. Run apps/api/src/main.ts and worker.ts with the variables of .env.example.",
    );
  }
  const running = findRunning(folder);
  if (running) throw new Error(`Skyhold already runs at ${running.api} (process ${running.pid}). Stop that one first.`);
  if (port !== 0 && !(await isPortFree(port))) {
    throw new Error(`Port ${port} is taken by another program. Choose another one: PORT=${port + 1} pnpm start`);
  }
}

async function startParts(options: StackOptions, parts: AsyncDisposableStack): Promise<Stack> {
  const { env, folder, say } = options;
  const port = options.port === 0 ? await freePort() : options.port;
  const api = `http://localhost:${port}`;
  writeRunning(folder, { pid: process.pid, api, mailbox: null, stripe: null, database: null });
  parts.defer(() => removeRunning(folder));
  const given = env["DATABASE_URL"] || undefined;
  const embedded = path.join(folder, "postgres");
  const databaseUrl = given ?? (await say.step("Starting PostgreSQL", () => startDatabase(embedded, parts)));
  await say.step("Migrating the database", () => migrateDatabase(databaseUrl, given === undefined ? embedded : null));
  // A database that was given is someone's own: no timetable, and above all no accounts with published passwords.
  if (given === undefined) await loadDemoData(databaseUrl, say);
  const secrets = readOrMakeSecrets(folder);
  const mail = env["SMTP_URL"] ? null : await startMail(parts);
  const stripe = env["STRIPE_SECRET_KEY"] ? null : await startStripe(parts);
  stripe?.setWebhook({ url: `http://127.0.0.1:${port}/webhook`, secret: secrets.webhookSecret });
  const childEnv = {
    NODE_ENV: "development",
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    PERSONAL_DATA_KEYS: env["PERSONAL_DATA_KEYS"] ?? secrets.personalDataKeys,
    OFFER_SIGNING_KEYS: env["OFFER_SIGNING_KEYS"] ?? secrets.offerSigningKeys,
    FLIGHT_STATUS_SOURCE: env["FLIGHT_STATUS_SOURCE"] ?? (given === undefined ? "simulated" : "clock"),
    SANDBOX_TOOLS: [stripe && "stripe", given === undefined && "clock"].filter((tool) => typeof tool === "string").join(","),
    ...(mail && { SMTP_URL: mail.smtpUrl, MAILBOX_URL: mail.pageUrl }),
    ...(stripe && { STRIPE_SECRET_KEY: stripe.secretKey, STRIPE_API_URL: stripe.url, STRIPE_WEBHOOK_SECRETS: secrets.webhookSecret }),
  };
  if (options.watch) parts.use(serveAdmin(api));
  else if (isAdminOutdated()) await say.step("Building the back office", buildAdmin);
  await say.step("Starting the API and the worker", () => startProcesses(options, childEnv, parts));
  const database = given === undefined ? databaseUrl : null;
  const running = { pid: process.pid, api, mailbox: mail?.pageUrl ?? null, stripe: stripe?.url ?? null, database };
  writeRunning(folder, running);
  return { ...running, databaseUrl, stop: () => parts.disposeAsync() };
}

async function startProcesses(options: StackOptions, env: Readonly<Record<string, string>>, parts: AsyncDisposableStack): Promise<void> {
  const start = async (name: string) => {
    const logFile = path.join(options.folder, "logs", `${name}.log`);
    const file = path.resolve(import.meta.dirname, `../${name}.ts`);
    const running = await startProcess({ file, env, logFile, watch: options.watch, onDeath: options.onDeath });
    parts.defer(() => running.stop());
  };
  await Promise.all([start("main"), start("worker")]);
}

async function startMail(parts: AsyncDisposableStack): Promise<{ smtpUrl: string; pageUrl: string }> {
  const mailbox = await startMailbox();
  parts.defer(() => mailbox.close());
  const page = await startMailboxPage(mailbox, await usualPort(4025));
  parts.defer(() => page.close());
  return { smtpUrl: mailbox.smtpUrl, pageUrl: page.url };
}

async function startStripe(parts: AsyncDisposableStack) {
  const stripe = await startStripeSandbox({ port: await usualPort(4012) });
  parts.defer(() => stripe.close());
  return stripe;
}
