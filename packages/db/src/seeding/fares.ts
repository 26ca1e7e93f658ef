import type { Cabin } from "../generated/enums.ts";
import { hash32 } from "./random.ts";

/** Whole minor units of the airline's currency per cabin; a cabin that the aircraft does not have is absent. */
export type CabinFares = Readonly<Partial<Record<Cabin, number>>>;

/** What a fare costs compared with economy. */
const CABIN_FACTORS: Readonly<Record<Cabin, number>> = { economy: 1, premium_economy: 1.5, business: 2.5, first: 4 };
const CABINS = ["economy", "premium_economy", "business", "first"] as const satisfies readonly Cabin[];
/** Monday to Sunday: people who fly on Fridays and Sundays pay more. */
const WEEKDAY_FACTORS = [1, 0.93, 0.92, 1, 1.12, 0.97, 1.1];
/** Keeps fares of equal distance alike across currencies. */
const CURRENCY_FACTORS: Readonly<Record<string, number>> = { EUR: 0.92, USD: 1, SGD: 1.34 };
const WHOLE_UNIT = 100;

/** The base fares of a schedule: economy from the distance, a little different on each route, the other cabins by their factor. */
export function baseFares(distanceKm: number, cabins: readonly Cabin[], { currency, key }: { currency: string; key: string }): CabinFares {
  const dollars = (42 + distanceKm * 0.06) * variation(key, 0.12);
  const economy = dollars * (CURRENCY_FACTORS[currency] ?? 1) * 100;
  return Object.fromEntries(cabins.map((cabin) => [cabin, wholeUnits(economy * CABIN_FACTORS[cabin])]));
}

/** The fare of one flight in one cabin: the schedule's, moved by the weekday (1 is Monday) and a little by the flight. */
export function flightFare(baseFare: number, weekday: number, flightId: string): number {
  return wholeUnits(baseFare * (WEEKDAY_FACTORS[weekday - 1] ?? 1) * variation(flightId, 0.05));
}

/** What choosing a seat of a flight costs, in minor units. */
export interface SeatFees {
  readonly seat: number;
  readonly legroom: number;
}

/** Shares of the fare, in percent: an ordinary seat, one with more legroom. In business and first class the choice is included. */
const SEAT_PERCENT = { seat: 8, legroom: 20 };

/** The seat fees of a cabin with this fare: whole units of the currency. */
export function seatFees(cabin: Cabin, fare: number): SeatFees {
  if (cabin === "business" || cabin === "first") return { seat: 0, legroom: 0 };
  return { seat: wholeUnits((fare * SEAT_PERCENT.seat) / 100), legroom: wholeUnits((fare * SEAT_PERCENT.legroom) / 100) };
}

/** The seat fees of a schedule with these fares, by cabin. */
export function feesOf(fares: CabinFares): Readonly<Partial<Record<Cabin, SeatFees>>> {
  return Object.fromEntries(CABINS.flatMap((cabin) => (fares[cabin] === undefined ? [] : [[cabin, seatFees(cabin, fares[cabin])]])));
}

function variation(key: string, share: number): number {
  return 1 - share + (hash32(`fare/${key}`) / 2 ** 32) * 2 * share;
}

function wholeUnits(minorUnits: number): number {
  return Math.round(minorUnits / WHOLE_UNIT) * WHOLE_UNIT;
}
