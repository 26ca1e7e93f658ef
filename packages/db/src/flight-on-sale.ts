import type { Statement, Transaction } from "./client.ts";
import type { CabinOnSale, FlightRow } from "./flight-document.ts";

/** A flight that can be sold at this moment, with what its fares are made of. Instants in milliseconds since 1970, amounts in minor units. */
export interface FlightOnSale extends Pick<
  FlightRow,
  "id" | "airlineCode" | "flightNumber" | "suffix" | "status" | "aircraftCode" | "terminal"
> {
  readonly origin: string;
  readonly destination: string;
  readonly departsAt: number;
  readonly arrivesAt: number;
  readonly salesCloseAt: number;
  /** Minutes since midnight at the airport of departure. */
  readonly departureMinute: number;
  /** Minutes since midnight at the airport of arrival. */
  readonly arrivalMinute: number;
  readonly departureDate: string;
  readonly cabins: readonly CabinOnSale[];
}

/** A flight as PostgreSQL writes it down: without names, which would cost more than the look-up of the flight. */
export type FlightTuple = readonly [
  identity: readonly [id: string, airlineCode: string, flightNumber: number, suffix: string, status: FlightRow["status"]],
  aircraft: readonly [aircraftCode: string, terminal: string | null],
  route: readonly [origin: string, destination: string],
  instants: readonly [departsAt: number, arrivesAt: number, salesCloseAt: number],
  local: readonly [departureDate: string, departureMinute: number, arrivalMinute: number],
  cabins: readonly (readonly [cabin: CabinOnSale["cabin"], capacity: number, free: number, baseFare: number, currency: string])[],
];

const instant = (column: string) => `(date_part('epoch', ${column}) * 1000)::bigint`;

/** The clock is asked once, not for every row: it is a function that reads a table. */
const now = "(SELECT skyhold_now())";

/** Whether a flight can be sold at this moment. */
export const onSale = (flight: string) => `${flight}.status IN ('scheduled', 'delayed') AND ${flight}.sales_close_at > ${now}`;

/** A FlightTuple of the row `f` of `flight`. */
export const flightTuple = `
  json_build_array(
    json_build_array(f.id, f.airline_code, f.flight_number, f.suffix, f.status),
    json_build_array(f.aircraft_type_code, f.terminal),
    json_build_array(f.origin, f.destination),
    json_build_array(${instant("f.departs_at")}, ${instant("f.arrives_at")}, ${instant("f.sales_close_at")}),
    json_build_array(f.departure_date, f.departure_minute, f.arrival_minute),
    (SELECT json_agg(json_build_array(c.cabin, c.capacity, c.capacity - coalesce(taken.seats, 0), c.base_fare_minor, c.currency) ORDER BY c.cabin)
       FROM flight_cabin c
       LEFT JOIN (SELECT s.cabin, count(*) AS seats FROM seat_claim s
                   WHERE s.flight_id = f.id AND s.released_at IS NULL AND s.expires_at > ${now} GROUP BY s.cabin) taken USING (cabin)
      WHERE c.flight_id = f.id))`;

/** The flight of a tuple. */
export function toFlightOnSale([identity, aircraft, route, instants, local, cabins]: FlightTuple): FlightOnSale {
  const [id, airlineCode, flightNumber, suffix, status] = identity;
  const [aircraftCode, terminal] = aircraft;
  const [origin, destination] = route;
  const [departsAt, arrivesAt, salesCloseAt] = instants;
  const [departureDate, departureMinute, arrivalMinute] = local;
  return {
    id,
    airlineCode,
    flightNumber,
    suffix,
    status,
    aircraftCode,
    terminal,
    origin,
    destination,
    departsAt,
    arrivesAt,
    salesCloseAt,
    departureDate,
    departureMinute,
    arrivalMinute,
    cabins: cabins.map(([cabin, capacity, free, baseFare, currency]) => ({ cabin, capacity, free, baseFare, currency })),
  };
}

const flightsStatement: Statement<FlightTuple> = {
  name: "flights_by_id",
  text: `SELECT ${flightTuple} AS answer FROM flight f WHERE f.id = ANY ($1::text[])`,
};

/** Flights by id, on sale or not, with their seats at this moment. */
export async function findFlightsOnSale(db: Transaction, ids: readonly string[]): Promise<FlightOnSale[]> {
  return (await db.run(flightsStatement, [ids])).map(toFlightOnSale);
}
