import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";

import { appRouter } from "../router.ts";
import type { Metrics } from "./metrics.ts";

const Path = z.object({ path: z.string() });

/** Counts every request that was answered. Only names of ours become labels: whoever asks for a million unknown paths makes one row. */
export function countRequests(server: FastifyInstance, metrics: Metrics): void {
  server.addHook("onResponse", async (request, reply) => {
    const procedure = procedureOf(request);
    const route = procedure ?? request.routeOptions.url ?? "unknown";
    metrics.answered({ route, status: reply.statusCode, seconds: reply.elapsedTime / 1000 });
    if (procedure !== null) metrics.called(procedure, request.refusedFor ?? (reply.statusCode < 400 ? "ok" : "refused"));
  });
}

/** The procedure that a request calls, on tRPC or REST; null for what is none. */
export function procedureOf(request: FastifyRequest): string | null {
  const { procedure } = request.routeOptions.config;
  if (procedure !== undefined) return procedure;
  const { data } = Path.safeParse(request.params);
  return data && data.path in appRouter._def.procedures ? data.path : null;
}
