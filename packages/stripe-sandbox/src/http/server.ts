import formbody from "@fastify/formbody";
import fastify, { type FastifyInstance } from "fastify";
import qs from "qs";
import { newId } from "../ids.ts";
import type { World } from "../world.ts";
import { servePages } from "../pages/serve-pages.ts";
import { type ErrorBody, StripeApiError } from "../errors.ts";
import { serveApi } from "./api.ts";
import { serveControl } from "./control.ts";

const parse = (text: string): Record<string, unknown> => qs.parse(text, { depth: 8, arrayLimit: 200 });

/** Builds the HTTP server of the sandbox; it does not listen yet. */
export async function buildServer(world: World): Promise<FastifyInstance> {
  const app = fastify({ forceCloseConnections: true, routerOptions: { querystringParser: parse } });
  await app.register(formbody, { parser: parse });
  app.setNotFoundHandler((request, reply) =>
    reply
      .code(404)
      .headers({ "request-id": newId("req"), "access-control-allow-origin": "*" })
      .send({
        error: {
          type: "invalid_request_error",
          message: `Unrecognized request URL (${request.method}: ${request.url}). The sandbox is a model and does not know all of Stripe's addresses.`,
        },
      }),
  );
  app.setErrorHandler((error, _request, reply) => {
    const { status, body } = toRefusal(error);
    return reply
      .code(status)
      .headers({ "request-id": newId("req") })
      .send({ error: body });
  });
  // Whatever happens, happens in a call or in a task; only looking changes nothing, but for a call of Stripe's that a fault strikes.
  app.addHook("onResponse", async ({ method, url }) => {
    if (method !== "GET" || url.startsWith("/v1/")) {
      world.changes.tell();
    }
  });
  serveApi(app, world);
  serveControl(app, world);
  servePages(app, world);
  return app;
}

function toRefusal(error: unknown): { status: number; body: ErrorBody } {
  if (error instanceof StripeApiError) {
    return error;
  }
  const message = error instanceof Error ? error.message : String(error);
  const status = error instanceof Error && "statusCode" in error && typeof error.statusCode === "number" ? error.statusCode : 500;
  return { status, body: { type: status < 500 ? "invalid_request_error" : "api_error", message } };
}
