import { randomUUID } from "node:crypto";

import { DomainError, endWatches } from "@skyhold/core";
import cors from "@fastify/cors";
import rateLimit from "@fastify/rate-limit";
import { fastifyTRPCPlugin } from "@trpc/server/adapters/fastify";
import type { FastifyTRPCPluginOptions } from "@trpc/server/adapters/fastify";
import { fastify, LogController } from "fastify";
import { z } from "zod";
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

import { networkOf } from "./adapters/network-hash.ts";
import { adminFolder, adminPages } from "./admin-pages.ts";
import { createContextOfCall } from "./call-context.ts";
import type { ContextOfCall } from "./call-context.ts";
import type { Dependencies } from "./dependencies.ts";
import type { Env } from "./env.ts";
import { toDomainError } from "./errors.ts";
import { noteWhatCallsAreAbout } from "./observe/booking-of-call.ts";
import { countRequests } from "./observe/count-requests.ts";
import type { Metrics } from "./observe/metrics.ts";
import { shedLoad } from "./observe/shed-load.ts";
import { traceRequests } from "./observe/trace-requests.ts";
import { appRouter } from "./router.ts";
import { stripeWebhook } from "./webhooks/stripe.ts";
import { docsPages } from "./rest/docs-pages.ts";
import { flightStatus } from "./rest/flight-status.ts";
import { health } from "./rest/health.ts";
import { refuse, refuseUnknownPath, retryAfter } from "./rest/problem.ts";
import { restApi } from "./rest/rest-api.ts";
import { refuseUnreadable } from "./rest/unreadable-request.ts";
import { securityHeaders } from "./security-headers.ts";

/** What the server is built from; without metrics, nobody counts. */
interface WatchedDependencies extends Dependencies {
  readonly metrics?: Metrics | null;
}

/** Builds the HTTP server with all its routes; it does not listen yet. */
export async function buildServer(env: Env, log: FastifyBaseLogger, dependencies: WatchedDependencies): Promise<FastifyInstance> {
  const server = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestId,
    trustProxy: (_address, hop) => hop < env.TRUSTED_PROXY_HOPS,
    bodyLimit: 65_536,
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 2_000 },
    clientErrorHandler: refuseUnreadable,
    frameworkErrors: (error, request, reply) => void refuse(error, request, reply),
  });
  addHooks(server, env, dependencies);
  server.setErrorHandler(refuse);
  server.setNotFoundHandler(refuseUnknownPath);
  securityHeaders(server);
  await server.register(cors, {
    origin: env.CORS_ORIGINS,
    credentials: true,
    methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
    exposedHeaders: [
      "x-request-id",
      "date",
      "retry-after",
      "idempotency-replayed",
      "ratelimit-limit",
      "ratelimit-remaining",
      "ratelimit-reset",
    ],
  });
  if (env.RATE_LIMIT_PER_MINUTE > 0) await limitRate(server, env.RATE_LIMIT_PER_MINUTE);
  await openRoutes(server, { env, log, dependencies });
  return server;
}

/** What happens around every request. */
function addHooks(server: FastifyInstance, env: Env, dependencies: WatchedDependencies): void {
  noteWhatCallsAreAbout(server);
  // Open streams would keep a closing server waiting for ever.
  server.addHook("preClose", () => endWatches(dependencies.app));
  server.addHook("onSend", async (request, reply) => {
    reply.header("x-request-id", request.id);
    // Otherwise a connection that is busy when the server closes stays open after its answer, and keeps the process.
    if (dependencies.readiness.isDraining()) reply.header("connection", "close");
  });
  server.addHook("onResponse", logRequest);
  if (dependencies.tracing) traceRequests(server, dependencies.tracing);
  if (dependencies.metrics) countRequests(server, dependencies.metrics);
  shedLoad(server, { waiting: () => dependencies.db.pool.waitingCount, limit: env.DATABASE_WAITING_LIMIT });
}

interface Surroundings {
  readonly env: Env;
  readonly log: FastifyBaseLogger;
  readonly dependencies: Dependencies;
}

async function openRoutes(server: FastifyInstance, { env, log, dependencies }: Surroundings): Promise<void> {
  const contextOf = createContextOfCall(env, dependencies);
  await server.register(fastifyTRPCPlugin, trpcOptions(log, contextOf));
  await server.register((scope) => restApi(scope, contextOf));
  await server.register((scope) => docsPages(scope));
  await server.register((scope) =>
    stripeWebhook(scope, { context: dependencies.app, stripe: dependencies.stripe, secrets: env.STRIPE_WEBHOOK_SECRETS }),
  );
  await server.register((scope) => flightStatus(scope, contextOf));
  await server.register((scope) => adminPages(scope, adminFolder), { prefix: "/admin" });
  await server.register((scope) => health(scope, dependencies.readiness));
}

/** One line for each request, when it is done; without its query, which may hold personal data. */
async function logRequest(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { method, url } = request;
  const bookingId = request.bookingId ?? undefined;
  request.log.info({ method, path: url.split("?")[0], bookingId, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, "request");
}

function requestId(request: { headers: Record<string, unknown> }): string {
  const given = request.headers["x-request-id"];
  return typeof given === "string" && /^[\w.-]{8,64}$/u.test(given) ? given : randomUUID();
}

function trpcOptions(log: FastifyBaseLogger, contextOf: ContextOfCall): FastifyTRPCPluginOptions<typeof appRouter> & { prefix: string } {
  return {
    prefix: "/trpc",
    trpcOptions: {
      router: appRouter,
      // A batch would be one call to the rate limit, and its mutations would share one idempotency key.
      allowBatching: false,
      createContext: ({ req, res }) => contextOf(req, res),
      responseMeta: ({ errors }) => ({ headers: retryAfter(errors[0]?.cause) }),
      onError: ({ error, path, ctx, req }) => {
        req.refusedFor = toDomainError(error).code;
        if (error.code === "INTERNAL_SERVER_ERROR")
          log.error({ err: error.cause ?? error, path, requestId: ctx?.requestId }, "procedure failed");
      },
    },
  };
}

async function limitRate(server: FastifyInstance, perMinute: number): Promise<void> {
  await server.register(rateLimit, {
    timeWindow: "1 minute",
    // `ratelimit-limit`, `-remaining` and `-reset`, as the IETF's draft names them.
    enableDraftSpec: true,
    max: (request) => (opensSession(request) ? Math.max(1, Math.floor(perMinute / 20)) : perMinute),
    keyGenerator: (request) => `${opensSession(request) ? "auth" : "all"} ${networkOf(request.ip)}`,
    errorResponseBuilder: (_request, { ttl }) =>
      new DomainError("RATE_LIMITED", "Too many calls from your address; wait a moment", { retryAfterSeconds: Math.ceil(ttl / 1000) }),
  });
}

const guessable = new Set([
  "auth.login",
  "auth.loginWithCookie",
  "auth.register",
  "auth.confirmRegistration",
  "bookings.find",
  "auth.verifyEmail",
  "auth.requestPasswordReset",
  "auth.resetPassword",
]);

const procedureParams = z.object({ path: z.string() }).catch({ path: "" });

/** Passwords are guessed here, on tRPC or REST. The path is judged as the router reads it, decoded. */
function opensSession(request: FastifyRequest): boolean {
  return guessable.has(request.routeOptions.config.procedure ?? procedureParams.parse(request.params).path);
}
