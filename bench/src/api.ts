import { execFileSync } from "node:child_process";
import { Agent, request } from "node:http";

import { repository, startPart } from "./part.ts";
import type { Part } from "./part.ts";

/** What a call carries. */
export interface Call {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The API as a process of its own, reached over HTTP. */
export interface Api extends Part {
  /** Answers the status, and the body where it is wanted: a load generator that reads it takes time from the server. */
  call(call: Call, want?: "status" | "body"): Promise<{ status: number; body: string }>;
}

export interface ApiOptions {
  /** Connections to the API at most. */
  readonly sockets?: number;
  /** Settings that differ from those of a production without a payment provider. */
  readonly env?: Readonly<Record<string, string>>;
}

/** What signs the webhooks that the API believes. */
export const webhookSecret = "whsec_of_the_benchmarks";

/** The configuration of a production where nobody pays. Its rate limit counts every call and never refuses one. */
export function environmentOf(databaseUrl: string): Readonly<Record<string, string>> {
  return {
    NODE_ENV: "production",
    PORT: "0",
    DATABASE_URL: databaseUrl,
    STRIPE_SECRET_KEY: "sk_test_nobody_pays_here",
    STRIPE_WEBHOOK_SECRETS: webhookSecret,
    SMTP_URL: "smtp://127.0.0.1:9",
    OFFER_SIGNING_KEYS: "bench:a-signing-secret-for-benchmarks-only",
    PERSONAL_DATA_KEYS: "bench:a-sealing-secret-for-benchmarks-only",
    OFFER_SECONDS: "86400",
    RATE_LIMIT_PER_MINUTE: "1000000000",
    HOLD_LIMIT_PER_ADDRESS: "0",
  };
}

/** Starts the API as in production. */
export async function startApi(databaseUrl: string, { sockets = 100, env = {} }: ApiOptions = {}): Promise<Api> {
  prepareQueue(databaseUrl);
  // With the flags of this process, so that `node --cpu-prof bench/src/main.ts` profiles the API as well.
  const part = await startPart([...process.execArgv, "apps/api/src/main.ts"], { ...environmentOf(databaseUrl), ...env });
  const agent = new Agent({ keepAlive: true, maxSockets: sockets, maxFreeSockets: sockets });
  return {
    pid: part.pid,
    url: part.url,
    call: (call, want = "status") => send({ url: part.url, agent }, call, want),
    [Symbol.asyncDispose]: async () => {
      agent.destroy();
      await part[Symbol.asyncDispose]();
    },
  };
}

/** A step of the API's set-up, in a process of its own because no package may import an app. */
export function prepareQueue(databaseUrl: string): void {
  const script = 'import { prepareQueue } from "./apps/api/src/jobs/queue.ts"; await prepareQueue(process.env.DATABASE_URL);';
  execFileSync(process.execPath, ["--input-type=module", "--eval", script], { cwd: repository, env: { DATABASE_URL: databaseUrl } });
}

function send({ url, agent }: { url: string; agent: Agent }, call: Call, want: "status" | "body") {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const outgoing = request(`${url}${call.path}`, { method: call.method, agent, headers: call.headers ?? {} }, (response) => {
      let body = "";
      if (want === "body") response.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
      else response.resume();
      response.once("error", reject).once("end", () => resolve({ status: response.statusCode ?? 0, body }));
    });
    outgoing.once("error", reject).end(call.body);
  });
}
