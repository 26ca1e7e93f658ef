import { comparableAmount } from "../fares/reference-rates.ts";
import { passengersOf } from "../fares/party.ts";
import type { Party } from "../fares/party.ts";
import type { Candidate } from "./candidate.ts";
import type { SearchFlightsInput } from "./search-input.ts";

/** Where an offer stands in a list: what is asked for first, then the earlier departure, the shorter way, and its key. No two share one. */
export type Place = readonly [main: number, departsAt: number, minutes: number, key: string];

const perTravellerHour = 20;
const perTravellerStop = 30;

/** The place of a candidate in the order that was asked for. */
export function placeOf(candidate: Candidate, sort: SearchFlightsInput["sort"], party: Party): Place {
  const { departsAt, minutes, key } = candidate;
  return [mainOf(candidate, sort, party), departsAt, minutes, key];
}

function mainOf({ total, minutes, flights, departsAt }: Candidate, sort: SearchFlightsInput["sort"], party: Party): number {
  switch (sort) {
    case "price":
      return comparableAmount(total);
    case "duration":
      return minutes;
    case "departure":
      return departsAt;
    case "best":
      return (
        comparableAmount(total) + passengersOf(party).length * ((minutes / 60) * perTravellerHour + (flights.length - 1) * perTravellerStop)
      );
  }
}

/** Negative where the first stands before the second. */
export function comparePlaces(a: Place, b: Place): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || (a[3] === b[3] ? 0 : a[3] < b[3] ? -1 : 1);
}
