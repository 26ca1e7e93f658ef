import { DomainError } from "@skyhold/core";
import type { FastifyInstance, FastifyRequest } from "fastify";

/** How much waits already. */
export interface Queueing {
  /** Callers that wait for a connection to the database. */
  readonly waiting: () => number;
  readonly limit: number;
}

/**
 * Refuses new calls at once while too many wait for the database already: who is refused within a millisecond can go elsewhere, who waits behind
 * thousands has given up when it is their turn. Health and Stripe's events, which are few and would only come again, always get in.
 */
export function shedLoad(server: FastifyInstance, { waiting, limit }: Queueing): void {
  server.addHook("onRequest", async (request) => {
    if (waiting() < limit || !isCall(request)) return;
    throw new DomainError("OVERLOADED", "More is going on than can be done at once. Nothing was changed; try again in a moment.", {
      retryAfterSeconds: 1,
    });
  });
}

/** A call of a procedure, on tRPC or REST. */
function isCall({ url, routeOptions }: FastifyRequest): boolean {
  return url.startsWith("/trpc/") || routeOptions.config.procedure !== undefined;
}
