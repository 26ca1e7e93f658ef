/** What something else than the API answered. */
export interface ForeignAnswer {
  readonly status: number;
  readonly contentType: string | null;
  /** The beginning of the body, for a look. */
  readonly excerpt: string;
  readonly retryAfter: string | null;
  readonly requestId: string | null;
}

/** Thrown inside the link when there is no answer of the API: `answer` is what came instead, null when nothing did. */
export class NoAnswerError extends Error {
  override readonly name = "NoAnswerError";
  readonly answer: ForeignAnswer | null;

  constructor(answer: ForeignAnswer | null, cause?: unknown) {
    super(answer === null ? "No answer came" : "Something that is not a Skyhold API answered", { cause });
    this.answer = answer;
  }
}

/** The part of an answer that the link reads, and two headers for its errors. */
export interface Answer {
  readonly ok: boolean;
  readonly retryAfter: string | null;
  readonly requestId: string | null;
  json(): Promise<unknown>;
}

/** Reads an answer to its end, so that one that is cut off counts as none, and one that is not the API's is told as such. */
export async function readAnswer(pending: () => Promise<Response>): Promise<Answer> {
  const { response, text } = await readText(pending);
  const { status, headers } = response;
  const common = { retryAfter: headers.get("retry-after"), requestId: headers.get("x-request-id") };
  const body = toEnvelope(parse(text));
  if (body === null) throw new NoAnswerError({ ...common, status, contentType: headers.get("content-type"), excerpt: text.slice(0, 200) });
  return { ...common, ok: response.ok, json: () => Promise.resolve(body) };
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

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Errors from in front of the procedures, like the rate limit's or those of other paths, are plain; in the envelope they look like all others. */
function toEnvelope(body: unknown): unknown {
  if (!isRecord(body)) return null;
  if (isRecord(body["result"]) || isRecord(body["error"])) return body;
  const { message = body["detail"], ...data } = body;
  if (typeof message !== "string" || typeof data["code"] !== "string" || typeof data["status"] !== "number") return null;
  return { error: { json: { message, code: -32_603, data } } };
}
