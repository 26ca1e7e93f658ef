import type { FastifyInstance } from "fastify";

import { procedureOf } from "./count-requests.ts";
import type { ActiveSpan, Tracing } from "./tracing.ts";

declare module "fastify" {
  interface FastifyRequest {
    span: ActiveSpan | null;
  }
}

/** Makes a span of each request, part of the caller's trace where the request names one. Its path is told as the route, without what stands in it. */
export function traceRequests(server: FastifyInstance, tracing: Tracing): void {
  server.decorateRequest("span", null);
  server.addHook("onRequest", (request, _reply, done) => {
    const { traceparent } = request.headers;
    const attributes = { "http.request.method": request.method, "skyhold.request_id": request.id };
    const parent = typeof traceparent === "string" ? traceparent : undefined;
    const span = tracing.begin({ name: request.method, kind: "server", attributes, parent });
    request.span = span;
    span.run(done);
  });
  // The body comes by events of the socket, which know nothing of the span.
  server.addHook("preValidation", (request, _reply, done) => {
    if (request.span) request.span.run(done);
    else done();
  });
  server.addHook("onResponse", async (request, reply) => {
    const procedure = procedureOf(request);
    const route = request.routeOptions.url ?? "unknown";
    request.span?.end({
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
