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

/** Which ways to look for. */
export interface ItineraryQuery {
  readonly origins: readonly string[];
  readonly destinations: readonly string[];
  /** Local dates at the airport of departure, both included. */
  readonly dates: readonly [first: string, last: string];
  readonly maxStops: 0 | 1 | 2;
  /** Shortest and longest time on the ground between two flights, in minutes. */
  readonly connection: readonly [shortest: number, longest: number];
}

/** Ways as lists of flights' ids, and every flight that is on one of them. */
export interface Itineraries {
  readonly paths: readonly (readonly string[])[];
  readonly flights: readonly FlightOnSale[];
}

const onSale = (flight: string) => `${flight}.status IN ('scheduled', 'delayed') AND ${flight}.sales_close_at > skyhold_now()`;

const home = "f.destination = ANY ($2::bpchar[])";
const elsewhere = "f.destination <> ALL ($1::bpchar[] || $2::bpchar[])";
const viaElsewhere = "a.destination <> ALL ($1::bpchar[] || $2::bpchar[])";
const between = (earliest: string, latest: string) => `BETWEEN ${earliest} + $5 * interval '1 min' AND ${latest} + $6 * interval '1 min'`;

/** OFFSET 0 keeps each connection a look-up by airport and time: joined freely, the planner may read all flights to an airport instead. */
const onwards = (from: string, { destination, time }: { destination: string; time: string }) => `
  CROSS JOIN LATERAL (
    SELECT f.id, f.origin, f.destination, f.departs_at, f.arrives_at FROM flight f
     WHERE f.origin = ${from}.destination AND ${destination} AND ${onSale("f")} AND f.departs_at ${time} OFFSET 0)`;

const afterFirst = between("a.arrives_at", "a.arrives_at");

/** The last flights are looked up once for each airport where the second ones arrive: a third of the pages of once for each of these. */
const twoStops = `,
    second AS MATERIALIZED (
      SELECT a.id AS first_id, b.id, b.destination, b.arrives_at
        FROM leaving a ${onwards("a", { destination: elsewhere, time: afterFirst })} b WHERE ${viaElsewhere}),
    third AS MATERIALIZED (
      SELECT c.id, c.origin, c.departs_at
        FROM (SELECT destination, min(arrives_at) AS earliest, max(arrives_at) AS latest FROM second GROUP BY destination) s
        ${onwards("s", { destination: home, time: between("s.earliest", "s.latest") })} c)`;

const pathsByStops = [
  `SELECT ARRAY[a.id] AS ids FROM leaving a WHERE a.destination = ANY ($2::bpchar[])`,
  `SELECT ARRAY[a.id, b.id] FROM leaving a ${onwards("a", { destination: home, time: afterFirst })} b WHERE ${viaElsewhere}`,
  `SELECT ARRAY[s.first_id, s.id, c.id] FROM second s
     JOIN third c ON c.origin = s.destination AND c.departs_at ${between("s.arrives_at", "s.arrives_at")}`,
] as const;

const flightDocument = `
  jsonb_build_object(
    'id', f.id, 'airlineCode', f.airline_code, 'flightNumber', f.flight_number, 'suffix', f.suffix, 'status', f.status,
    'aircraftCode', f.aircraft_type_code, 'terminal', f.terminal, 'origin', f.origin, 'destination', f.destination,
    'departsAt', extract(epoch FROM f.departs_at) * 1000, 'arrivesAt', extract(epoch FROM f.arrives_at) * 1000,
    'salesCloseAt', extract(epoch FROM f.sales_close_at) * 1000, 'departureDate', f.departure_date, 'departureMinute', f.departure_minute, 'arrivalMinute', f.arrival_minute,
    'cabins', (
      SELECT jsonb_agg(jsonb_build_object('cabin', c.cabin, 'capacity', c.capacity, 'free', c.capacity - coalesce(taken.seats, 0),
                                          'baseFare', c.base_fare_minor, 'currency', c.currency) ORDER BY c.cabin)
        FROM flight_cabin c
        LEFT JOIN (SELECT s.cabin, count(*) AS seats FROM seat_claim s
                    WHERE s.flight_id = f.id AND s.released_at IS NULL AND s.expires_at > skyhold_now() GROUP BY s.cabin) taken USING (cabin)
       WHERE c.flight_id = f.id))`;

/**
 * The span of hours holds every local day on earth (UTC−12 to UTC+14), so that the index by instant finds the day's flights.
 * Direct flights alone go straight to their route.
 */
function itineraryText(maxStops: 0 | 1 | 2): string {
  const route = maxStops === 0 ? "AND f.destination = ANY ($2::bpchar[]) AND $5::int <= $6::int" : "";
  return `WITH leaving AS MATERIALIZED (
      SELECT f.id, f.destination, f.arrives_at FROM flight f
       WHERE f.origin = ANY ($1::bpchar[]) ${route} AND f.departure_date BETWEEN $3::date AND $4::date AND ${onSale("f")}
         AND f.departs_at >= $3::date::timestamp AT TIME ZONE 'UTC' - interval '14 h'
         AND f.departs_at < $4::date::timestamp AT TIME ZONE 'UTC' + interval '36 h')${maxStops === 2 ? twoStops : ""},
    path AS MATERIALIZED (${pathsByStops.slice(0, maxStops + 1).join(" UNION ALL ")}),
    used AS MATERIALIZED (SELECT DISTINCT unnest(ids) AS id FROM path)
    SELECT jsonb_build_object(
      'paths', (SELECT coalesce(jsonb_agg(to_jsonb(ids)), '[]') FROM path),
      'flights', (SELECT coalesce(jsonb_agg(found.document), '[]') FROM used u
                   CROSS JOIN LATERAL (SELECT ${flightDocument} AS document FROM flight f WHERE f.id = u.id OFFSET 0) found)) AS answer`;
}

/** The statement of a search, by the most stops it allows; benchmarks and the test of plans run exactly these texts. */
export const itineraryStatements: Readonly<Record<0 | 1 | 2, Statement<Itineraries>>> = {
  0: { name: "itineraries_direct", text: itineraryText(0) },
  1: { name: "itineraries_one_stop", text: itineraryText(1) },
  2: { name: "itineraries_two_stops", text: itineraryText(2) },
};

/**
 * The ways on sale that leave one of the origins on a local date, with seats counted at this moment. A way never comes through
 * one of its origins or destinations. Time on the ground is checked against the two limits only: what an airport needs is the caller's to know.
 */
export async function findItineraries(db: Transaction, query: ItineraryQuery): Promise<Itineraries> {
  const { origins, destinations, dates, connection, maxStops } = query;
  const [answer] = await db.run(itineraryStatements[maxStops], [origins, destinations, ...dates, ...connection]);
  return answer ?? { paths: [], flights: [] };
}

const flightsStatement: Statement<FlightOnSale> = {
  name: "flights_by_id",
  text: `SELECT ${flightDocument} AS answer FROM flight f WHERE f.id = ANY ($1::text[])`,
};

/** Flights by id, on sale or not, with their seats at this moment. */
export async function findFlightsOnSale(db: Transaction, ids: readonly string[]): Promise<FlightOnSale[]> {
  return db.run(flightsStatement, [ids]);
}
