import { execFileSync, spawn } from "node:child_process";
import { Agent, request } from "node:http";
import path from "node:path";

/** What a call carries. */
export interface Call {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The API as a process of its own, reached over HTTP. */
export interface Api extends AsyncDisposable {
  readonly pid: number;
  /** Answers the status, and the body where it is wanted: a load generator that reads it takes time from the server. */
  call(call: Call, want?: "status" | "body"): Promise<{ status: number; body: string }>;
}

const root = path.resolve(import.meta.dirname, "../..");

/** Starts the API as in production. Its rate limit counts every call and never refuses one. */
export async function startApi(databaseUrl: string): Promise<Api> {
  prepareQueue(databaseUrl);
  // With the flags of this process, so that `node --cpu-prof bench/src/main.ts` profiles the API as well.
  const child = spawn(process.execPath, [...process.execArgv, "apps/api/src/main.ts"], {
    cwd: root,
    env: {
      NODE_ENV: "production",
      PORT: "0",
      DATABASE_URL: databaseUrl,
      STRIPE_SECRET_KEY: "sk_test_nobody_pays_here",
      STRIPE_WEBHOOK_SECRETS: "whsec_nobody_calls_here",
      SMTP_URL: "smtp://127.0.0.1:9",
      OFFER_SIGNING_KEYS: "bench:a-signing-secret-for-benchmarks-only",
      PERSONAL_DATA_KEYS: "bench:a-sealing-secret-for-benchmarks-only",
      OFFER_SECONDS: "86400",
      RATE_LIMIT_PER_MINUTE: "1000000000",
    },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.once("message", (message: { readonly url: string }) => resolve(message.url));
    child.once("exit", (code) => reject(new Error(`The API ended with code ${code} before it was ready`)));
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 100 });
  return {
    pid: child.pid ?? 0,
    call: (call, want = "status") => send({ url, agent }, call, want),
    [Symbol.asyncDispose]: async () => {
      agent.destroy();
      child.kill("SIGTERM");
      await exited;
    },
  };
}

/** A step of the API's set-up, in a process of its own because no package may import an app. */
function prepareQueue(databaseUrl: string): void {
  const script = 'import { prepareQueue } from "./apps/api/src/jobs/queue.ts"; await prepareQueue(process.env.DATABASE_URL);';
  execFileSync(process.execPath, ["--input-type=module", "--eval", script], { cwd: root, env: { DATABASE_URL: databaseUrl } });
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
