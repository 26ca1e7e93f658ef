import type { SkyholdRouter } from "@skyhold/api/contract";

import { isRecord } from "../answer.ts";
import type { ClientOptions } from "../options.ts";
import { deserialize, serialize, stringify } from "../wire.ts";
import { isRefusal } from "./refusal.ts";

/** A call as the mock server got it. */
export interface MockCall {
  /** The procedure's path, `bookings.hold`. */
  readonly procedure: string;
  readonly input: unknown;
  /** The session's token; null without one. */
  readonly token: string | null;
  /** Null for what changes nothing. */
  readonly idempotencyKey: string | null;
}

/** What the mock server does with each procedure, by noun and verb as in the client; typed like the server's own. */
export type Answers = AnswersTo<SkyholdRouter["_def"]["record"]>;

type AnswersTo<Routes> = {
  readonly [Name in keyof Routes]?: Routes[Name] extends { readonly _def: { readonly $types: infer Types } }
    ? Answer<Types>
    : AnswersTo<Routes[Name]>;
};

type Answer<Types> = Types extends { input: infer Input; output: infer Output }
  ? (
      input: Exclude<Input, void>,
      call: MockCall,
    ) => Output extends AsyncIterable<{ readonly data: infer Event }> ? Events<Event> : Promise<Output> | Output
  : never;

type Events<Event> = AsyncIterable<Event> | Iterable<Event>;

/** A stand-in for the server, for tests of your own code. */
export interface MockServer {
  /** For `createClient`: nothing goes over the network. */
  readonly fetch: NonNullable<ClientOptions["fetch"]>;
  /** Every request that has come, in order; a retry is a request of its own. */
  readonly calls: readonly MockCall[];
}

/**
 * A server in memory that gives the answers you write, typed by the server's own schemas, so that a test of your code stops compiling
 * when the API changes. Dates and all else travel as they do over HTTP. Throw a `refusal` to refuse; a procedure without an answer
 * fails with code UNKNOWN and says which. What a watch answers is sent event by event, and then the line is cut.
 *
 * @example
 * const server = mockServer({
 *   bookings: { hold: () => { throw refusal("CABIN_FULL", { flightId, cabin: "economy" }); } },
 * });
 * const skyhold = createClient({ url: "http://mock", fetch: server.fetch });
 */
export function mockServer(answers: Answers): MockServer {
  const calls: MockCall[] = [];
  return {
    calls,
    fetch: async (url, request) => {
      request.signal.throwIfAborted();
      const call = readCall(new URL(url), request);
      calls.push(call);
      const answer = answerTo(answers, call.procedure);
      if (!answer) return refuse({ ...notMocked, message: `mockServer has no answer for ${call.procedure}` });
      try {
        const result: unknown = await answer(call.input, call);
        return isStream(request) ? stream(result) : Response.json({ result: { data: serialize(result) } });
      } catch (error) {
        if (isRefusal(error)) return refuse(error);
        throw error;
      }
    },
  };
}

const notMocked = { code: "NOT_MOCKED", details: null, status: 501, retryable: false };

type Request = Parameters<NonNullable<ClientOptions["fetch"]>>[1];

function readCall(url: URL, { headers, body }: Request): MockCall {
  const sent: unknown = JSON.parse(body ?? url.searchParams.get("input") ?? "{}");
  return {
    procedure: url.pathname.split("/trpc/").at(-1) ?? "",
    // A call without input sends nothing.
    input: isRecord(sent) && "json" in sent ? deserialize(sent) : undefined,
    token: /^Bearer (?<token>.+)$/u.exec(headers["authorization"] ?? "")?.groups?.["token"] ?? null,
    idempotencyKey: headers["idempotency-key"] ?? null,
  };
}

function answerTo(answers: object, procedure: string): ((input: unknown, call: MockCall) => unknown) | null {
  let found: unknown = answers;
  for (const name of procedure.split(".")) found = isRecord(found) ? found[name] : undefined;
  return typeof found === "function" ? (input, call): unknown => Reflect.apply(found, undefined, [input, call]) : null;
}

function refuse({
  message,
  code,
  details,
  status,
  retryable,
}: {
  message: string;
  code: string;
  details: unknown;
  status: number;
  retryable: boolean;
}) {
  const data = { code, details, status, retryable, requestId: "mock" };
  return Response.json({ error: serialize({ message, code: -32_000, data }) }, { status });
}

function isStream({ headers }: Request): boolean {
  return headers["accept"] === "text/event-stream";
}

function stream(events: unknown): Response {
  const text = new TextEncoder();
  const all = isEvents(events) ? events : [];
  async function* lines() {
    yield text.encode("event: connected\ndata: {}\n\n");
    let id = 0;
    for await (const event of all) {
      id += 1;
      yield text.encode(`id: ${id}\ndata: ${stringify(event)}\n\n`);
    }
  }
  return new Response(toReadable(lines()), { headers: { "content-type": "text/event-stream" } });
}

function isEvents(value: unknown): value is Events<unknown> {
  return typeof value === "object" && value !== null && (Symbol.asyncIterator in value || Symbol.iterator in value);
}

/** `ReadableStream.from` is not in every browser. */
function toReadable(chunks: AsyncGenerator<Uint8Array, void, undefined>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => void (await chunks.return()),
  });
}
