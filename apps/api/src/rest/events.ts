import { setTimeout } from "node:timers/promises";
import { Readable } from "node:stream";

import { isTrackedEnvelope, TRPCError } from "@trpc/server";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";

import { toDomainError } from "../errors.ts";
import { toProblem } from "./problem.ts";

const silenceMs = 25_000;
/** A client comes back after this time, so that a session that has ended is noticed. */
const longestMs = 600_000;

const Events = z.custom<AsyncIterable<unknown>>((value) => typeof value === "object" && value !== null && Symbol.asyncIterator in value);

/** Ends when the client has gone, or when a stream has lasted long enough. */
export function lifeOf(request: FastifyRequest): AbortSignal {
  const gone = new AbortController();
  request.raw.once("close", () => gone.abort());
  return AbortSignal.any([gone.signal, AbortSignal.timeout(longestMs)]);
}

/** Answers a subscription as server-sent events. What is refused at once is refused before the stream begins. */
export async function sendEvents(reply: FastifyReply, answer: unknown, life: AbortSignal): Promise<FastifyReply> {
  const events = Events.parse(answer)[Symbol.asyncIterator]();
  const first = await events.next();
  const text = Readable.from(frames({ events, first, life, requestId: reply.request.id }));
  // A connection that is kept after its stream has ended would keep a server that stops meanwhile.
  return reply.header("cache-control", "no-store").header("connection", "close").type("text/event-stream").send(text);
}

interface Stream {
  readonly events: AsyncIterator<unknown>;
  readonly first: IteratorResult<unknown>;
  readonly life: AbortSignal;
  readonly requestId: string;
}

async function* frames({ events, first, life, requestId }: Stream): AsyncGenerator<string, void, undefined> {
  let next = Promise.resolve(first);
  try {
    for (;;) {
      const result = await Promise.race([next, silence(life)]);
      if (result === null) yield ": still here\n\n";
      else if (result.done === true) return;
      else {
        yield toFrame(result.value);
        next = events.next();
      }
      if (life.aborted) return;
    }
  } catch (error) {
    // An ordinary end, of this process or of the client, says nothing: whoever is still there comes back.
    if (error instanceof TRPCError) yield `event: error\ndata: ${JSON.stringify(toProblem(toDomainError(error), requestId))}\n\n`;
  } finally {
    await events.return?.();
  }
}

async function silence(life: AbortSignal): Promise<null> {
  return setTimeout(silenceMs, null, { signal: life, ref: false });
}

function toFrame(event: unknown): string {
  if (!isTrackedEnvelope(event)) throw new Error("An event carries the version under which a stream goes on");
  const [id, data] = event;
  return `id: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
}
