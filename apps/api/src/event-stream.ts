import { isDomainError } from "@skyhold/core";
import { tracked } from "@trpc/server";
import type { TrackedEnvelope } from "@trpc/server";
import { z } from "zod";

import { causedByDatabase } from "./errors.ts";
import { asTrpc } from "./trpc.ts";

const schemasOfEvents = new WeakMap<z.ZodType, z.ZodType>();

/** The schema of the events that an output streams; undefined for any other output. */
export function eventSchemaOf(output: z.ZodType): z.ZodType | undefined {
  return schemasOfEvents.get(output);
}

/** The output of a subscription: events that name their version, under which a client that was cut off comes back. */
export function eventStream<Event extends { readonly version: string }>(
  schema: z.ZodType<Event>,
): z.ZodType<AsyncIterable<{ id: string; data: Event }>, AsyncIterable<Event>>;
// tRPC's own type for tracked events would bring a path of its insides into every client's types.
export function eventStream(schema: z.ZodType<{ readonly version: string }>): z.ZodType {
  const output = z
    .custom<AsyncIterable<unknown>>((value) => typeof value === "object" && value !== null && Symbol.asyncIterator in value)
    .transform((events) => toStream(events, schema));
  schemasOfEvents.set(output, schema);
  return output;
}

/**
 * What a watch tells, for as long as its caller listens. A watch that ends before its caller has gone ends with its process: that is
 * cut off, because an end with a farewell would tell the client not to come back, while other processes go on.
 */
export async function* whileListening<Event>(
  signal: AbortSignal | undefined,
  watch: (signal: AbortSignal) => AsyncIterable<Event>,
): AsyncGenerator<Event, void, undefined> {
  const listening = signal ?? new AbortController().signal;
  yield* watch(listening);
  // To a caller who has gone nobody would hear the failure, and one that nobody hears ends the process.
  if (!listening.aborted) throw new DOMException("The stream ends with its process", "AbortError");
}

async function* toStream(
  events: AsyncIterable<unknown>,
  schema: z.ZodType<{ readonly version: string }>,
): AsyncGenerator<TrackedEnvelope<unknown>, void, undefined> {
  try {
    for await (const event of events) {
      const checked = schema.parse(event);
      yield tracked(checked.version, checked);
    }
  } catch (error) {
    // Middleware has long returned when a stream fails.
    const known = isDomainError(error) ? error : causedByDatabase(error);
    throw known ? asTrpc(known) : error;
  }
}
