import { findItineraries } from "@skyhold/db";
import type { Itineraries } from "@skyhold/db";

import type { Context } from "../context.ts";
import { invalidInput } from "../errors.ts";
import type { Reference } from "../reference/reference.ts";
import { toZonedTime } from "../time.ts";
import type { Candidate } from "./candidate.ts";
import { longestConnection, shortestConnection } from "./connection-times.ts";
import { endsOf } from "./itinerary.ts";
import type { Itinerary } from "./itinerary.ts";
import type { Leg, SearchFlightsInput } from "./search-input.ts";

/** The airports at both ends of a leg. */
export interface Route {
  readonly origins: readonly string[];
  readonly destinations: readonly string[];
}

/** Refuses a leg that starts or ends nowhere, or goes nowhere, naming the field. */
export function routeOf(reference: Reference, leg: Leg): Route {
  const origins = known(reference, leg, "origin");
  const destinations = known(reference, leg, "destination").filter((iata) => !origins.includes(iata));
  if (destinations.length === 0) throw invalidInput(leg.field("destination"), "The flight must go somewhere else than it starts");
  return { origins, destinations };
}

/** Refuses a filter by an airline or a brand that does not exist, naming the field: it would find nothing and say nothing. */
export function refuseUnknown(
  { airlines: flying, brands: sold }: Reference,
  { airlines = [], brands = [] }: Pick<SearchFlightsInput, "airlines" | "brands">,
): void {
  for (const [index, iata] of airlines.entries())
    if (!flying.has(iata)) throw invalidInput(`airlines[${index}]`, `There is no airline ${iata}`);
  for (const [index, brand] of brands.entries())
    if (sold.every(({ code }) => code !== brand))
      throw invalidInput(`brands[${index}]`, "There is no such fare brand; take the code from an offer");
}

/** Refuses a leg on a day that is over at every airport from which it could depart. */
export function refusePast({ reference, now }: { reference: Reference; now: Date }, { leg, route }: RoutedLeg): void {
  const today = route.origins.map((iata) => toZonedTime(now, reference.airports.get(iata)?.timeZone ?? "UTC").local.slice(0, 10));
  if (today.every((date) => leg.departureDate < date))
    throw invalidInput(leg.field("departureDate"), `This day is over at the airport of departure, where it is ${today[0] ?? ""}`);
}

function known(reference: Reference, leg: Leg, field: "origin" | "destination"): readonly string[] {
  const found = reference.airportsOf(leg[field]);
  if (found.length === 0) throw invalidInput(leg.field(field), `There is no airport or metropolitan area ${leg[field]}`);
  return found;
}

/** A leg with the airports at its ends. */
export interface RoutedLeg {
  readonly leg: Leg;
  readonly route: Route;
}

/** What must have happened before a leg can begin. */
export type Follows = (flights: Itinerary) => boolean;

/** The ways of a leg, whatever they cost. */
export function waysOn(ctx: Context, { leg, route }: RoutedLeg, maxStops: number): Promise<Itineraries> {
  return findItineraries(ctx.db, {
    ...route,
    dates: [leg.departureDate, leg.departureDate],
    maxStops: stops(maxStops),
    connection: [shortestConnection, longestConnection],
  });
}

/** The schema allows no others; its type says only a number. */
export function stops(maxStops: number): 0 | 1 | 2 {
  return maxStops === 0 ? 0 : maxStops === 1 ? 1 : 2;
}

/** The earliest arrival of any of them: before it, nobody can go on. */
export function earliestArrival(candidates: readonly Candidate[]): number {
  return candidates.reduce((earliest, { flights }) => Math.min(earliest, endsOf(flights)[1].arrivesAt), Infinity);
}
