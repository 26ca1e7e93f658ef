import { Cabin } from "../../src/generated/enums.ts";
import { narrowBodies } from "./aircraft-narrow-body.ts";
import { regionalAircraft } from "./aircraft-regional.ts";
import type { AircraftTypeData } from "./aircraft-type.ts";
import { wideBodies } from "./aircraft-wide-body.ts";

/** Every type of aircraft that the house airlines know, the smallest first. */
export const aircraftTypes: readonly AircraftTypeData[] = [...regionalAircraft, ...narrowBodies, ...wideBodies];

/** The cabins that an aircraft type has, with their seats, economy first. */
export function cabinsOf(type: AircraftTypeData): readonly (readonly [Cabin, number])[] {
  return Object.values(Cabin).flatMap((cabin) => {
    const seats = type.seats[cabin];
    return seats === undefined ? [] : [[cabin, seats] as const];
  });
}

/** The id of the seat map that an aircraft type flies with. */
export function seatMapIdOf(iata: string): string {
  return `stm_${iata.toLowerCase()}`;
}
