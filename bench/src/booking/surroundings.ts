import { freePort } from "@skyhold/db/embedded";

import { environmentOf, startApi, webhookSecret } from "../api.ts";
import type { Api } from "../api.ts";
import { startPart } from "../part.ts";
import type { Part } from "../part.ts";

/** The whole product with a payment provider and a mail server, each part a process of its own. */
export interface Product extends AsyncDisposable {
  readonly api: Api;
  readonly worker: Part;
  readonly stripe: Part;
}

/** The keys that the sandbox knows by itself. */
export const stripeKeys = { secret: "sk_test_sandbox", publishable: "pk_test_sandbox" };

/** Starts everything that a booking goes through. */
export async function startProduct(databaseUrl: string): Promise<Product> {
  await using started = new AsyncDisposableStack();
  const port = await freePort();
  const mailbox = started.use(await startMailbox());
  const stripe = started.use(
    await startPart(["packages/stripe-sandbox/src/main.ts"], {
      WEBHOOK_URL: `http://127.0.0.1:${port}/webhook`,
      WEBHOOK_SECRET: webhookSecret,
    }),
  );
  await deliverAtOnce(stripe.url);
  const env = {
    // Production refuses to pay at a sandbox.
    NODE_ENV: "development",
    STRIPE_SECRET_KEY: stripeKeys.secret,
    STRIPE_API_URL: stripe.url,
    SMTP_URL: mailbox.url,
  };
  const api = started.use(await startApi(databaseUrl, { env: { ...env, PORT: String(port) } }));
  const worker = started.use(await startPart(["apps/api/src/worker.ts"], { ...environmentOf(databaseUrl), ...env }));
  const owned = started.move();
  return { api, worker, stripe, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** A sink: what counts is that mails are written and handed over. */
function startMailbox(): Promise<Part> {
  const script =
    'import { startMailbox } from "./apps/api/src/embedded/mailbox.ts"; const { smtpUrl } = await startMailbox(); process.send({ url: smtpUrl });';
  return startPart(["--input-type=module", "--eval", script], {});
}

/**
 * Like Stripe, and unlike the sandbox left to itself, no event waits for the answer to the one before; and events that the
 * product does nothing with are not subscribed to.
 */
async function deliverAtOnce(sandboxUrl: string): Promise<void> {
  const arm = async (fault: object) => {
    const body = JSON.stringify({ ...fault, times: 1_000_000_000 });
    const answer = await fetch(`${sandboxUrl}/_sandbox/faults`, { method: "POST", headers: { "content-type": "application/json" }, body });
    if (answer.status !== 201) throw new Error(`The sandbox answered ${answer.status}: ${await answer.text()}`);
  };
  for (const eventType of ["payment_intent.created", "charge.succeeded", "charge.captured", "charge.updated"])
    await arm({ kind: "webhook-lost", eventType });
  await arm({ kind: "webhook-delayed", delayMs: 2 });
}
