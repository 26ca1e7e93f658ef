import { deserialize } from "./wire.ts";

/** What something else than the API answered. */
export interface ForeignAnswer {
  readonly status: number;
  readonly contentType: string | null;
  /** The beginning of the body, for a look. */
  readonly excerpt: string;
  /** How long it asked to wait, in milliseconds. */
  readonly retryAfterMs: number | null;
  readonly requestId: string | null;
}

/** Thrown inside when there is no answer of the API: `answer` is what came instead, null when nothing did. */
export class NoAnswerError extends Error {
  override readonly name = "NoAnswerError";
  readonly answer: ForeignAnswer | null;

  constructor(answer: ForeignAnswer | null, cause?: unknown) {
    super(answer === null ? "No answer came" : "Something that is not a Skyhold API answered", { cause });
    this.answer = answer;
  }
}

/** Headers of an answer that its error goes on with. */
interface Notes {
  readonly retryAfterMs: number | null;
  readonly requestId: string | null;
}

/** What the API tells of a refusal, in whatever version. */
export interface RefusalData {
  readonly code: string;
  readonly status: number;
  readonly details?: unknown;
  readonly retryable?: unknown;
  readonly requestId?: unknown;
}

/** Thrown inside when the API has refused. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly data: RefusalData;
  readonly notes: Notes;

  constructor(message: string, data: RefusalData, notes: Notes) {
    super(message);
    this.data = data;
    this.notes = notes;
  }
}

/** Reads an answer to its end: its result, as it crossed the wire. Throws RefusedError, or NoAnswerError for one that is cut off or not the API's. */
export async function readAnswer(pending: () => Promise<Response>): Promise<object> {
  const { response, text } = await readText(pending);
  const { status, headers } = response;
  const body = parseJson(text);
  if (isRecord(body) && isRecord(body["result"]) && isRecord(body["result"]["data"])) return body["result"]["data"];
  const notes = { retryAfterMs: waitIn(headers), requestId: headers.get("x-request-id") };
  const foreign = { ...notes, status, contentType: headers.get("content-type"), excerpt: text.slice(0, 200) };
  throw toRefusal(errorIn(body), notes) ?? new NoAnswerError(foreign);
}

/** The refusal that an error of the API tells; null when it is not the API's. */
export function toRefusal(error: unknown, notes: Notes = { retryAfterMs: null, requestId: null }): RefusedError | null {
  if (!isRecord(error) || typeof error["message"] !== "string") return null;
  return isRefusalData(error["data"]) ? new RefusedError(error["message"], error["data"], notes) : null;
}

/** Errors from in front of the procedures, like the rate limit's or those of other paths, are plain; all others are in an envelope. */
function errorIn(body: unknown): unknown {
  if (!isRecord(body)) return null;
  if (isRecord(body["error"])) return deserialize(body["error"]);
  const { message = body["detail"], ...data } = body;
  return { message, data };
}

function isRefusalData(data: unknown): data is RefusalData {
  return isRecord(data) && typeof data["code"] === "string" && typeof data["status"] === "number";
}

/**
 * `Retry-After` is a number of seconds or a date (RFC 9110, 10.2.3). A date is of the server's clock, and so is the `Date` of the answer; the
 * clock here may be an hour off.
 */
function waitIn(headers: Headers): number | null {
  const asked = headers.get("retry-after");
  if (asked === null) return null;
  const now = Date.parse(headers.get("date") ?? "");
  const waitMs = /^\d+$/u.test(asked) ? Number(asked) * 1_000 : Date.parse(asked) - (Number.isNaN(now) ? Date.now() : now);
  return Number.isNaN(waitMs) ? null : Math.max(0, waitMs);
}

/** Whether a value is an object whose keys may be looked at. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

async function readText(pending: () => Promise<Response>): Promise<{ response: Response; text: string }> {
  try {
    const response = await pending();
    return { response, text: await response.text() };
  } catch (cause) {
    throw new NoAnswerError(null, cause);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
