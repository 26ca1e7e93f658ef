import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

import { demoAccounts } from "./demo-accounts.ts";
import { createSay } from "./say.ts";
import type { Say } from "./say.ts";
import { startStack } from "./stack.ts";
import type { Stack } from "./stack.ts";

const root = path.resolve(import.meta.dirname, "../../../..");

const { values: flags } = parseArgs({
  options: {
    watch: { type: "boolean", default: false },
    folder: { type: "string", default: path.join(root, ".skyhold") },
    port: { type: "string" },
  },
});

if (existsSync(path.join(root, ".env"))) process.loadEnvFile(path.join(root, ".env"));

const say = createSay(process.stdout);
try {
  await run();
} catch (error) {
  process.stderr.write(`\nSkyhold could not start. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

async function run(): Promise<void> {
  say.line("\nSkyhold");
  const stopping = Promise.withResolvers<string | null>();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stopping.resolve(null));
  process.on("disconnect", () => stopping.resolve(null));
  const stack = await startStack({
    folder: path.resolve(flags.folder),
    port: Number(flags.port ?? process.env["PORT"] ?? 4000),
    watch: flags.watch,
    env: process.env,
    say,
    onDeath: (name) => stopping.resolve(name),
  });
  welcome(stack, say);
  process.send?.({ ready: true, api: stack.api, mailbox: stack.mailbox, stripe: stack.stripe });
  const died = await stopping.promise;
  say.line(
    died === null
      ? "\nStopping …"
      : `\nThe ${died} process has ended by itself; its log is in ${path.join(flags.folder, "logs")}. Stopping …`,
  );
  await stack.stop();
  say.line("Stopped.");
  process.exit(died === null ? 0 : 1);
}

function welcome(stack: Stack, { line }: Say): void {
  const width = 10;
  const row = (name: string, text: string) => line(`  ${name.padEnd(width)} ${text}`);
  line();
  row("API", stack.api);
  row("Office", `${stack.api}/admin`);
  row("Health", `${stack.api}/health/ready`);
  if (stack.mailbox) row("Mailbox", stack.mailbox);
  if (stack.stripe) row("Stripe", `${stack.stripe} (a model of Stripe, to pay by hand)`);
  row("Database", stack.databaseUrl);
  row("Logs", path.join(flags.folder, "logs"));
  line();
  if (!process.env["DATABASE_URL"]) for (const { role, email, password } of demoAccounts) row(role, `${email}  ${password}`);
  line(`
  A first call:

    import { createClient } from "@skyhold/sdk";
    const skyhold = createClient({ url: "${stack.api}" });
    const { offers } = await skyhold.flights.search({ origin: "LHR", destination: "JFK", departureDate: "${tomorrow()}" });

  A whole booking, step by step: pnpm demo. Ctrl-C stops everything.
`);
}

function tomorrow(): string {
  return Temporal.Now.plainDateISO("UTC").add({ days: 1 }).toString();
}
