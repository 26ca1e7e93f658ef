import { isRecord, NoAnswerError, readAnswer, toRefusal } from "./answer.ts";
import type { Access } from "./calls.ts";
import { report } from "./caller.ts";
import type { CallerSettings } from "./caller.ts";
import { isSkyholdError } from "./errors.ts";
import type { SkyholdError } from "./errors.ts";
import { parseEvents } from "./event-stream.ts";
import type { ServerSentEvent } from "./event-stream.ts";
import { toFailure } from "./failure.ts";
import { openLimits } from "./limits.ts";
import type { WatchOptions } from "./options.ts";
import { retryDelay } from "./retry.ts";
import { parse, stringify } from "./wire.ts";

/** Watches a procedure's events, over all the connections that this takes. */
export type Subscribe = <Event>(procedure: string, input: object, options?: WatchOptions) => AsyncIterable<Event>;

interface Watch {
  readonly access: Access;
  readonly settings: CallerSettings;
  readonly procedure: string;
  readonly input: object;
  readonly signal: AbortSignal | undefined;
  /** The last event's id: the next connection goes on after it. */
  lastEventId: string | null;
  /** Connections that have failed in a row. */
  failures: number;
  /** Whether anything has ever come: from then on no network failure is the last one. */
  begun: boolean;
}

/** Builds the subscriber of a client. It reads the stream of a `fetch`, because an `EventSource` sends no token. */
export function createSubscriber(access: Access, settings: CallerSettings): Subscribe {
  return (procedure, input, options) => ({
    [Symbol.asyncIterator]: () =>
      watch({ access, settings, procedure, input, signal: options?.signal, lastEventId: null, failures: 0, begun: false }),
  });
}

async function* watch<Event>(watching: Watch): AsyncGenerator<Event, void, undefined> {
  const { signal, settings, procedure } = watching;
  for (;;) {
    if (signal?.aborted === true) return;
    const began = performance.now();
    const attempt = watching.failures + 1;
    // So it stays when the loop over this is left, or the signal is aborted.
    let ending: Ending = { error: null, retryInMs: null };
    try {
      yield* connect<Event>(watching);
      ending = judge(watching, new NoAnswerError(null));
    } catch (thrown) {
      if (!isSkyholdError(thrown, "ABORTED")) ending = judge(watching, thrown);
    } finally {
      report(settings, { procedure, attempt, durationMs: performance.now() - began, ...ending });
    }
    if (ending.error === null) return;
    if (ending.retryInMs === null) throw ending.error;
    await pause(watching, ending.retryInMs);
  }
}

interface Ending {
  readonly error: SkyholdError | null;
  readonly retryInMs: number | null;
}

function judge(watching: Watch, thrown: unknown): Ending {
  const { retry, docsOf } = watching.settings;
  watching.failures += 1;
  // Silence is a broken line, whatever the connection believes.
  const failure = toFailure(isSkyholdError(thrown, "TIMEOUT") ? new NoAnswerError(null, thrown) : thrown, docsOf);
  const attempts = watching.begun ? Infinity : retry.attempts;
  const delay = retryDelay(failure, watching.failures, { ...retry, attempts, harmlessTwice: true });
  // A fault of the server that has served so far passes, such as a restart of its database.
  const patience = watching.begun && (failure.error.status ?? 0) >= 500 ? retry.maxDelayMs * (0.5 + Math.random() / 2) : null;
  return { error: failure.error, retryInMs: delay ?? patience };
}

/** The events of one connection, to its end. */
async function* connect<Event>(watching: Watch): AsyncGenerator<Event, void, undefined> {
  const controller = new AbortController();
  let { timeoutMs: silenceMs } = watching.settings;
  let text = "";
  try {
    const stream = await within(watching, silenceMs, open(watching, controller.signal));
    const [reader, decoder] = [stream.getReader(), new TextDecoder()];
    for (;;) {
      const { done, value } = await within(watching, silenceMs, reader.read().catch(noAnswer));
      if (done) return;
      const { events, rest } = parseEvents(text + decoder.decode(value, { stream: true }));
      text = rest;
      for (const event of events) {
        if (event.event === "connected") silenceMs = readable(event.data, () => silenceIn(event)) ?? silenceMs;
        else if (event.event === "serialized-error") throw toRefusal(readable(event.data, () => parse(event.data))) ?? foreign(event.data);
        else watching.failures = 0;
        if (event.event === "ping" || event.event === "message") watching.begun = true;
        if (event.event !== "message") continue;
        watching.lastEventId = event.id;
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the contract says of an event; a check here would refuse what newer servers add
        yield readable(event.data, () => parse(event.data) as Event);
      }
    }
  } finally {
    controller.abort();
  }
}

async function open({ access, procedure, input, lastEventId }: Watch, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const token = access.session.token();
  const encoded = encodeURIComponent(stringify(lastEventId === null ? input : { ...input, lastEventId }));
  const headers = { accept: "text/event-stream", ...(token === null ? {} : { authorization: `Bearer ${token}` }) };
  const url = `${access.baseUrl}/trpc/${procedure}?input=${encoded}`;
  const response = await (access.fetch ?? fetch)(url, { method: "GET", headers, signal }).catch(noAnswer);
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream") === true;
  if (isStream && response.body !== null) return response.body;
  throw foreign(JSON.stringify(await readAnswer(() => Promise.resolve(response))));
}

function noAnswer(cause: unknown): never {
  throw new NoAnswerError(null, cause);
}

function readable<Value>(data: string, read: () => Value): Value {
  try {
    return read();
  } catch {
    throw foreign(data);
  }
}

/** What came is no event of the API. */
function foreign(data: string): NoAnswerError {
  const nothing = { retryAfterMs: null, requestId: null };
  return new NoAnswerError({ status: 200, contentType: "text/event-stream", excerpt: data.slice(0, 200), ...nothing });
}

/** After how long a silence the server's pings must have been lost. */
function silenceIn({ data }: ServerSentEvent): number | null {
  const options: unknown = JSON.parse(data);
  const silence = isRecord(options) ? options["reconnectAfterInactivityMs"] : null;
  return typeof silence === "number" ? silence : null;
}

/** The work's outcome, unless it takes too long or the watch is ended. */
async function within<Value>({ settings, signal }: Watch, timeoutMs: number, work: Promise<Value>): Promise<Value> {
  const limits = openLimits({ timeoutMs, signal, docsOf: settings.docsOf });
  try {
    return await limits.within(work);
  } finally {
    limits.close();
  }
}

async function pause({ settings, signal }: Watch, ms: number): Promise<void> {
  const limits = openLimits({ timeoutMs: Infinity, signal, docsOf: settings.docsOf });
  await limits.pause(ms).catch(() => undefined);
  limits.close();
}
