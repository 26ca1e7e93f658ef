import { Stripe } from "stripe";
import { startStripeSandbox, type StripeSandbox } from "../start.ts";
import { openWebhookInbox, type WebhookInbox } from "./webhook-inbox.ts";

/** What a test is given. */
export interface Bench {
  /** The sandbox's clock. */
  clock: { now: Date };
  /** Where its webhooks go. */
  inbox: WebhookInbox;
  sandbox: StripeSandbox;
  /** The real SDK, without retries. */
  stripe: Stripe;
}

/** The real SDK, pointed at a sandbox, without retries unless asked. */
export function connect(sandbox: StripeSandbox, config: { key?: string; maxNetworkRetries?: number; timeout?: number } = {}): Stripe {
  const { key = sandbox.secretKey, maxNetworkRetries = 0, timeout = 5000 } = config;
  return new Stripe(key, { host: sandbox.host, port: sandbox.port, protocol: "http", maxNetworkRetries, timeout, telemetry: false });
}

/** Runs a test with a sandbox of its own, and closes it afterwards. */
export function withSandbox<Case = unknown>(run: (bench: Bench, each: Case) => Promise<void>): (each: Case) => Promise<void> {
  return async (each) => {
    const clock = { now: new Date() };
    const inbox = await openWebhookInbox();
    const sandbox = await startStripeSandbox({
      webhook: { url: inbox.url, secret: inbox.secret },
      now: () => clock.now,
      timings: { settleMs: 20, retryDelaysMs: [10, 20] },
    });
    try {
      await run({ clock, inbox, sandbox, stripe: connect(sandbox) }, each);
    } finally {
      await sandbox.close();
      await inbox.close();
    }
  };
}

/** What to create an intent of 120 dollars with that a server may confirm. */
export const FARE = {
  amount: 12_000,
  currency: "usd",
  automatic_payment_methods: { enabled: true, allow_redirects: "never" },
} satisfies Stripe.PaymentIntentCreateParams;

/** Waits for a call to be refused and returns the SDK's error. */
export async function refusalOf(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) {
      return error;
    }
    throw error;
  }
  throw new Error("The call was not refused.");
}
