import type { FlightOnSale } from "@skyhold/db";

import type { Reference } from "../reference/reference.ts";
import { longestConnection, minimumConnection } from "./connection-times.ts";

/** One way from an origin to a destination: one to three flights, each time long enough on the ground. */
export type Itinerary = readonly [FlightOnSale, ...FlightOnSale[]];

/** Whether a traveller can change from one flight to the other, and pay both in one currency. */
export function connects(reference: Reference, from: FlightOnSale, to: FlightOnSale): boolean {
  const wait = (to.departsAt - from.arrivesAt) / 60_000;
  if (from.destination !== to.origin || wait > longestConnection) return false;
  return wait >= minimumConnection(to.origin, [reach(reference, from), reach(reference, to)], to.departureDate) && sameCurrency(from, to);
}

/** A booking is in one currency. */
function sameCurrency(from: FlightOnSale, to: FlightOnSale): boolean {
  return currencyOf(from) === currencyOf(to);
}

/** The currency in which a flight is sold. */
export function currencyOf(flight: FlightOnSale): string | undefined {
  return flight.cabins[0]?.currency;
}

/** Whether a flight crosses a border. */
export function isInternational({ airports }: Reference, { origin, destination }: FlightOnSale): boolean {
  return airports.get(origin)?.country !== airports.get(destination)?.country;
}

function reach(reference: Reference, flight: FlightOnSale): "international" | "domestic" {
  return isInternational(reference, flight) ? "international" : "domestic";
}

/** The first flight, and the last one. */
export function endsOf(flights: Itinerary): readonly [first: FlightOnSale, last: FlightOnSale] {
  return [flights[0], flights.at(-1) ?? flights[0]];
}

/** From the first departure to the last arrival, in minutes, waiting included. */
export function totalMinutes(flights: Itinerary): number {
  const [first, last] = endsOf(flights);
  return Math.floor((last.arrivesAt - first.departsAt) / 60_000);
}

/** The ways whose every change is possible. */
export function itinerariesOf(
  reference: Reference,
  { paths, flights }: { readonly paths: readonly (readonly string[])[]; readonly flights: readonly FlightOnSale[] },
): Itinerary[] {
  const byId = new Map(flights.map((flight) => [flight.id, flight]));
  return paths.flatMap((path) => {
    const [first, ...others] = path.flatMap((id) => byId.get(id) ?? []);
    if (!first || others.length + 1 < path.length) return [];
    const way: Itinerary = [first, ...others];
    return others.every((flight, index) => connects(reference, way[index] ?? first, flight)) ? [way] : [];
  });
}
