import { DomainError, isDomainError } from "@skyhold/core";
import type { ErrorCode, ErrorDetails } from "@skyhold/core";
import { TRPCError } from "@trpc/server";
import type { FastifyReply, FastifyRequest } from "fastify";

import { causedByDatabase, toDomainError, toErrorData } from "../errors.ts";

/** A problem document of RFC 9457, with what a program needs to go on. */
export interface Problem {
  /** The page about the code. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** A sentence for a person, about this one case. */
  readonly detail: string;
  readonly code: ErrorCode;
  readonly details: ErrorDetails[ErrorCode];
  readonly retryable: boolean;
  readonly requestId: string;
}

/** The page about a code, where it is documented. */
export function errorPage(code: ErrorCode): string {
  return `/docs/errors/${code}`;
}

/** `SEAT_TAKEN` as words: `Seat taken`. */
export function titleOf(code: string): string {
  const words = code.toLowerCase().replaceAll("_", " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** The problem document of an error. */
export function toProblem(error: DomainError, requestId: string): Problem {
  const { code, details, status, retryable } = toErrorData(error, requestId);
  return { type: errorPage(code), title: titleOf(code), status, detail: error.message, code, details, retryable, requestId };
}

/** Seconds after which the same call may succeed, as a header; none where waiting alone does not help. */
export function retryAfter(error: unknown): Record<string, string> {
  const seconds =
    isDomainError(error) && error.details !== null && "retryAfterSeconds" in error.details ? error.details.retryAfterSeconds : null;
  return seconds === null ? {} : { "retry-after": String(seconds) };
}

/** Answers what went wrong outside tRPC: a problem document, and on tRPC's own paths the words that its clients read. */
export function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const known = toKnown(error, request);
  request.refusedFor = known.code;
  if (known.code === "INTERNAL") request.log.error({ err: error }, "request failed");
  const problem = toProblem(known, request.id);
  const challenge = problem.status === 401 ? { "www-authenticate": 'Bearer realm="skyhold"' } : {};
  void reply.code(problem.status).headers({ "cache-control": "no-store", ...retryAfter(known), ...challenge });
  if (request.url.startsWith("/trpc")) return reply.send({ message: known.message, ...toErrorData(known, request.id) });
  return reply.type("application/problem+json; charset=utf-8").send(JSON.stringify(problem));
}

/** Answers that nothing stands at a path. */
export function refuseUnknownPath(request: FastifyRequest, reply: FastifyReply) {
  const message = `There is nothing at ${request.method} ${request.url.split("?")[0] ?? ""}`;
  return refuse(new DomainError("NOT_FOUND", message, { what: "path" }), request, reply);
}

function toKnown(error: unknown, request: FastifyRequest): DomainError {
  if (isDomainError(error)) return error;
  if (error instanceof TRPCError) return toDomainError(error);
  return causedByDatabase(error) ?? fromFastify(error, request);
}

function fromFastify(error: unknown, request: FastifyRequest): DomainError {
  const status = error instanceof Error && "statusCode" in error ? Number(error.statusCode) : 500;
  if (status < 400 || status >= 500 || !(error instanceof Error))
    return new DomainError("INTERNAL", "Something went wrong on our side. Quote the request id when you ask about it.", null);
  if (status === 413) {
    const { bodyLimit } = request.routeOptions;
    return new DomainError("BODY_TOO_LARGE", `The body of a request is ${bodyLimit} bytes at most`, { limitBytes: bodyLimit });
  }
  if (status === 415)
    return new DomainError("MEDIA_TYPE_UNSUPPORTED", "Send the body as JSON, with `Content-Type: application/json`", null);
  return new DomainError("INVALID_INPUT", error.message, { fields: [] });
}
