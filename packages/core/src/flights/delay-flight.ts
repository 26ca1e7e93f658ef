import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { invalidInput } from "../errors.ts";
import { FlightId } from "../ids.ts";
import { personText } from "../text.ts";
import { instantOf } from "../time.ts";
import { changeFlight, refuseUnlessStatus } from "./change-flight.ts";
import type { FlightDetails } from "./get-flight.ts";

/** Which flight, and by how much it is late. */
export const DelayFlightInput = z.strictObject({
  flightId: FlightId,
  minutes: z
    .int()
    .min(1)
    .max(3 * 24 * 60)
    .describe("How much later than by its timetable it leaves and arrives: 90 stays 90 when said twice"),
  reason: personText(200).describe("Told to passengers, and kept in the audit log"),
});
export type DelayFlightInput = z.infer<typeof DelayFlightInput>;

const minuteMs = 60_000;

/**
 * Says how late a flight is expected to be. Its estimates move, never its timetable, and no job moves them back; a flight that boards
 * goes on boarding. Everyone on it is told, once for each new estimate.
 */
export async function delayFlight(ctx: Context<Staff>, { flightId, minutes, reason }: DelayFlightInput): Promise<FlightDetails> {
  return changeFlight(ctx, {
    flightId,
    reason,
    action: "flights.delay",
    // Of the same estimate, made up by a simulation before, everyone has been told.
    kind: ({ departsAt, estimatedDepartsAt }) => (estimatedDepartsAt?.getTime() === later(departsAt, minutes).getTime() ? null : "delayed"),
    plan: (flight) => {
      refuseUnlessStatus(flight, ["scheduled", "delayed", "boarding"], "be delayed");
      const estimatedDepartsAt = later(flight.departsAt, minutes);
      const estimatedArrivesAt = later(flight.arrivesAt, minutes);
      if (estimatedDepartsAt <= flight.now)
        throw invalidInput("minutes", "The flight would have left by now: say when it leaves from now on");
      if (flight.estimateSource === "staff" && flight.estimatedDepartsAt?.getTime() === estimatedDepartsAt.getTime()) return null;
      const status = flight.status === "scheduled" ? "delayed" : flight.status;
      return { status, estimatedDepartsAt, estimatedArrivesAt, estimateSource: "staff" };
    },
  });
}

function later(at: Date, minutes: number): Date {
  return instantOf(at.getTime() + minutes * minuteMs);
}
