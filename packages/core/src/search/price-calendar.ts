import { findItineraries } from "@skyhold/db";
import { z } from "zod";

import type { Context } from "../context.ts";
import { comparableAmount } from "../fares/reference-rates.ts";
import { Money } from "../money.ts";
import { candidatesOf } from "./candidate.ts";
import type { Candidate } from "./candidate.ts";
import { longestConnection, shortestConnection } from "./connection-times.ts";
import { itinerariesOf } from "./itinerary.ts";
import { legsOf, SearchFlightsInput } from "./search-input.ts";
import { refusePast, refuseUnknown, routeOf, stops } from "./search-leg.ts";

/** One way, a day, and how many days around it to look at. */
export const PriceCalendarInput = SearchFlightsInput.pick({
  origin: true,
  destination: true,
  passengers: true,
  cabin: true,
  airlines: true,
  brands: true,
}).extend({
  departureDate: SearchFlightsInput.shape.departureDate.describe("The middle of the calendar, a local date at the airport of departure"),
  days: z.int().min(0).max(15).default(15).describe("So many days before it, and after it"),
  maxStops: z.int().min(0).max(1).default(0).describe("How many changes of aircraft there may be; direct flights when left out"),
});
export type PriceCalendarInput = z.infer<typeof PriceCalendarInput>;

/** Every day, the earliest first. */
export const PriceCalendarOutput = z.strictObject({
  days: z.array(
    z.strictObject({
      date: z.string().describe("Local date at the airport of departure, `2026-12-01`"),
      cheapest: Money.nullable().describe("The least that the whole party pays at this moment; null where nothing is on sale"),
      offers: z.int().describe("How many offers there are on that day"),
    }),
  ),
});
export type PriceCalendarOutput = z.infer<typeof PriceCalendarOutput>;

/** The cheapest offer of each day around a date: what `flights.search` with the same input finds first on that day. */
export async function priceCalendar(ctx: Context, input: PriceCalendarInput): Promise<PriceCalendarOutput> {
  const { days, ...asked } = input;
  const search = SearchFlightsInput.parse(asked);
  const [leg] = legsOf(search);
  const middle = Temporal.PlainDate.from(input.departureDate);
  const dates = Array.from({ length: 2 * days + 1 }, (_, index) => middle.add({ days: index - days }).toString());
  const { found, ...moment } = await ctx.reference.during(async (reference) => {
    refuseUnknown(reference, input);
    const route = routeOf(reference, leg);
    const ways = await findItineraries(ctx.db, {
      ...route,
      dates: [dates[0] ?? input.departureDate, dates.at(-1) ?? input.departureDate],
      maxStops: stops(input.maxStops),
      connection: [shortestConnection, longestConnection],
    });
    return { route, ...ways };
  });
  refusePast(moment, { leg, route: found.route });
  const candidates = candidatesOf(moment.reference, itinerariesOf(moment.reference, found), search);
  const byDate = Map.groupBy(candidates, ({ flights }) => flights[0].departureDate);
  return { days: dates.map((date) => ({ date, ...summaryOf(byDate.get(date) ?? []) })) };
}

function summaryOf(candidates: readonly Candidate[]): { cheapest: Money | null; offers: number } {
  const cheapest = candidates.reduce<Money | null>(
    (best, { total }) => (best === null || comparableAmount(total) < comparableAmount(best) ? total : best),
    null,
  );
  return { cheapest, offers: candidates.length };
}
