import type { FlightRow } from "@skyhold/db";
import { z } from "zod";

import { fingerprint } from "../bookings/fingerprint.ts";
import type { Context } from "../context.ts";
import { FlightId } from "../ids.ts";
import { LastEventId } from "../last-event-id.ts";
import { BookedFlight, toBookedFlight } from "./flight.ts";

/** Which flight, and for who comes back, the version that came last. */
export const WatchFlightInput = z.strictObject({
  flightId: FlightId,
  lastEventId: LastEventId,
});
export type WatchFlightInput = z.infer<typeof WatchFlightInput>;

/** How a flight stands now. Who takes events slowly gets what is true now, not each step. */
export const FlightEvents = z.strictObject({
  version: z.string().describe("Opaque; whoever comes back with it, to whichever process, is told nothing until something has changed"),
  flight: BookedFlight,
});
export type FlightEvents = z.infer<typeof FlightEvents>;

/**
 * A flight as it stands, and from then on each time that its status, its times, gate, terminal or aircraft have changed. Ends with the
 * signal, and when the process stops; come back then.
 */
export async function* watchFlight(
  ctx: Context,
  { flightId, lastEventId }: WatchFlightInput,
  signal: AbortSignal,
): AsyncGenerator<FlightEvents, void, undefined> {
  let told = lastEventId ?? null;
  for await (const row of ctx.flightNews.follow(flightId, signal)) {
    const version = versionOf(row);
    if (version !== told) yield { version, flight: toBookedFlight(row) };
    told = version;
  }
}

/** All of it that is shown. */
function versionOf(row: FlightRow): string {
  return fingerprint({ ...row, salesCloseAt: null });
}
