import { z } from "zod";

import { fingerprint } from "../bookings/fingerprint.ts";
import type { Context, Staff } from "../context.ts";
import { FlightId } from "../ids.ts";
import { LastEventId } from "../last-event-id.ts";
import { rest } from "../rest.ts";
import { whileSignedIn } from "../sessions/while-signed-in.ts";
import { FlightCancellation, getFlightCancellation } from "./cancel-flight.ts";

/** Which flight, and for who comes back, the version that came last. */
export const WatchFlightCancellationInput = z.strictObject({
  flightId: FlightId,
  lastEventId: LastEventId,
});
export type WatchFlightCancellationInput = z.infer<typeof WatchFlightCancellationInput>;

/** How far a cancellation is now. */
export const FlightCancellationEvent = z.strictObject({
  version: z.string().describe("Opaque; whoever comes back with it is told nothing until something has changed"),
  cancellation: FlightCancellation,
});
export type FlightCancellationEvent = z.infer<typeof FlightCancellationEvent>;

/** It moves through three tables and a provider: looking again is cheaper than a notice from each. */
const restMs = 1_000;

/**
 * How far the cancellation of a flight is, and from then on each time that it has come further, within about a second. Ends with the signal;
 * UNAUTHENTICATED as soon as the session ends. NOT_FOUND for a flight that is not cancelled.
 */
export function watchFlightCancellation(
  ctx: Context<Staff>,
  input: WatchFlightCancellationInput,
  signal: AbortSignal,
): AsyncGenerator<FlightCancellationEvent, void, undefined> {
  return whileSignedIn(ctx, signal, (listening) => followCancellation(ctx, input, listening));
}

async function* followCancellation(
  ctx: Context<Staff>,
  { flightId, lastEventId }: WatchFlightCancellationInput,
  signal: AbortSignal,
): AsyncGenerator<FlightCancellationEvent, void, undefined> {
  let told = lastEventId ?? null;
  while (!signal.aborted) {
    const cancellation = await getFlightCancellation(ctx, { flightId });
    const version = fingerprint(cancellation);
    if (version !== told) yield { version, cancellation };
    told = version;
    await rest(restMs, signal);
  }
}
