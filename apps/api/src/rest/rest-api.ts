import { DomainError } from "@skyhold/core";
import compress from "@fastify/compress";
import { callTRPCProcedure } from "@trpc/server";
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from "fastify";
import { z } from "zod";

import type { ContextOfCall } from "../call-context.ts";
import { appRouter } from "../router.ts";
import { brotliParams, hotReads, sendHot } from "./hot-reads.ts";
import { lifeOf, sendEvents } from "./events.ts";
import { listOperations } from "./operations.ts";
import type { Operation } from "./operations.ts";
import { readInput } from "./read-input.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The procedure that a route of REST calls. */
    procedure?: string;
  }
}

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** Every procedure under `/api/v1`, called with the same context as by tRPC and refused in the same words. */
export async function restApi(server: FastifyInstance, contextOf: ContextOfCall): Promise<void> {
  readJsonOnly(server);
  await server.register(compress, {
    threshold: 1024,
    encodings: ["br", "gzip"],
    brotliOptions: { params: brotliParams },
  });
  const operations = listOperations();
  for (const operation of operations)
    server.route({
      method: operation.method,
      url: toRoute(operation.path),
      config: { procedure: operation.name },
      handler: (request, reply) => answer(operation, contextOf, { request, reply }),
    });
  for (const [path, allowed] of Map.groupBy(operations, (operation) => operation.path))
    server.route({
      method: methods.filter((method) => allowed.every((operation) => operation.method !== method)),
      url: toRoute(path),
      handler: refuseMethod(allowed.map((operation) => operation.method)),
    });
}

/** Bodies are JSON; none at all is as good as an empty one, whatever the header says. */
function readJsonOnly(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser("error", "error");
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("application/json", { parseAs: "string" }, (request, body: string, done) =>
    body === "" ? done(null, undefined) : parse(request, body, done),
  );
}

function toRoute(path: string): string {
  return `/api/v1${path.replaceAll(/\{(\w+)\}/gu, ":$1")}`;
}

function refuseMethod(allowed: readonly string[]): RouteHandlerMethod {
  return (request, reply) => {
    void reply.header("allow", allowed.join(", "));
    throw new DomainError("METHOD_NOT_ALLOWED", `This path takes ${allowed.join(" and ")}, not ${request.method}`, { allowed });
  };
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

const Params = z.record(z.string(), z.string());
const Query = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
const LastEventId = z.string().nullable().catch(null);

async function answer(operation: Operation, contextOf: ContextOfCall, { request, reply }: Exchange): Promise<unknown> {
  const ctx = await contextOf(request, reply);
  if (operation.needsIdempotencyKey && ctx.idempotencyKey === null)
    throw new DomainError(
      "IDEMPOTENCY_KEY_REQUIRED",
      "Send the header Idempotency-Key: a new UUID for each thing you mean to do once",
      null,
    );
  const lastEventId = LastEventId.parse(request.headers["last-event-id"]);
  const input = readInput(operation, {
    params: Params.parse(request.params),
    query: Query.parse(request.query),
    body: request.body,
    lastEventId,
  });
  const hot = hotReads[operation.name];
  if (hot) return await sendHot(reply, hot, await hot.read(ctx.app, input));
  const life = lifeOf(request);
  const result: unknown = await callTRPCProcedure({
    router: appRouter,
    path: operation.name,
    type: operation.type,
    ctx,
    getRawInput: () => Promise.resolve(input),
    signal: life,
    batchIndex: 0,
  });
  return send(operation, reply, { result, life });
}

const File = z.object({ fileName: z.string(), contentType: z.string(), base64: z.string() });

async function send(
  { answers }: Operation,
  reply: FastifyReply,
  { result, life }: { result: unknown; life: AbortSignal },
): Promise<FastifyReply> {
  if (answers === "events") return sendEvents(reply, result, life);
  void reply.header("cache-control", "no-store");
  if (answers === "nothing") return reply.code(204).send();
  if (answers === "json") return reply.type("application/json; charset=utf-8").send(JSON.stringify(result));
  const { fileName, contentType, base64 } = File.parse(result);
  return reply.type(contentType).header("content-disposition", `attachment; filename="${fileName}"`).send(Buffer.from(base64, "base64"));
}
