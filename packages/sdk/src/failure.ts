import { isRecord, NoAnswerError, RefusedError } from "./answer.ts";
import type { ForeignAnswer } from "./answer.ts";
import { invalidInput, isSkyholdError, SkyholdError } from "./errors.ts";
import type { ErrorCode } from "./errors.ts";
import { isServerError } from "./server-error.ts";

/** A failed request: its error, and how long the server asked to wait, in milliseconds. */
export interface Failure {
  readonly error: SkyholdError;
  readonly retryAfterMs: number | null;
}

type DocsOf = (code: string) => string;

/** Puts whatever a request failed with into the one form of error. */
export function toFailure(thrown: unknown, docsOf: DocsOf): Failure {
  if (isSkyholdError(thrown)) return { error: thrown, retryAfterMs: null };
  if (thrown instanceof RefusedError) return serverFailure(thrown, docsOf);
  if (thrown instanceof NoAnswerError)
    return thrown.answer === null ? networkFailure(thrown.cause, docsOf) : foreignFailure(thrown.answer, docsOf);
  // Nothing but the input can have stopped the request before it was sent: it could not be written down.
  return { error: invalidInput("input", thrown instanceof Error ? thrown.message : String(thrown)), retryAfterMs: null };
}

function serverFailure({ message, data, notes }: RefusedError, docsOf: DocsOf): Failure {
  const { code: serverCode, details = null, status } = data;
  const told = { code: serverCode, details };
  const known = isServerError(told) ? told : { code: "UNKNOWN" as const, details: { serverCode, details } };
  const error = new SkyholdError<ErrorCode>(known.code, message, {
    details: known.details,
    status,
    retryable: data.retryable === true,
    requestId: text(data.requestId) ?? text(notes.requestId),
    // A newer server has a page about its own codes.
    docs: docsOf(serverCode),
  });
  const seconds = isRecord(details) ? details["retryAfterSeconds"] : undefined;
  return { error, retryAfterMs: notes.retryAfterMs ?? (typeof seconds === "number" ? seconds * 1_000 : null) };
}

/** Answers of gateways that say the server is busy, restarting or out of reach for the moment. */
const passing = new Set([429, 502, 503, 504]);

function foreignFailure({ status, contentType, excerpt, retryAfterMs, requestId }: ForeignAnswer, docsOf: DocsOf): Failure {
  const what = `The answer (status ${status}, ${contentType ?? "no content type"}) is not from a Skyhold API.`;
  const error = new SkyholdError("BAD_RESPONSE", `${what} Check the address and what stands in front of the server.`, {
    details: { contentType, excerpt },
    status,
    retryable: passing.has(status),
    requestId,
    docs: docsOf("BAD_RESPONSE"),
  });
  return { error, retryAfterMs };
}

/** Failures of the system before a connection stood, so that nothing was sent. */
const neverSent = new Set<unknown>(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"]);

function networkFailure(cause: unknown, docsOf: DocsOf): Failure {
  const reason = cause instanceof Error && isRecord(cause.cause) ? cause.cause["code"] : undefined;
  const outcomeUnknown = !neverSent.has(reason);
  const message = outcomeUnknown
    ? "The connection failed before the server's answer was here; whether it acted is unknown"
    : "The server cannot be reached; nothing was sent. Check the address, and whether it runs";
  const facts = { details: { outcomeUnknown }, status: null, retryable: true, requestId: null, docs: docsOf("NETWORK"), cause };
  return { error: new SkyholdError("NETWORK", message, facts), retryAfterMs: null };
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
