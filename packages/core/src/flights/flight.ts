import type { FlightRow } from "@skyhold/db";
import { z } from "zod";

import { FlightId } from "../ids.ts";
import { instantOf, minutesBetween, toZonedTime, ZonedTime } from "../time.ts";

/** A class of travel, from the back of the aircraft to its front. */
export const Cabin = z.enum(["economy", "premium_economy", "business", "first"]);
export type Cabin = z.infer<typeof Cabin>;

/** One end of a flight. */
export const Place = z.strictObject({
  iata: z.string().describe("IATA airport code, `CDG`"),
  name: z.string(),
  city: z.string(),
  country: z.string().describe("ISO 3166 country code, `FR`"),
  terminal: z.string().nullable(),
});
export type Place = z.infer<typeof Place>;

/** A flight on a date, as a traveller sees it. */
export const Flight = z.strictObject({
  id: FlightId,
  designator: z.string().describe("Airline and number as on a departures board: `NV 123`"),
  airline: z.strictObject({ iata: z.string(), name: z.string() }),
  aircraft: z.strictObject({ iata: z.string(), name: z.string() }),
  origin: Place,
  destination: Place,
  departs: ZonedTime,
  arrives: ZonedTime,
  durationMinutes: z.int().positive().describe("From departure to arrival, in minutes"),
});
export type Flight = z.infer<typeof Flight>;

/** How a flight stands on its day. What it was sold by is `departs` and `arrives`. */
export const FlightNow = z.strictObject({
  status: z.enum(["scheduled", "delayed", "boarding", "in_air", "landed", "cancelled"]),
  gate: z.string().nullable().describe("Of departure; null until it is known"),
  expectedDeparts: ZonedTime.describe("When it leaves as far as is known now: later than `departs` when it is late"),
  expectedArrives: ZonedTime,
});
export type FlightNow = z.infer<typeof FlightNow>;

/** A flight that somebody has booked. */
export const BookedFlight = Flight.extend(FlightNow.shape);
export type BookedFlight = z.infer<typeof BookedFlight>;

/** What the view of a flight is made from; instants as ISO 8601 or in milliseconds since 1970. */
type FlightToShow = Omit<FlightRow, "departsAt" | "arrivesAt" | "salesCloseAt" | keyof StoredNow> & {
  readonly departsAt: string | number;
  readonly arrivesAt: string | number;
};

type StoredNow = Pick<FlightRow, "status" | "gate" | "estimatedDepartsAt" | "estimatedArrivesAt">;

/** The view of a flight that somebody has booked. */
export function toBookedFlight(row: FlightRow): BookedFlight {
  const flight = toFlight(row);
  return { ...flight, ...toFlightNow(flight, row) };
}

/** How a flight stands, beside its view. */
export function toFlightNow({ departs, arrives }: Pick<Flight, "departs" | "arrives">, now: StoredNow): FlightNow {
  return {
    status: now.status,
    gate: now.gate,
    expectedDeparts: now.estimatedDepartsAt === null ? departs : toZonedTime(instantOf(now.estimatedDepartsAt), departs.timeZone),
    expectedArrives: now.estimatedArrivesAt === null ? arrives : toZonedTime(instantOf(now.estimatedArrivesAt), arrives.timeZone),
  };
}

/** The traveller's view of a flight as the database tells it. */
export function toFlight(flight: FlightToShow): Flight {
  const departsAt = instantOf(flight.departsAt);
  const arrivesAt = instantOf(flight.arrivesAt);
  const place = ({ iata, name, city, country }: FlightRow["origin"], terminal: string | null): Place => ({
    iata,
    name,
    city,
    country,
    terminal,
  });
  return {
    id: FlightId.parse(flight.id),
    designator: flightDesignator(flight.airlineCode, flight.flightNumber, flight.suffix),
    airline: { iata: flight.airlineCode, name: flight.airlineName },
    aircraft: { iata: flight.aircraftCode, name: flight.aircraftName },
    origin: place(flight.origin, flight.terminal),
    destination: place(flight.destination, null),
    departs: toZonedTime(departsAt, flight.origin.timeZone),
    arrives: toZonedTime(arrivesAt, flight.destination.timeZone),
    durationMinutes: minutesBetween(departsAt, arrivesAt),
  };
}

/** `NV 123`, `6E 45A`: carrier, number, and the operational suffix where there is one. */
export function flightDesignator(airlineCode: string, flightNumber: number, suffix: string): string {
  return `${airlineCode} ${flightNumber}${suffix}`;
}
