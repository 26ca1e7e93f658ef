import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

/** Where the parts that the demo talks to are. */
export interface Product {
  readonly api: string;
  readonly mailbox: string;
  readonly stripe: string;
  /** Whether the demo started it, and so has to stop it. */
  stop(): Promise<void>;
}

const root = path.resolve(import.meta.dirname, "../../..");

/** The folder in which `pnpm start` keeps its data, and the demo its own. */
export const dataFolder = path.join(root, ".skyhold");

/** The product that runs already, or else one of the demo's own, with its own database, on free ports. */
export async function findOrStartProduct(onStart: () => void): Promise<Product> {
  const running = readRunning();
  if (running && (await answers(running.api))) return { ...whole(running), stop: () => Promise.resolve() };
  onStart();
  const args = ["--folder", path.join(dataFolder, "demo"), "--port", "0"];
  const child = fork(path.join(root, "apps/api/src/embedded/start.ts"), args, {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    detached: true,
  });
  const ready = await firstMessage(child);
  return { ...whole(ready), stop: () => stop(child) };
}

interface Addresses {
  readonly api: string;
  readonly mailbox: string | null;
  readonly stripe: string | null;
}

function whole({ api, mailbox, stripe }: Addresses): Omit<Product, "stop"> {
  if (mailbox === null || stripe === null) {
    throw new Error(
      "The running Skyhold uses a real mail server or a real Stripe account; the demo needs the embedded ones. Unset SMTP_URL and STRIPE_SECRET_KEY.",
    );
  }
  return { api, mailbox, stripe };
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
