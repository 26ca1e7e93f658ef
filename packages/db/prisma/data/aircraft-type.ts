import type { Cabin } from "../../src/generated/enums.ts";

/** A type of aircraft with one cabin that is really flown: the seats per cabin are published figures, the layout is seat notation. */
export interface AircraftTypeData {
  readonly iata: string;
  readonly icao: string;
  readonly name: string;
  readonly layout: string;
  readonly seats: Readonly<Partial<Record<Cabin, number>>>;
  /** How far it flies with a full cabin. */
  readonly rangeKm: number;
  readonly cruiseKmh: number;
  /** The shortest time on the ground between two flights. */
  readonly turnaroundMinutes: number;
}
