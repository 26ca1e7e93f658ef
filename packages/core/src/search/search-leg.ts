import { findItineraries } from "@skyhold/db";

import type { Context } from "../context.ts";
import { invalidInput } from "../errors.ts";
import type { Reference } from "../reference/reference.ts";
import { toZonedTime } from "../time.ts";
import { candidatesOf } from "./candidate.ts";
import type { Candidate } from "./candidate.ts";
import { longestConnection, shortestConnection } from "./connection-times.ts";
import { endsOf, itinerariesOf } from "./itinerary.ts";
import type { Itinerary } from "./itinerary.ts";
import type { Leg, SearchFlightsInput } from "./search-input.ts";

/** The airports at both ends of a leg. */
export interface Route {
  readonly origins: readonly string[];
  readonly destinations: readonly string[];
}

/** Refuses a leg that starts or ends nowhere, goes nowhere, or lies in the past, naming the field. */
export function routeOf({ reference, now }: { reference: Reference; now: Date }, leg: Leg): Route {
  const origins = known(reference, leg, "origin");
  const destinations = known(reference, leg, "destination").filter((iata) => !origins.includes(iata));
  if (destinations.length === 0) throw invalidInput(leg.field("destination"), "The flight must go somewhere else than it starts");
  const today = origins.map((iata) => toZonedTime(now, reference.airports.get(iata)?.timeZone ?? "UTC").local.slice(0, 10));
  if (today.every((date) => leg.departureDate < date))
    throw invalidInput(leg.field("departureDate"), `This day is over at the airport of departure, where it is ${today[0] ?? ""}`);
  return { origins, destinations };
}

function known(reference: Reference, leg: Leg, field: "origin" | "destination"): readonly string[] {
  const found = reference.airportsOf(leg[field]);
  if (found.length === 0) throw invalidInput(leg.field(field), `There is no airport or metropolitan area ${leg[field]}`);
  return found;
}

/** What must have happened before a leg can begin. */
export type Follows = (flights: Itinerary) => boolean;

/** Everything on sale on a leg that passes the filters, in no order. */
export async function candidatesOn(
  ctx: Context,
  { reference, route, leg }: { reference: Reference; route: Route; leg: Leg },
  { input, follows }: { input: SearchFlightsInput; follows: Follows },
): Promise<Candidate[]> {
  const found = await findItineraries(ctx.db, {
    ...route,
    dates: [leg.departureDate, leg.departureDate],
    maxStops: stops(input.maxStops),
    connection: [shortestConnection, longestConnection],
  });
  return candidatesOf(reference, itinerariesOf(reference, found).filter(follows), input);
}

/** The schema allows no others; its type says only a number. */
export function stops(maxStops: number): 0 | 1 | 2 {
  return maxStops === 0 ? 0 : maxStops === 1 ? 1 : 2;
}

/** The earliest arrival of any of them: before it, nobody can go on. */
export function earliestArrival(candidates: readonly Candidate[]): number {
  return candidates.reduce((earliest, { flights }) => Math.min(earliest, endsOf(flights)[1].arrivesAt), Infinity);
}
