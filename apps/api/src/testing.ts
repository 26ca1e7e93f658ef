import { createTestDatabase } from "@skyhold/db/testing";
import type { TestDatabase } from "@skyhold/db/testing";
import { startStripeSandbox } from "@skyhold/stripe-sandbox";
import type { StripeSandbox } from "@skyhold/stripe-sandbox";
import type { FastifyInstance } from "fastify";

import type { Logger } from "pino";

import { buildDependencies } from "./dependencies.ts";
import type { Dependencies } from "./dependencies.ts";
import { startMailboxPage } from "./embedded/mailbox-page.ts";
import { startMailbox } from "./embedded/mailbox.ts";
import type { Mailbox } from "./embedded/mailbox.ts";
import { readEnv } from "./env.ts";
import { openQueue, openWorkerQueue, prepareQueue } from "./jobs/queue.ts";
import { work } from "./jobs/work.ts";
import { createLog } from "./log.ts";
import { buildServer } from "./server.ts";

/** The whole product on real parts for a test: database, API over HTTP, worker, Stripe sandbox with signed webhooks, mail sink. */
export interface TestStack extends AsyncDisposable {
  readonly url: string;
  readonly server: FastifyInstance;
  readonly database: TestDatabase;
  readonly dependencies: Dependencies;
  readonly stripe: StripeSandbox;
  readonly mailbox: Mailbox;
  /** What a further process of the same product is configured with. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Soon at first, and then for longer than a loaded machine refuses: what is given up here is asked about by a job only after minutes. */
const retryDelaysMs = [50, 100, 200, 500, 1000, 2000, 4000, 8000, 8000];

const webhookSecret = "whsec_test_secret_of_the_stack";

/** Starts everything on free ports and a database of its own. Without the worker, jobs wait in their queues; with the sandbox, staff have its tools. */
export async function startTestStack(
  options: {
    readonly worker?: boolean;
    readonly sandbox?: boolean;
    readonly env?: Readonly<Record<string, string>>;
    readonly log?: Logger;
  } = {},
): Promise<TestStack> {
  const started = new AsyncDisposableStack();
  const database = started.use(await createTestDatabase());
  await prepareQueue(database.url);
  const stripe = await startStripeSandbox({ timings: { settleMs: 5, retryDelaysMs } });
  started.defer(() => stripe.close());
  const mailbox = await startMailbox();
  started.defer(() => mailbox.close());
  const parts = { database, stripe, mailbox };
  const variables = { ...variablesOf(parts), ...(options.sandbox === true && (await sandboxOver(mailbox, started))), ...options.env };
  const env = readEnv(variables);
  const log = options.log ?? createLog(env.LOG_LEVEL, "test");
  const dependencies = started.use(await buildDependencies(env, log, openQueue));
  const server = await buildServer(env, log, dependencies);
  started.defer(() => server.close());
  const url = await server.listen({ host: "127.0.0.1", port: 0 });
  stripe.setWebhook({ url: `${url}/webhook`, secret: webhookSecret });
  if (options.worker ?? true) {
    const worker = started.use(await buildDependencies(env, log, openWorkerQueue));
    await work(worker.boss, worker.app, { log, tracing: worker.tracing });
  }
  return { url, server, database, dependencies, stripe, mailbox, variables, [Symbol.asyncDispose]: () => started.disposeAsync() };
}

function variablesOf({ database, stripe, mailbox }: Pick<TestStack, "database" | "stripe" | "mailbox">): Readonly<Record<string, string>> {
  return {
    NODE_ENV: "test",
    LOG_LEVEL: "silent",
    PORT: "0",
    DATABASE_URL: database.url,
    STRIPE_SECRET_KEY: stripe.secretKey,
    STRIPE_API_URL: stripe.url,
    STRIPE_WEBHOOK_SECRETS: webhookSecret,
    SMTP_URL: mailbox.smtpUrl,
    OFFER_SIGNING_KEYS: "test:a-signing-secret-for-tests-of-some-length",
    PERSONAL_DATA_KEYS: "test:a-sealing-secret-for-tests-of-some-length",
    RATE_LIMIT_PER_MINUTE: "0",
  };
}

async function sandboxOver(mailbox: Mailbox, started: AsyncDisposableStack): Promise<Readonly<Record<string, string>>> {
  const page = await startMailboxPage(mailbox, 0);
  started.defer(() => page.close());
  return { SANDBOX_TOOLS: "stripe,clock", MAILBOX_URL: page.url };
}

export { buildAdmin, isAdminOutdated } from "./embedded/admin-build.ts";
export { openAccount, registerByMail } from "./testing/accounts.ts";
export { book, eventually, stripeOf, travellerOf } from "./testing/paid-booking.ts";
