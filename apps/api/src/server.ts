import { randomUUID } from "node:crypto";

import { DomainError, invalidInput, isDomainError } from "@skyhold/core";
import cors from "@fastify/cors";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import { fastifyTRPCPlugin } from "@trpc/server/adapters/fastify";
import type { FastifyTRPCPluginOptions } from "@trpc/server/adapters/fastify";
import { fastify, LogController } from "fastify";
import { z } from "zod";
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

import { findCaller } from "./actor.ts";
import { adminFolder, adminPages } from "./admin-pages.ts";
import { createNetworkHash } from "./adapters/network-hash.ts";
import type { Dependencies } from "./dependencies.ts";
import type { Env } from "./env.ts";
import { foreignPage, sessionCookie } from "./cookie-session.ts";
import { causedByDatabase, toErrorData } from "./errors.ts";
import { appRouter } from "./router.ts";
import { asTrpc } from "./trpc.ts";
import type { Browser, CallContext } from "./trpc.ts";
import { stripeWebhook } from "./webhooks/stripe.ts";
import { health } from "./rest/health.ts";
import { nothingThere } from "./rest/nothing-there.ts";
import { refuseUnreadable } from "./rest/unreadable-request.ts";

/** Builds the HTTP server with all its routes; it does not listen yet. */
export async function buildServer(env: Env, log: FastifyBaseLogger, dependencies: Dependencies): Promise<FastifyInstance> {
  const server = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestId,
    trustProxy: (_address, hop) => hop < env.TRUSTED_PROXY_HOPS,
    bodyLimit: 65_536,
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 2_000 },
    clientErrorHandler: refuseUnreadable,
  });
  // Open streams would keep a closing server waiting for ever.
  server.addHook("preClose", () => dependencies.app.seatBoards.close());
  server.addHook("onSend", async (request, reply) => void reply.header("x-request-id", request.id));
  server.addHook("onResponse", logRequest);
  server.setErrorHandler(restError);
  server.setNotFoundHandler(nothingThere);
  await server.register(helmet);
  await server.register(cors, {
    origin: env.CORS_ORIGINS,
    credentials: true,
    exposedHeaders: ["x-request-id", "retry-after", "idempotency-replayed"],
  });
  if (env.RATE_LIMIT_PER_MINUTE > 0) await limitRate(server, env.RATE_LIMIT_PER_MINUTE);
  await server.register(fastifyTRPCPlugin, trpcOptions(log, dependencies, env));
  await server.register((scope) =>
    stripeWebhook(scope, { context: dependencies.app, stripe: dependencies.stripe, secrets: env.STRIPE_WEBHOOK_SECRETS }),
  );
  await server.register((scope) => adminPages(scope, adminFolder), { prefix: "/admin" });
  await server.register((scope) => health(scope, () => dependencies.db.pool.query("SELECT 1")));
  return server;
}

/** One line for each request, when it is done; without its query, which may hold personal data. */
async function logRequest(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { method, url } = request;
  request.log.info({ method, path: url.split("?")[0], status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, "request");
}

function requestId(request: { headers: Record<string, unknown> }): string {
  const given = request.headers["x-request-id"];
  return typeof given === "string" && /^[\w.-]{8,64}$/u.test(given) ? given : randomUUID();
}

function trpcOptions(
  log: FastifyBaseLogger,
  { app }: Dependencies,
  env: Env,
): FastifyTRPCPluginOptions<typeof appRouter> & { prefix: string } {
  const hashNetwork = createNetworkHash(env.OFFER_SIGNING_KEYS);
  return {
    prefix: "/trpc",
    trpcOptions: {
      router: appRouter,
      // A batch would be one call to the rate limit, and its mutations would share one idempotency key.
      allowBatching: false,
      createContext: async ({ req, res }): Promise<CallContext> => ({
        ...(await contextOf(req, app, { browser: browserOf(req, res, env), network: hashNetwork(req.ip) })),
        requestId: req.id,
        idempotencyKey: idempotencyKey(req),
        reply: res,
      }),
      responseMeta: ({ errors }) => ({ headers: retryAfter(errors[0]?.cause) }),
      onError: ({ error, path, ctx }) => {
        if (error.code === "INTERNAL_SERVER_ERROR")
          log.error({ err: error.cause ?? error, path, requestId: ctx?.requestId }, "procedure failed");
      },
    },
  };
}

async function contextOf(
  request: FastifyRequest,
  app: Dependencies["app"],
  { browser, network }: { browser: Omit<Browser, "sentCookie">; network: string },
): Promise<Pick<CallContext, "app" | "browser" | "tokenRefused">> {
  const { actor, by } = await findCaller(request, app.sessions).catch(refuseKnown);
  const sentCookie = by === "cookie";
  if (sentCookie) browser.refuseForeignPage();
  const origin = { requestId: request.id, userAgent: request.headers["user-agent"] ?? null, network };
  return { app: { ...app, actor, origin }, browser: { ...browser, sentCookie }, tokenRefused: actor === null && by !== "nothing" };
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

async function limitRate(server: FastifyInstance, perMinute: number): Promise<void> {
  await server.register(rateLimit, {
    timeWindow: "1 minute",
    max: (request) => (opensSession(request) ? Math.max(1, Math.floor(perMinute / 20)) : perMinute),
    keyGenerator: (request) => `${opensSession(request) ? "auth" : "all"} ${request.ip}`,
    errorResponseBuilder: (_request, { ttl }) =>
      new DomainError("RATE_LIMITED", "Too many calls from your address; wait a moment", { retryAfterSeconds: Math.ceil(ttl / 1000) }),
  });
}

const guessable = new Set([
  "auth.login",
  "auth.loginWithCookie",
  "auth.register",
  "bookings.find",
  "auth.verifyEmail",
  "auth.requestPasswordReset",
  "auth.resetPassword",
]);

/** Passwords are guessed here. The path is judged as the router reads it, decoded. */
function opensSession(request: FastifyRequest): boolean {
  const { path } = z.object({ path: z.string() }).catch({ path: "" }).parse(request.params);
  return guessable.has(path);
}

/** Before a procedure runs there is no middleware that would name the error. */
function refuseKnown(error: unknown): never {
  const known = causedByDatabase(error);
  throw known ? asTrpc(known) : error;
}

function retryAfter(error: unknown): Record<string, string> {
  const seconds =
    isDomainError(error) && error.details !== null && "retryAfterSeconds" in error.details ? error.details.retryAfterSeconds : null;
  return seconds === null ? {} : { "retry-after": String(seconds) };
}

/** Errors outside tRPC, in the same words. */
function restError(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const known = isDomainError(error) ? error : (causedByDatabase(error) ?? fromFastify(error));
  if (known.code === "INTERNAL") request.log.error({ err: error }, "request failed");
  const data = toErrorData(known, request.id);
  return reply
    .headers(retryAfter(known))
    .code(data.status)
    .send({ message: known.message, ...data });
}

function fromFastify(error: unknown): DomainError {
  const status = error instanceof Error && "statusCode" in error ? Number(error.statusCode) : 500;
  if (status >= 400 && status < 500 && error instanceof Error) return new DomainError("INVALID_INPUT", error.message, { fields: [] });
  return new DomainError("INTERNAL", "Something went wrong on our side. Quote the request id when you ask about it.", null);
}
