import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

/** Where the parts that the demo talks to are. */
export interface Product {
  readonly api: string;
  readonly mailbox: string;
  readonly stripe: string;
  /** The configuration of its API, as an operator's commands need it. */
  readonly operator: () => Record<string, string>;
  /** Whether the demo started it, and so has to stop it. */
  stop(): Promise<void>;
}

const root = path.resolve(import.meta.dirname, "../../..");

/** The folder in which `pnpm start` keeps its data, and the demo its own. */
export const dataFolder = path.join(root, ".skyhold");

/** The product that runs already, or else one of the demo's own, with its own database, on free ports. */
export async function findOrStartProduct(onStart: () => void): Promise<Product> {
  const running = readRunning();
  if (running && (await answers(running.api))) return { ...whole(running, dataFolder), stop: () => Promise.resolve() };
  onStart();
  const folder = path.join(dataFolder, "demo");
  const args = ["--folder", folder, "--port", "0"];
  const child = fork(path.join(root, "apps/api/src/embedded/start.ts"), args, {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    detached: true,
  });
  const ready = await firstMessage(child);
  return { ...whole(ready, folder), stop: () => stop(child) };
}

interface Addresses {
  readonly api: string;
  readonly mailbox: string | null;
  readonly stripe: string | null;
}

function whole({ api, mailbox, stripe }: Addresses, folder: string): Omit<Product, "stop"> {
  if (mailbox === null || stripe === null) {
    throw new Error(
      "The running Skyhold uses a real mail server or a real Stripe account; the demo needs the embedded ones. Unset SMTP_URL and STRIPE_SECRET_KEY.",
    );
  }
  return { api, mailbox, stripe, operator: () => readConfiguration(folder, stripe) };
}

/** What the start keeps beside its data. Of the database it knows only its own. */
function readConfiguration(folder: string, stripe: string): Record<string, string> {
  const kept = (file: string, name: string): string => {
    const fields: unknown = JSON.parse(readFileSync(path.join(folder, file), "utf8"));
    const field: unknown = typeof fields === "object" && fields !== null ? Reflect.get(fields, name) : null;
    return typeof field === "string" ? field : "";
  };
  return {
    DATABASE_URL: kept("running.json", "database") || (process.env["DATABASE_URL"] ?? ""),
    OFFER_SIGNING_KEYS: kept("secrets.json", "offerSigningKeys"),
    PERSONAL_DATA_KEYS: kept("secrets.json", "personalDataKeys"),
    STRIPE_WEBHOOK_SECRETS: kept("secrets.json", "webhookSecret"),
    STRIPE_SECRET_KEY: "sk_test_sandbox",
    STRIPE_API_URL: stripe,
    SMTP_URL: "smtp://127.0.0.1:1025",
  };
}

function readRunning(): Addresses | null {
  try {
    return toAddresses(JSON.parse(readFileSync(path.join(dataFolder, "running.json"), "utf8")));
  } catch {
    return null;
  }
}

function toAddresses(value: unknown): Addresses {
  const fields: Record<string, unknown> = typeof value === "object" && value !== null ? { ...value } : {};
  const address = (name: string) => (typeof fields[name] === "string" ? fields[name] : null);
  const api = address("api");
  if (api === null) throw new Error("The start process did not say where the API is");
  return { api, mailbox: address("mailbox"), stripe: address("stripe") };
}

async function answers(api: string): Promise<boolean> {
  return fetch(`${api}/health/ready`, { signal: AbortSignal.timeout(2000) }).then(
    (response) => response.ok,
    () => false,
  );
}

function firstMessage(child: ChildProcess): Promise<Addresses> {
  return new Promise((resolve, reject) => {
    child.once("message", (message) => resolve(toAddresses(message)));
    child.once("exit", (code) => reject(new Error(`Skyhold could not be started (code ${code ?? "none"}).`)));
  });
}

async function stop(child: ChildProcess): Promise<void> {
  const exited = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await exited;
}
