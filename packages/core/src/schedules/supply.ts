import { z } from "zod";

import type { Transaction } from "@skyhold/db";

import { invalidInput } from "../errors.ts";
import { Cabin } from "../flights/flight.ts";
import { minorUnitDigits, payableCurrencies } from "../currencies.ts";
import type { Reference } from "../reference/reference.ts";

/** A time of day, `09:30`. */
export const WallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/u, "A time of day like 09:30");

/** An IATA airport code. */
export const AirportCode = z.string().regex(/^[A-Z]{3}$/u, "An IATA airport code of three capital letters");

/** An IATA code of an aircraft type. */
export const AircraftCode = z.string().regex(/^[A-Z0-9]{3}$/u, "An IATA aircraft code of three letters and digits, like 320");

const amount = z.int().nonnegative().max(100_000_000);

/** Base fares of an adult by cabin, in minor units. */
export const Fares = z.partialRecord(Cabin, amount).describe("Base fare of an adult in each cabin on sale, in minor units of the currency");

/** What choosing a seat costs by cabin, in minor units. */
export const SeatFees = z
  .partialRecord(Cabin, z.strictObject({ seat: amount, legroom: amount }))
  .describe("What choosing an ordinary seat costs, and one with more legroom or in an exit row; nothing where a cabin is left out");

/** Who flies, from where to where. It never changes: another route is another flight. */
export const identity = {
  airline: z.string().regex(/^[A-Z0-9]{2}$/u, "An IATA airline code of two characters"),
  flightNumber: z.int().min(1, "A flight number from 1 to 9999").max(9999, "A flight number from 1 to 9999"),
  origin: AirportCode,
  destination: AirportCode,
};

/** The aircraft, and what its seats cost. */
export const equipment = {
  aircraft: AircraftCode,
  currency: z.string().regex(/^[A-Z]{3}$/u, "An ISO 4217 code of three capital letters"),
  fares: Fares,
  seatFees: SeatFees.default({}),
};

/** From push-back to the gate, in minutes: the longest flights take less than a day. */
export const BlockMinutes = z
  .int()
  .min(10, "At least 10 minutes")
  .max(1440, "At most a day")
  .describe("From departure to arrival, in minutes");

interface Route {
  readonly airline: string;
  readonly origin: string;
  readonly destination: string;
}

/** The time zones at both ends. Refuses an airline or an airport that is not there, and a flight that goes nowhere. */
export function checkRoute(
  { airlines, airports }: Reference,
  { airline, origin, destination }: Route,
): { fromZone: string; toZone: string } {
  if (!airlines.has(airline)) throw invalidInput("airline", `There is no airline ${airline}`);
  const [from, to] = [airports.get(origin), airports.get(destination)];
  if (!from) throw invalidInput("origin", `There is no airport ${origin}`);
  if (!to) throw invalidInput("destination", `There is no airport ${destination}`);
  if (origin === destination) throw invalidInput("destination", "The flight must go somewhere else than it starts");
  return { fromZone: from.timeZone, toZone: to.timeZone };
}

/** An aircraft with the prices of its cabins. */
export interface Equipment {
  readonly aircraft: string;
  readonly currency: string;
  readonly fares: z.infer<typeof Fares>;
  readonly seatFees: z.infer<typeof SeatFees>;
}

/** A cabin of an aircraft. */
export interface CabinSeats {
  readonly cabin: Cabin;
  readonly seats: number;
}

/** The seat map of an aircraft type and its cabins. */
export interface Fitted {
  readonly seatMapId: string;
  readonly cabins: readonly CabinSeats[];
}

/** The cabins of the aircraft. Refuses one that is not there, prices of cabins that it does not have, and prices that nobody can pay. */
export async function checkEquipment(db: Transaction, { aircraft, currency, fares, seatFees }: Equipment): Promise<Fitted> {
  const type = await db.prisma.aircraftType.findUnique({ where: { iata: aircraft } });
  if (!type) throw invalidInput("aircraft", `There is no aircraft type ${aircraft}`);
  const counted = await db.prisma.seat.groupBy({ by: ["cabin"], where: { seatMapId: type.seatMapId }, _count: true });
  const cabins = counted.map(({ cabin, _count }) => ({ cabin, seats: _count }));
  if (!payableCurrencies.has(currency)) throw invalidInput("currency", `No card can pay in ${currency}: use another currency`);
  if (Object.keys(fares).length === 0) throw invalidInput("fares", "At least one cabin is on sale: give its fare");
  for (const [field, priced] of Object.entries({ fares, seatFees })) {
    const missing = Cabin.options.find((cabin) => priced[cabin] !== undefined && !cabins.some((known) => known.cabin === cabin));
    if (missing) throw invalidInput(`${field}.${missing}`, `Aircraft ${aircraft} has no such cabin`);
  }
  checkPayable(currency, { fares, seatFees });
  return { seatMapId: type.seatMapId, cabins };
}

/** In currencies of three decimals cards take no last digit but 0. */
function checkPayable(currency: string, { fares, seatFees }: Pick<Equipment, "fares" | "seatFees">): void {
  if (minorUnitDigits(currency) < 3) return;
  const refused = (amounts: readonly (number | undefined)[]) => amounts.some((each) => each !== undefined && each % 10 !== 0);
  const because = `In ${currency} the last digit of an amount must be 0, or no card can pay it`;
  for (const cabin of Cabin.options) {
    if (refused([fares[cabin]])) throw invalidInput(`fares.${cabin}`, because);
    if (refused([seatFees[cabin]?.seat, seatFees[cabin]?.legroom])) throw invalidInput(`seatFees.${cabin}`, because);
  }
}
