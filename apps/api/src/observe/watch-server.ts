import { createServer } from "node:http";
import type { Server, ServerResponse } from "node:http";

import type { Metrics } from "./metrics.ts";
import type { Readiness } from "./readiness.ts";

/** Where to listen for those who watch over the process. */
export interface WatchOptions {
  readonly host: string;
  readonly port: number;
}

/** Serves `/metrics`, `/health/live` and `/health/ready` on a port of their own, which no proxy shows to the world. */
export async function startWatchServer(
  { host, port }: WatchOptions,
  { metrics, readiness }: { readonly metrics: Metrics; readonly readiness: Readiness },
): Promise<AsyncDisposable & { readonly url: string }> {
  const routes: Readonly<Record<string, (response: ServerResponse) => Promise<void>>> = {
    "/metrics": async (response) => {
      const text = await metrics.text();
      response.writeHead(200, { "content-type": metrics.contentType }).end(text);
    },
    "/health/live": async (response) => void response.end(JSON.stringify({ status: "ok" })),
    "/health/ready": async (response) => {
      const { ready, report } = await readiness.check();
      response.writeHead(ready ? 200 : 503, { "content-type": "application/json" }).end(JSON.stringify(report));
    },
  };
  const server = createServer((request, response) => {
    const answer = routes[request.url ?? ""];
    if (!answer || request.method !== "GET") response.writeHead(404).end();
    else void answer(response).catch(() => response.writeHead(500).end());
  });
  await listen(server, { host, port });
  const address = server.address();
  const at = typeof address === "object" && address ? address.port : port;
  return {
    url: `http://${host}:${at}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listen(server: Server, { host, port }: WatchOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
}
