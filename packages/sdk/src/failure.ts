import { TRPCClientError } from "@trpc/client";

import { isRecord, NoAnswerError } from "./answer.ts";
import type { ForeignAnswer } from "./answer.ts";
import { invalidInput, SkyholdError } from "./errors.ts";
import type { ErrorCode } from "./errors.ts";
import { isServerError } from "./server-error.ts";

/** A failed request: its error, and how long the server asked to wait, in milliseconds. */
export interface Failure {
  readonly error: SkyholdError;
  readonly retryAfterMs: number | null;
}

type DocsOf = (code: ErrorCode) => string;

/** Puts whatever a request failed with into the one form of error. */
export function toFailure(thrown: unknown, docsOf: DocsOf): Failure {
  const { data, cause, answer, message } = look(thrown);
  if (isServerData(data)) return serverFailure({ message, data, answer }, docsOf);
  if (cause instanceof NoAnswerError) {
    return cause.answer === null ? networkFailure(cause.cause, docsOf) : foreignFailure(cause.answer, docsOf);
  }
  // Without an answer nothing but the input can have stopped the request, which could not be written down.
  if (answer === null) return { error: invalidInput("input", message), retryAfterMs: null };
  return foreignFailure(
    { status: 200, contentType: null, excerpt: message, retryAfter: null, requestId: text(answer["requestId"]) },
    docsOf,
  );
}

interface Look {
  readonly message: string;
  readonly data: unknown;
  readonly cause: unknown;
  readonly answer: Readonly<Record<string, unknown>> | null;
}

function look(thrown: unknown): Look {
  if (!(thrown instanceof TRPCClientError)) return { message: String(thrown), data: null, cause: thrown, answer: null };
  const data: unknown = thrown.data;
  const answer = thrown.meta?.["response"];
  return { message: thrown.message, data, cause: thrown.cause, answer: isRecord(answer) ? answer : null };
}

interface ServerData {
  readonly code: string;
  readonly status: number;
  readonly details?: unknown;
  readonly retryable?: unknown;
  readonly requestId?: unknown;
}

function isServerData(data: unknown): data is ServerData {
  return isRecord(data) && typeof data["code"] === "string" && typeof data["status"] === "number";
}

interface Refusal {
  readonly message: string;
  readonly data: ServerData;
  readonly answer: Readonly<Record<string, unknown>> | null;
}

function serverFailure({ message, data, answer }: Refusal, docsOf: DocsOf): Failure {
  const { code: serverCode, details = null, status } = data;
  const told = { code: serverCode, details };
  const known = isServerError(told) ? told : { code: "UNKNOWN" as const, details: { serverCode, details } };
  const error = new SkyholdError<ErrorCode>(known.code, message, {
    details: known.details,
    status,
    retryable: data.retryable === true,
    requestId: text(data.requestId) ?? text(answer?.["requestId"]),
    docs: docsOf(known.code),
  });
  const seconds = isRecord(details) ? details["retryAfterSeconds"] : undefined;
  return { error, retryAfterMs: toWaitMs(text(answer?.["retryAfter"])) ?? (typeof seconds === "number" ? seconds * 1_000 : null) };
}

/** Answers of gateways that say the server is busy, restarting or out of reach for the moment. */
const passing = new Set([429, 502, 503, 504]);

function foreignFailure({ status, contentType, excerpt, retryAfter, requestId }: ForeignAnswer, docsOf: DocsOf): Failure {
  const what = `The answer (status ${status}, ${contentType ?? "no content type"}) is not from a Skyhold API.`;
  const error = new SkyholdError("BAD_RESPONSE", `${what} Check the address and what stands in front of the server.`, {
    details: { contentType, excerpt },
    status,
    retryable: passing.has(status),
    requestId,
    docs: docsOf("BAD_RESPONSE"),
  });
  return { error, retryAfterMs: toWaitMs(retryAfter) };
}

/** Failures of the system before a connection stood, so that nothing was sent. */
const neverSent = new Set<unknown>(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"]);

function networkFailure(cause: unknown, docsOf: DocsOf): Failure {
  const reason = cause instanceof Error && isRecord(cause.cause) ? cause.cause["code"] : undefined;
  const outcomeUnknown = !neverSent.has(reason);
  const message = outcomeUnknown
    ? "The connection failed before the server's answer was here; whether it acted is unknown"
    : "The server cannot be reached; nothing was sent";
  const facts = { details: { outcomeUnknown }, status: null, retryable: true, requestId: null, docs: docsOf("NETWORK"), cause };
  return { error: new SkyholdError("NETWORK", message, facts), retryAfterMs: null };
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** `Retry-After` is a number of seconds or a date (RFC 9110, 10.2.3). */
function toWaitMs(header: string | null): number | null {
  if (header === null) return null;
  const waitMs = /^\d+$/u.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now();
  return Number.isNaN(waitMs) ? null : Math.max(0, waitMs);
}
