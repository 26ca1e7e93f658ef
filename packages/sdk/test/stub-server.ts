import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";

import { serialize } from "superjson";

/** What the server got. */
export interface Received {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers one request. */
export type Reply = (response: ServerResponse, received: Received) => void;

/** A server that gives its replies in order, the last one for ever. */
export interface StubServer extends AsyncDisposable {
  readonly url: string;
  readonly received: Received[];
}

/** Listens on a free port. */
export async function startStubServer(...replies: readonly [Reply, ...Reply[]]): Promise<StubServer> {
  const received: Received[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const got = await read(request);
    received.push(got);
    replies[Math.min(received.length, replies.length) - 1]?.(response, got);
  };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server listens nowhere");
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  };
  return { url: `http://127.0.0.1:${address.port}`, received, [Symbol.asyncDispose]: close };
}

async function read(request: IncomingMessage): Promise<Received> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return { method: request.method ?? "", url: new URL(request.url ?? "", "http://stub"), headers: request.headers, body };
}

function send(response: ServerResponse, status: number, { headers = {}, body }: { headers?: Record<string, string>; body: unknown }): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

/** A procedure's answer. */
export function data(value: unknown): Reply {
  return (response) => send(response, 200, { body: { result: { data: serialize(value) } } });
}

/** A procedure's refusal, in the form of the API. */
export function refusal(
  { code, status, retryable = false, details = null }: { code: string; status: number; retryable?: boolean; details?: unknown },
  headers: Record<string, string> = {},
): Reply {
  const shape = { message: `refused with ${code}`, code: -32_000, data: { code, details, status, retryable, requestId: "request-1" } };
  return (response) => send(response, status, { headers, body: { error: serialize(shape) } });
}

/** Any other answer. */
export function plain(status: number, headers: Record<string, string>, body: string): Reply {
  return (response) => response.writeHead(status, headers).end(body);
}

/** Cuts the connection after the request was read. */
export const cut: Reply = (response) => response.destroy();

/** Never answers. */
export const silence: Reply = () => undefined;
