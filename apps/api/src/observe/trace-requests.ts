import type { FastifyInstance, FastifyRequest } from "fastify";

import { procedureOf } from "./count-requests.ts";
import type { ActiveSpan, Tracing } from "./tracing.ts";

/** Makes a span of each request, part of the caller's trace where the request names one. Its path is told as the route, without what stands in it. */
export function traceRequests(server: FastifyInstance, tracing: Tracing): void {
  const spans = new WeakMap<FastifyRequest, ActiveSpan>();
  server.addHook("onRequest", (request, _reply, done) => {
    const { traceparent } = request.headers;
    const attributes = { "http.request.method": request.method, "skyhold.request_id": request.id };
    const parent = typeof traceparent === "string" ? traceparent : undefined;
    const span = tracing.begin({ name: request.method, kind: "server", attributes, parent });
    spans.set(request, span);
    span.run(done);
  });
  // The body comes by events of the socket, which know nothing of the span.
  server.addHook("preValidation", (request, _reply, done) => {
    const span = spans.get(request);
    if (span) span.run(done);
    else done();
  });
  server.addHook("onResponse", async (request, reply) => {
    const procedure = procedureOf(request);
    const route = request.routeOptions.url ?? "unknown";
    spans.get(request)?.end({
      name: procedure ?? `${request.method} ${route}`,
      attributes: {
        "http.route": route,
        "http.response.status_code": reply.statusCode,
        ...(procedure !== null && { "rpc.method": procedure }),
      },
      ...(reply.statusCode >= 500 && { fault: { code: String(reply.statusCode) } }),
    });
  });
}
