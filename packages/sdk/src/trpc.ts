import type { SkyholdRouter } from "@skyhold/api/contract";
import { createTRPCClient, httpLink } from "@trpc/client";
import type { TRPCClient } from "@trpc/client";

import type { ClientOptions, FetchRequest } from "./options.ts";
import type { Session } from "./session.ts";
import { deserialize, serialize } from "./wire.ts";

/** The raw tRPC client, typed by the server's routes. */
export type SkyholdTrpc = TRPCClient<SkyholdRouter>;

/** Builds the raw client: one HTTP request for each call, so that each carries headers of its own. */
export function createTrpc(baseUrl: string, session: Session, chosen: ClientOptions["fetch"]): SkyholdTrpc {
  const link = httpLink<SkyholdRouter>({
    url: `${baseUrl}/trpc`,
    transformer: { serialize, deserialize },
    fetch: (url, init) => (chosen ?? fetch)(String(url), toRequest(init)),
    headers: ({ op }) => {
      const token = session.token();
      const { idempotencyKey } = op.context;
      return {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(typeof idempotencyKey === "string" ? { "idempotency-key": idempotencyKey } : {}),
      };
    },
  });
  return createTRPCClient<SkyholdRouter>({ links: [link] });
}

interface LinkRequest {
  readonly method?: string | undefined;
  readonly headers?: ConstructorParameters<typeof Headers>[0];
  readonly body?: unknown;
  readonly signal?: AbortSignal | null | undefined;
}

/** What tRPC's link asks for, in the plain form that every `fetch` takes. */
function toRequest({ method = "GET", headers, body, signal }: LinkRequest = {}): FetchRequest {
  return {
    method,
    headers: Object.fromEntries(new Headers(headers)),
    signal: signal ?? new AbortController().signal,
    ...(typeof body === "string" ? { body } : {}),
  };
}
