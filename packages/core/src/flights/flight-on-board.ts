import type { FlightOnBoardRow } from "@skyhold/db";
import { z } from "zod";

import { instantOf, toZonedTime, ZonedTime } from "../time.ts";
import { Cabin, Flight, toFlight } from "./flight.ts";

/** Where a flight is in its life. */
export const FlightStatus = z.enum(["scheduled", "delayed", "boarding", "in_air", "landed", "cancelled"]);

/** A flight as staff see it: how it stands, and how full it is at this moment. */
export const FlightOnBoard = Flight.extend({
  status: FlightStatus,
  gate: z.string().nullable(),
  expectedDeparture: ZonedTime.nullable().describe("Null while it is on time"),
  salesCloseAt: z.date(),
  cabins: z.array(
    z.strictObject({
      cabin: Cabin,
      capacity: z.int(),
      sold: z.int(),
      held: z.int().describe("By bookings that are not paid yet"),
      blocked: z.int().describe("Taken out of sale by staff"),
    }),
  ),
});
export type FlightOnBoard = z.infer<typeof FlightOnBoard>;

/** A stored flight as staff see it. */
export function toFlightOnBoard(row: FlightOnBoardRow): FlightOnBoard {
  const { status, gate, estimatedDepartsAt, salesCloseAt, cabins } = row;
  return {
    ...toFlight(row),
    status,
    gate,
    expectedDeparture: estimatedDepartsAt === null ? null : toZonedTime(instantOf(estimatedDepartsAt), row.origin.timeZone),
    salesCloseAt: instantOf(salesCloseAt),
    cabins: cabins.map((cabin) => ({ ...cabin })),
  };
}
