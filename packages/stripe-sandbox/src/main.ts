import { startStripeSandbox } from "./start.ts";

const env = process.env;
const webhookUrl = env["WEBHOOK_URL"];
const secretKey = env["STRIPE_SECRET_KEY"];
const publishableKey = env["STRIPE_PUBLISHABLE_KEY"];

if (webhookUrl !== undefined && !env["WEBHOOK_SECRET"]) {
  throw new Error("WEBHOOK_URL is set, so WEBHOOK_SECRET must be too.");
}

const sandbox = await startStripeSandbox({
  port: Number(env["PORT"] ?? 0),
  ...(webhookUrl === undefined ? {} : { webhook: { url: webhookUrl, secret: env["WEBHOOK_SECRET"] ?? "" } }),
  ...(secretKey === undefined ? {} : { secretKey }),
  ...(publishableKey === undefined ? {} : { publishableKey }),
});

async function stop(): Promise<void> {
  await sandbox.close();
  process.exit(0);
}

for (const signal of ["SIGTERM", "SIGINT", "disconnect"] as const) {
  process.once(signal, () => void stop());
}

process.stdout.write(`Stripe sandbox (a model, not Stripe) at ${sandbox.url}\n`);
process.send?.({ ready: true, url: sandbox.url, port: sandbox.port });
