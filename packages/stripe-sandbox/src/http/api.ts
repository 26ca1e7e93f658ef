import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Stripe } from "stripe";
import { newId } from "../ids.ts";
import { isParams, type Params } from "../params.ts";
import type { World } from "../world.ts";
import { answerCall, type WireAnswer } from "./answer.ts";
import { type Endpoint, ENDPOINTS } from "./endpoints.ts";

const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, POST, OPTIONS",
  "access-control-allow-headers":
    "Authorization, Content-Type, Idempotency-Key, Stripe-Version, Stripe-Account, X-Stripe-Client-User-Agent",
  "access-control-expose-headers": "Request-Id, Idempotent-Replayed",
  "access-control-max-age": "300",
};

/** Serves Stripe's API under `/v1`, open to browsers as Stripe's is. */
export function serveApi(app: FastifyInstance, world: World): void {
  for (const endpoint of ENDPOINTS) {
    app.route<{ Params: { id?: string } }>({
      method: endpoint.method,
      url: endpoint.path,
      handler: async (request, reply) => {
        const answer = await answerCall(world, toCall(endpoint, request));
        return sendAnswer(answer, request, reply);
      },
    });
  }
  app.options("/v1/*", (_request, reply) => reply.headers(CORS).code(204).send());
}

function toCall(endpoint: Endpoint, request: FastifyRequest<{ Params: { id?: string } }>): Parameters<typeof answerCall>[1] {
  return {
    endpoint,
    path: request.url.split("?")[0] ?? "",
    id: request.params.id ?? "",
    params: paramsOf(request),
    authorization: request.headers.authorization,
    idempotencyKey: headerOf(request, "idempotency-key"),
    requestId: newId("req"),
  };
}

function paramsOf(request: FastifyRequest<{ Params: { id?: string } }>): Params {
  const sent = request.method === "GET" ? request.query : request.body;
  return isParams(sent) ? sent : {};
}

function headerOf(request: FastifyRequest<{ Params: { id?: string } }>, name: string): string | null {
  const value = request.headers[name];
  return typeof value === "string" && value !== "" ? value : null;
}

function sendAnswer(answer: WireAnswer, request: FastifyRequest<{ Params: { id?: string } }>, reply: FastifyReply): FastifyReply {
  if (answer.cut) {
    reply.hijack();
    request.raw.socket.destroy();
    return reply;
  }
  const key = headerOf(request, "idempotency-key");
  return reply
    .code(answer.status)
    .headers({
      ...CORS,
      "request-id": answer.replayed ? newId("req") : answer.requestId,
      "stripe-version": Stripe.API_VERSION,
      ...(key === null ? {} : { "idempotency-key": key, "original-request": answer.requestId }),
      ...(answer.replayed ? { "idempotent-replayed": "true" } : {}),
      ...(answer.status === 429 ? { "stripe-rate-limited-reason": "global-rate" } : {}),
    })
    .send(answer.body);
}
