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
}

/** A flight that can be sold at this moment, with what its fares are made of. Amounts in minor units. */
export interface SellableFlight extends FlightRow {
  readonly cabins: readonly CabinOnSale[];
  /** The database's clock when it answered. */
  readonly now: string;
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
    'aircraftCode', f.aircraft_type_code, 'aircraftName', t.name, 'terminal', f.terminal)`;

/** The tables of a flight's names, to follow `FROM flight f`. */
export const flightJoins = `
  JOIN airline l ON l.iata = f.airline_code
  JOIN aircraft_type t ON t.iata = f.aircraft_type_code
  JOIN airport o ON o.iata = f.origin
  JOIN airport d ON d.iata = f.destination`;

const availability = `
  jsonb_build_object('now', skyhold_now(), 'cabins', (
      SELECT jsonb_agg(jsonb_build_object('cabin', c.cabin, 'capacity', c.capacity, 'free', c.capacity - coalesce(taken.seats, 0),
                                          'baseFare', c.base_fare_minor, 'currency', c.currency) ORDER BY c.cabin)
        FROM flight_cabin c
        LEFT JOIN (SELECT s.cabin, count(*) AS seats FROM seat_claim s
                    WHERE s.flight_id = f.id AND s.released_at IS NULL AND s.expires_at > skyhold_now() GROUP BY s.cabin) taken USING (cabin)
       WHERE c.flight_id = f.id))`;

const directStatement: Statement<SellableFlight> = {
  name: "search_direct",
  text: `SELECT ${flightDocument} || ${availability} AS answer FROM flight f ${flightJoins}
   WHERE f.origin = ANY ($1::text[]) AND f.destination = ANY ($2::text[]) AND f.departure_date = $3::date
     AND f.status IN ('scheduled', 'delayed') AND f.sales_close_at > skyhold_now()
   ORDER BY f.departs_at, f.id LIMIT 200`,
};

const airportsStatement: Statement<{ asked: string; iata: string }> = {
  name: "airports_of_code",
  text: `SELECT jsonb_build_object('asked', q.code, 'iata', a.iata) AS answer
    FROM unnest($1::text[]) AS q(code) JOIN airport a ON a.iata = q.code OR a.metro_code = q.code`,
};

/** The direct flights on sale that leave one of the origins on that local date, earliest first. One round trip. */
export async function searchDirectFlights(
  db: Transaction,
  query: { readonly origins: readonly string[]; readonly destinations: readonly string[]; readonly date: string },
): Promise<SellableFlight[]> {
  return db.run(directStatement, [query.origins, query.destinations, query.date]);
}

/** The airports behind each code: one for an airport's own, several for a metropolitan area's, none for an unknown one. */
export async function expandAirportCodes(db: Transaction, codes: readonly string[]): Promise<Map<string, string[]>> {
  const expanded = new Map<string, string[]>(codes.map((code) => [code, []]));
  for (const { asked, iata } of await db.run(airportsStatement, [codes])) expanded.get(asked)?.push(iata);
  return expanded;
}
