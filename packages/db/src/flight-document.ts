import type { Statement, Transaction } from "./client.ts";

/** A dated flight with its names. Instants are ISO 8601 in UTC. */
export interface FlightRow {
  readonly id: string;
  readonly airlineCode: string;
  readonly airlineName: string;
  readonly flightNumber: number;
  readonly suffix: string;
  readonly status: "scheduled" | "delayed" | "boarding" | "in_air" | "landed" | "cancelled";
  readonly origin: AirportOfFlight;
  readonly destination: AirportOfFlight;
  readonly departsAt: string;
  readonly arrivesAt: string;
  readonly salesCloseAt: string;
  readonly aircraftCode: string;
  readonly aircraftName: string;
  readonly terminal: string | null;
  readonly gate: string | null;
  /** Null while the timetable is expected to hold. */
  readonly estimatedDepartsAt: string | null;
  readonly estimatedArrivesAt: string | null;
}

export interface AirportOfFlight {
  readonly iata: string;
  readonly name: string;
  readonly city: string;
  readonly country: string;
  readonly timeZone: string;
}

export interface CabinOnSale {
  readonly cabin: "economy" | "premium_economy" | "business" | "first";
  readonly capacity: number;
  /** Seats that no live claim holds. */
  readonly free: number;
  readonly baseFare: number;
  readonly currency: string;
}

const airport = (alias: string) =>
  `jsonb_build_object('iata', ${alias}.iata, 'name', ${alias}.name, 'city', ${alias}.city, 'country', ${alias}.country_code, 'timeZone', ${alias}.time_zone)`;

/** A FlightRow, over the joins below. */
export const flightDocument = `
  jsonb_build_object(
    'id', f.id, 'airlineCode', f.airline_code, 'airlineName', l.name, 'flightNumber', f.flight_number, 'suffix', f.suffix,
    'status', f.status, 'origin', ${airport("o")}, 'destination', ${airport("d")},
    'departsAt', f.departs_at, 'arrivesAt', f.arrives_at, 'salesCloseAt', f.sales_close_at,
    'aircraftCode', f.aircraft_type_code, 'aircraftName', t.name, 'terminal', f.terminal,
    'gate', f.gate, 'estimatedDepartsAt', f.estimated_departs_at, 'estimatedArrivesAt', f.estimated_arrives_at)`;

/** The tables of a flight's names, to follow `FROM flight f`. */
export const flightJoins = `
  JOIN airline l ON l.iata = f.airline_code
  JOIN aircraft_type t ON t.iata = f.aircraft_type_code
  JOIN airport o ON o.iata = f.origin
  JOIN airport d ON d.iata = f.destination`;

const flightsStatement: Statement<FlightRow> = {
  name: "flights_as_they_stand",
  text: `SELECT ${flightDocument} AS answer FROM flight f ${flightJoins} WHERE f.id = ANY ($1::text[])`,
};

/** Flights as they stand, in no order; those that do not exist are left out. */
export async function findFlights(db: Transaction, flightIds: readonly string[]): Promise<FlightRow[]> {
  return db.run(flightsStatement, [flightIds]);
}

/** A flight, and a text that is another one as soon as anything of it has changed that is given notice of. */
export interface FlightMark {
  readonly id: string;
  readonly mark: string;
}

const marksStatement: Statement<FlightMark> = {
  name: "flight_marks",
  text: `SELECT jsonb_build_object('id', f.id, 'mark', jsonb_build_array(f.status, f.gate, f.terminal, f.departs_at, f.arrives_at,
      f.estimated_departs_at, f.estimated_arrives_at, f.aircraft_type_code)::text) AS answer
    FROM flight f WHERE f.id = ANY ($1::text[])`,
};

/** The marks of flights, in one statement however many they are. */
export async function readFlightMarks(db: Transaction, flightIds: readonly string[]): Promise<FlightMark[]> {
  return db.run(marksStatement, [flightIds]);
}
