import { invalidInput, isDomainError } from "@skyhold/core";
import type { FastifyReply, FastifyRequest } from "fastify";

import { findCaller } from "./actor.ts";
import { createNetworkHash } from "./adapters/network-hash.ts";
import { foreignPage, sessionCookie } from "./cookie-session.ts";
import type { Dependencies } from "./dependencies.ts";
import type { Env } from "./env.ts";
import { causedByDatabase } from "./errors.ts";
import { asTrpc } from "./trpc.ts";
import type { Browser, CallContext } from "./trpc.ts";

/** Finds out who calls, from where and how, for a procedure; the same on tRPC and on REST. */
export type ContextOfCall = (request: FastifyRequest, reply: FastifyReply) => Promise<CallContext>;

/** Builds what makes the context of each call. */
export function createContextOfCall(env: Env, { app }: Pick<Dependencies, "app">): ContextOfCall {
  const hashNetwork = createNetworkHash(env.OFFER_SIGNING_KEYS);
  return async (request, reply) => ({
    ...(await contextOf(request, app, { browser: browserOf(request, reply, env), network: hashNetwork(request.ip) })),
    requestId: request.id,
    noteBooking: (bookingId) => void (request.bookingId = bookingId),
    idempotencyKey: idempotencyKey(request),
    reply,
  });
}

async function contextOf(
  request: FastifyRequest,
  app: Dependencies["app"],
  { browser, network }: { browser: Omit<Browser, "sentCookie">; network: string },
): Promise<Pick<CallContext, "app" | "browser" | "tokenRefused">> {
  const origin = { requestId: request.id, userAgent: request.headers["user-agent"] ?? null, network };
  const { actor, by, refusal } = await findCaller(request, { ...app, origin }).catch(refuseKnown);
  const sentCookie = by === "cookie";
  if (sentCookie) browser.refuseForeignPage();
  return { app: { ...app, actor, origin }, browser: { ...browser, sentCookie }, tokenRefused: refusal };
}

function browserOf(request: FastifyRequest, reply: FastifyReply, env: Env): Omit<Browser, "sentCookie"> {
  return {
    refuseForeignPage: () => {
      const refusal = foreignPage(request, env.CORS_ORIGINS);
      if (refusal) throw asTrpc(refusal);
    },
    keepToken: (token) => void reply.header("set-cookie", sessionCookie(token, env.SESSION_SECONDS)),
  };
}

function idempotencyKey(request: FastifyRequest): string | null {
  const given = request.headers["idempotency-key"] ?? request.headers["x-idempotency-key"];
  if (given === undefined) return null;
  if (typeof given === "string" && /^[\x21-\x7E]{1,255}$/u.test(given)) return given;
  throw asTrpc(invalidInput("Idempotency-Key", "1 to 255 visible ASCII characters, such as a UUID"));
}

/** Before a procedure runs there is no middleware that would name the error. */
function refuseKnown(error: unknown): never {
  const known = isDomainError(error) ? error : causedByDatabase(error);
  throw known ? asTrpc(known) : error;
}
