import { countFlightDays } from "@skyhold/db";
import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { FlightQuery, readFlightQuery } from "./list-flights.ts";

/** Which month, and of which flights. */
export const FlightCalendarInput = z.strictObject({
  month: z.string().regex(/^(?:19|20|21)\d{2}-(?:0[1-9]|1[0-2])$/u, "A month, like 2026-12"),
  query: FlightQuery.optional(),
});
export type FlightCalendarInput = z.infer<typeof FlightCalendarInput>;

/** A month, day by day. */
export const FlightCalendar = z.strictObject({
  days: z.array(
    z.strictObject({
      date: z.string().describe("Local date of departure"),
      flights: z.int(),
      delayed: z.int(),
      cancelled: z.int(),
      seats: z.int().describe("On its flights that are not cancelled"),
      sold: z.int().describe("How many of these are sold"),
    }),
  ),
});
export type FlightCalendar = z.infer<typeof FlightCalendar>;

/** How many flights leave on each day of a month and how full they are, by their local dates, every day of it. */
export async function readFlightCalendar(ctx: Context<Staff>, { month, query = "" }: FlightCalendarInput): Promise<FlightCalendar> {
  const first = Temporal.PlainDate.from(`${month}-01`);
  const dates = Array.from({ length: first.daysInMonth }, (_, index) => first.add({ days: index }).toString());
  const rows = await countFlightDays(ctx.db, [dates[0] ?? month, dates.at(-1) ?? month], readFlightQuery(query));
  const byDate = new Map(rows.map((row) => [row.date, row]));
  return { days: dates.map((date) => ({ date, flights: 0, delayed: 0, cancelled: 0, seats: 0, sold: 0, ...byDate.get(date) })) };
}
