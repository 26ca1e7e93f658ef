import type { Statement, Transaction } from "./client.ts";
import { onSale, soldColumns, soldFlights, toFlightsOnSale } from "./flight-on-sale.ts";
import type { FlightColumns, FlightOnSale } from "./flight-on-sale.ts";
import { referenceMoment } from "./reference.ts";
import type { ReferenceMoment } from "./reference.ts";

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

/** Ways as lists of flights' ids, and those of their flights that are on sale: a way with another one cannot be sold. */
export interface Itineraries {
  readonly paths: readonly (readonly string[])[];
  readonly flights: readonly FlightOnSale[];
  /** When it was looked, and under which reference data: asked here, because a question of its own costs as much as a direct search. */
  readonly moment: ReferenceMoment;
}

const ends = "($1::bpchar[] || $2::bpchar[])";
const between = (earliest: string, latest: string) => `BETWEEN ${earliest} + $5 * interval '1 min' AND ${latest} + $6 * interval '1 min'`;
const afterFirst = between("a.arrives_at", "a.arrives_at");

/** The span of hours holds every local day on earth (UTC−12 to UTC+14), so that an index by instant finds the day's flights. */
const onDates = `f.departure_date BETWEEN $3::date AND $4::date
         AND f.departs_at >= $3::date::timestamp AT TIME ZONE 'UTC' - interval '14 h'
         AND f.departs_at < $4::date::timestamp AT TIME ZONE 'UTC' + interval '36 h'`;

/** OFFSET 0 keeps each of these a look-up by route and time: joined freely, the planner may read all flights of an airport instead. */
const eachFlight = (condition: string) => `
  CROSS JOIN LATERAL (SELECT f.id, f.origin, f.destination, f.departs_at, f.arrives_at FROM flight f WHERE ${condition} OFFSET 0)`;

const gateway = `
    gateway AS MATERIALIZED (
      SELECT DISTINCT origin AS airport FROM flight_route WHERE destination = ANY ($2::bpchar[]) AND origin <> ALL ${ends})`;

const beforeGateway = `UNION
                             SELECT r.origin FROM gateway g JOIN flight_route r ON r.destination = g.airport WHERE r.origin <> ALL ${ends}`;

/** Only flights to airports from which one can go on: the graph of routes is a thousandth of the timetable. */
const leaving = (maxStops: 1 | 2) => `
    useful AS MATERIALIZED (
      SELECT unnest($2::bpchar[]) AS airport UNION
      SELECT destination FROM flight_route
       WHERE origin = ANY ($1::bpchar[])
         AND destination IN (SELECT airport FROM gateway ${maxStops === 2 ? beforeGateway : ""})),
    leaving AS MATERIALIZED (
      SELECT a.* FROM useful u ${eachFlight(`f.origin = ANY ($1::bpchar[]) AND f.destination = u.airport AND ${onDates}`)} a)`;

/** The last flights are looked up once for each airport where the second ones arrive. */
const twoStops = `,
    second AS MATERIALIZED (
      SELECT a.id AS first_id, b.id, b.destination, b.arrives_at
        FROM leaving a ${eachFlight(`f.origin = a.destination AND f.departs_at ${afterFirst}`)} b
        JOIN gateway g ON g.airport = b.destination
       WHERE a.destination <> ALL ($2::bpchar[])),
    third AS MATERIALIZED (
      SELECT c.id, c.origin, c.departs_at
        FROM (SELECT destination, min(arrives_at) AS earliest, max(arrives_at) AS latest FROM second GROUP BY destination) s
        ${eachFlight(`f.origin = s.destination AND f.destination = ANY ($2::bpchar[]) AND f.departs_at ${between("s.earliest", "s.latest")}`)} c)`;

const onward = eachFlight(`f.origin = a.destination AND f.destination = ANY ($2::bpchar[]) AND f.departs_at ${afterFirst}`);
const oneStopPaths = `
      SELECT ARRAY[a.id] AS ids FROM leaving a WHERE a.destination = ANY ($2::bpchar[])
      UNION ALL SELECT ARRAY[a.id, b.id] FROM leaving a JOIN gateway g ON g.airport = a.destination ${onward} b`;
const twoStopPaths = `
      UNION ALL SELECT ARRAY[s.first_id, s.id, c.id] FROM second s
        JOIN third c ON c.origin = s.destination AND c.departs_at ${between("s.arrives_at", "s.arrives_at")}`;

/** Whether a flight is on sale is asked where its seats are counted, once for each flight and not for each way. */
const answer = `,
    used AS MATERIALIZED (SELECT DISTINCT unnest(ids) AS id FROM path), ${soldFlights(onSale)}
    SELECT json_build_object('moment', (${referenceMoment}), 'paths', (SELECT coalesce(json_agg(ids), '[]') FROM path), ${soldColumns}) AS answer`;

const directText = `WITH path AS MATERIALIZED (
      SELECT ARRAY[f.id] AS ids FROM flight f
       WHERE f.origin = ANY ($1::bpchar[]) AND f.destination = ANY ($2::bpchar[]) AND ${onDates} AND $5::int <= $6::int)${answer}`;

const connectedText = (maxStops: 1 | 2) => `WITH ${gateway}, ${leaving(maxStops)}${maxStops === 2 ? twoStops : ""},
    path AS MATERIALIZED (${oneStopPaths}${maxStops === 2 ? twoStopPaths : ""})${answer}`;

interface ItineraryColumns extends FlightColumns, Pick<Itineraries, "paths" | "moment"> {}

/** The statement of a search, by the most stops it allows; benchmarks and the test of plans run exactly these texts. */
export const itineraryStatements: Readonly<Record<0 | 1 | 2, Statement<ItineraryColumns>>> = {
  0: { name: "itineraries_direct", text: directText },
  1: { name: "itineraries_one_stop", text: connectedText(1) },
  2: { name: "itineraries_two_stops", text: connectedText(2) },
};

/**
 * The ways that leave one of the origins on a local date, with seats counted at this moment. A way never comes through
 * one of its origins or destinations. Time on the ground is checked against the two limits only: what an airport needs is the caller's to know.
 */
export async function findItineraries(db: Transaction, query: ItineraryQuery): Promise<Itineraries> {
  const { origins, destinations, dates, connection, maxStops } = query;
  const [found] = await db.run(itineraryStatements[maxStops], [origins, destinations, ...dates, ...connection]);
  if (!found) throw new Error("A search gave no answer");
  return { moment: found.moment, paths: found.paths, flights: toFlightsOnSale(found) };
}
