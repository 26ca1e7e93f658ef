import type { CabinOnSale, FlightOnSale } from "@skyhold/db";

import { chargesOn } from "../fares/charges.ts";
import type { StoredFareBrand } from "../fares/fare-brand.ts";
import { passengersOf, seatsNeeded } from "../fares/party.ts";
import type { Party } from "../fares/party.ts";
import { priceLines, totalOf } from "../fares/price.ts";
import type { PricedSegment, PriceLine } from "../fares/price.ts";
import type { Money } from "../money.ts";
import type { Reference } from "../reference/reference.ts";
import { endsOf, isInternational, totalMinutes } from "./itinerary.ts";
import type { Itinerary } from "./itinerary.ts";
import { minuteOf } from "./search-input.ts";
import type { SearchFlightsInput } from "./search-input.ts";

/** What an offer will be made from, once it is on the page that is asked for: a way in one cabin and one brand. */
export interface Candidate {
  readonly flights: Itinerary;
  readonly cabin: CabinOnSale["cabin"];
  readonly brand: StoredFareBrand;
  /** Seats free on the fullest flight. */
  readonly seatsFree: number;
  /** Of each flight by itself. */
  readonly fares: readonly FlightFare[];
  readonly total: Money;
  readonly minutes: number;
  readonly departsAt: number;
  /** Unique, and the same in every search. */
  readonly key: string;
}

/** What the party pays for one flight, as if it were the only one. */
interface FlightFare {
  readonly lines: readonly PriceLine[];
  readonly total: Money;
}

/** Everything that can be sold to the party on these ways and passes the filters. */
export function candidatesOf(reference: Reference, itineraries: readonly Itinerary[], input: SearchFlightsInput): Candidate[] {
  const fareOf = pricing(reference, input.passengers);
  const needed = seatsNeeded(input.passengers);
  const brands = reference.brands.filter(({ code }) => input.brands?.includes(code) ?? true);
  return itineraries
    .filter((flights) => passes(flights, input))
    .flatMap((flights) => {
      const [first] = flights;
      const wanted = first.cabins.filter(({ cabin }) => cabin === (input.cabin ?? cabin));
      return wanted.flatMap(({ cabin }) => {
        const seatsFree = freeOn(flights, cabin);
        if (seatsFree < needed) return [];
        const way = { flights, cabin, seatsFree, minutes: totalMinutes(flights), departsAt: first.departsAt };
        const ids = flights.map(({ id }) => id).join(" ");
        return brands
          .map((brand): Candidate => {
            const fares = flights.map((flight) => fareOf(flight, cabin, brand));
            return { ...way, brand, fares, total: sumOf(fares), key: `${ids} ${cabin} ${brand.code}` };
          })
          .filter(({ total }) => affordable(total, input.price));
      });
    });
}

/** The lines of a candidate's price. Their sum is its total. */
export function linesOf({ fares }: Candidate): PriceLine[] {
  return fares.flatMap(({ lines }, segment) => (segment === 0 ? lines : lines.map((line) => ({ ...line, segment }))));
}

function sumOf(fares: readonly FlightFare[]): Money {
  return { amount: fares.reduce((sum, { total }) => sum + total.amount, 0), currency: fares[0]?.total.currency ?? "EUR" };
}

function passes(flights: Itinerary, { airlines, departure, arrival, maxDurationMinutes = Infinity }: SearchFlightsInput): boolean {
  const [first, last] = endsOf(flights);
  if (airlines && !flights.every(({ airlineCode }) => airlines.includes(airlineCode))) return false;
  if (departure && !within(first.departureMinute, departure)) return false;
  if (arrival && !within(last.arrivalMinute, arrival)) return false;
  return totalMinutes(flights) <= maxDurationMinutes;
}

function within(minute: number, { from, to }: { readonly from: string; readonly to: string }): boolean {
  return minute >= minuteOf(from) && minute <= minuteOf(to);
}

function affordable({ amount, currency }: Money, range: SearchFlightsInput["price"]): boolean {
  return range === undefined || (range.currency === currency && amount >= (range.min ?? 0) && amount <= (range.max ?? Infinity));
}

/** None where one of the flights has no such cabin. */
function freeOn(flights: Itinerary, name: CabinOnSale["cabin"]): number {
  return Math.min(...flights.map(({ cabins }) => cabins.find(({ cabin }) => cabin === name)?.free ?? 0));
}

function segmentOf(
  reference: Reference,
  flight: FlightOnSale,
  { cabin, brand }: { cabin: CabinOnSale["cabin"]; brand: StoredFareBrand },
): PricedSegment | null {
  const onSale = flight.cabins.find((candidate) => candidate.cabin === cabin);
  if (!onSale) return null;
  const country = reference.airports.get(flight.origin)?.country ?? "";
  const departure = { country, date: flight.departureDate, international: isInternational(reference, flight) };
  return { ...onSale, charges: chargesOn(departure, reference.charges), brand };
}

/** A price is the sum of its flights' prices, and one flight is on many ways: each is worked out once. */
function pricing(
  reference: Reference,
  party: Party,
): (flight: FlightOnSale, cabin: CabinOnSale["cabin"], brand: StoredFareBrand) => FlightFare {
  const passengers = passengersOf(party);
  const known = new Map<string, FlightFare>();
  return (flight, cabin, brand) => {
    const key = `${flight.id} ${cabin} ${brand.code}`;
    const priced = known.get(key);
    if (priced) return priced;
    const segment = segmentOf(reference, flight, { cabin, brand });
    const lines = priceLines(segment ? [segment] : [], passengers);
    const fare = { lines, total: totalOf(lines) };
    known.set(key, fare);
    return fare;
  };
}
