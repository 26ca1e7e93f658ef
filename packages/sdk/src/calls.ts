import { readAnswer } from "./answer.ts";
import type { Request } from "./caller.ts";
import type { ClientOptions } from "./options.ts";
import type { Session } from "./session.ts";
import { deserialize, stringify } from "./wire.ts";

/** Where and as whom a client calls. */
export interface Access {
  readonly baseUrl: string;
  readonly session: Session;
  readonly fetch: ClientOptions["fetch"];
}

/**
 * The procedures of the raw client, typed like it, each sent as one `fetch` with nothing between. What tRPC does for every call, links and
 * observables, costs more than all that this client adds.
 */
export function createCalls<Routes extends object>(routes: Routes, access: Access): Routes {
  return face(routes, "", access);
}

function face<Routes extends object>(routes: Routes, path: string, access: Access): Routes {
  const known = new Map<string, unknown>();
  const open = (name: string): unknown => {
    if (name === "query" || name === "mutate")
      return (input: unknown, request: Request) => send(access, name, { path, request, text: input === undefined ? "" : stringify(input) });
    return face({}, path === "" ? name : `${path}.${name}`, access);
  };
  return new Proxy(routes, {
    get: (_routes, key): unknown => {
      const name = String(key);
      const opened = known.get(name) ?? open(name);
      known.set(name, opened);
      return opened;
    },
  });
}

interface Call {
  readonly path: string;
  /** The input as it crosses the wire; empty without one. */
  readonly text: string;
  readonly request: Request;
}

async function send({ baseUrl, session, fetch: chosen }: Access, kind: "query" | "mutate", call: Call): Promise<unknown> {
  const { path, text, request } = call;
  const token = session.token();
  const headers: Record<string, string> = kind === "mutate" ? { "content-type": "application/json" } : {};
  if (token !== null) headers["authorization"] = `Bearer ${token}`;
  if (request.context.idempotencyKey !== undefined) headers["idempotency-key"] = request.context.idempotencyKey;
  const query = kind === "mutate" || text === "" ? "" : `?input=${encodeURIComponent(text)}`;
  const sent = kind === "mutate" ? { method: "POST", body: text === "" ? "{}" : text } : { method: "GET" };
  const { signal } = request;
  return deserialize(await readAnswer(() => (chosen ?? fetch)(`${baseUrl}/trpc/${path}${query}`, { ...sent, headers, signal })));
}
