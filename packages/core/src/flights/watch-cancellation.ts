import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { FlightId } from "../ids.ts";
import { LastEventId } from "../last-event-id.ts";
import { rest } from "../rest.ts";
import { whileSignedIn } from "../sessions/while-signed-in.ts";
import { tellChanges, Version } from "../tell-changes.ts";
import { FlightCancellation, getFlightCancellation } from "./cancel-flight.ts";

/** Which flight, and for who comes back, the version that came last. */
export const WatchFlightCancellationInput = z.strictObject({ flightId: FlightId, lastEventId: LastEventId });
export type WatchFlightCancellationInput = z.infer<typeof WatchFlightCancellationInput>;

/** How far a cancellation is now. */
export const FlightCancellationEvent = z.strictObject({ version: Version, cancellation: FlightCancellation });
export type FlightCancellationEvent = z.infer<typeof FlightCancellationEvent>;

/** It moves through three tables and a provider: looking again is cheaper than a notice from each. */
const restMs = 1_000;

/**
 * How far the cancellation of a flight is, and from then on each time that it has come further, within about a second. Ends with the signal.
 * NOT_FOUND for a flight that is not cancelled; UNAUTHENTICATED as soon as the session ends.
 */
export function watchFlightCancellation(
  ctx: Context<Staff>,
  { flightId, lastEventId }: WatchFlightCancellationInput,
  signal: AbortSignal,
): AsyncGenerator<FlightCancellationEvent, void, undefined> {
  return whileSignedIn(ctx, signal, (listening) =>
    tellChanges(turnsUntil(listening), lastEventId, async () => ({ cancellation: await getFlightCancellation(ctx, { flightId }) })),
  );
}

async function* turnsUntil(signal: AbortSignal): AsyncGenerator<void, void, undefined> {
  while (!signal.aborted) {
    yield;
    await rest(restMs, signal);
  }
}
