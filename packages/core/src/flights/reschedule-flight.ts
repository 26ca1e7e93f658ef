import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { invalidInput } from "../errors.ts";
import { FlightId } from "../ids.ts";
import { personText } from "../text.ts";
import { instantOf } from "../time.ts";
import { changeFlight, refuseUnlessStatus } from "./change-flight.ts";
import type { FlightAtHand } from "./change-flight.ts";
import type { FlightDetails } from "./get-flight.ts";

/** A wall time at an airport, to the minute. */
const WallTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/u, { error: "A local time at the airport, like 2026-12-01T09:30", abort: true })
  .refine(
    (text) => !Number.isNaN(instantOf(`${text}Z`).getTime()) && instantOf(`${text}Z`).toISOString().startsWith(text),
    "There is no such time",
  );

/** Which flight, and its new timetable. */
export const RescheduleFlightInput = z.strictObject({
  flightId: FlightId,
  departs: WallTime.describe("Local time at the origin, on the same local date: the date is part of the flight's name"),
  arrives: WallTime.describe("Local time at the destination"),
  reason: personText(200).describe("Told to passengers, and kept in the audit log"),
});
export type RescheduleFlightInput = z.infer<typeof RescheduleFlightInput>;

/**
 * Gives a flight another timetable on its day; what was expected of the old one is over. Everyone on it is told once, and whoever does
 * not accept it gets what the refund rules give for it. Sales close as long before departure as they did.
 */
export async function rescheduleFlight(ctx: Context<Staff>, input: RescheduleFlightInput): Promise<FlightDetails> {
  const { flightId, reason } = input;
  return changeFlight(ctx, {
    flightId,
    reason,
    action: "flights.reschedule",
    kind: () => "rescheduled",
    plan: (flight) => {
      refuseUnlessStatus(flight, ["scheduled", "delayed"], "be rescheduled");
      return timetableOf(flight, input);
    },
  });
}

function timetableOf(flight: FlightAtHand, input: RescheduleFlightInput) {
  const departs = instantIn("departs", input.departs, flight.originAirport.timeZone);
  const arrives = instantIn("arrives", input.arrives, flight.destinationAirport.timeZone);
  if (input.departs.slice(0, 10) !== flight.departureDate.toISOString().slice(0, 10))
    throw invalidInput("departs", "A flight keeps its date: cancel it, and create one on the other day");
  if (departs <= flight.now) throw invalidInput("departs", "The flight would have left by now");
  if (arrives <= departs) throw invalidInput("arrives", "The flight would arrive before it leaves; both are local times at their airports");
  if (departs.getTime() === flight.departsAt.getTime() && arrives.getTime() === flight.arrivesAt.getTime()) return null;
  const closes = flight.departsAt.getTime() - flight.salesCloseAt.getTime();
  return {
    status: "scheduled" as const,
    departsAt: departs,
    arrivesAt: arrives,
    departureMinute: minuteOf(input.departs),
    arrivalDate: instantOf(`${input.arrives.slice(0, 10)}T00:00:00Z`),
    arrivalMinute: minuteOf(input.arrives),
    salesCloseAt: instantOf(departs.getTime() - closes),
    estimatedDepartsAt: null,
    estimatedArrivesAt: null,
    estimateSource: null,
  };
}

/** In the hour that clocks repeat it is the first time. */
function instantIn(field: "departs" | "arrives", wall: string, timeZone: string): Date {
  const zoned = Temporal.PlainDateTime.from(wall).toZonedDateTime(timeZone, { disambiguation: "compatible" });
  if (!zoned.toPlainDateTime().equals(Temporal.PlainDateTime.from(wall)))
    throw invalidInput(
      field,
      `Clocks go forward then: there is no such time at the airport. The next one is ${zoned.toPlainTime().toString({ smallestUnit: "minute" })}`,
    );
  return instantOf(zoned.epochMilliseconds);
}

function minuteOf(wall: string): number {
  const time = Temporal.PlainDateTime.from(wall);
  return time.hour * 60 + time.minute;
}
