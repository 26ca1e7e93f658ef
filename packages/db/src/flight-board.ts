import type { Statement, Transaction } from "./client.ts";
import { flightDocument, flightJoins } from "./flight-document.ts";
import type { CabinOnSale, FlightRow } from "./flight-document.ts";

/** How full a cabin is at this moment. */
export interface CabinLoadRow extends Pick<CabinOnSale, "cabin" | "capacity"> {
  readonly sold: number;
  readonly held: number;
  readonly blocked: number;
}

/** A flight as staff see it. Instants are ISO 8601 in UTC. */
export interface FlightOnBoardRow extends FlightRow {
  readonly estimatedDepartsAt: string | null;
  readonly gate: string | null;
  readonly cabins: readonly CabinLoadRow[];
}

/** Which flights, in the order of their departures. */
export interface FlightBoardQuery {
  /** ISO 8601: departures from then on. */
  readonly from: string;
  /** ISO 8601: departures before then; null for all. */
  readonly until: string | null;
  /** The local day of departure, `2026-12-01`. */
  readonly departureDate: string | null;
  readonly status: FlightRow["status"] | null;
  readonly origin: string | null;
  readonly destination: string | null;
  readonly airlineCode: string | null;
  readonly flightNumber: number | null;
  /** Only those that have not left: late ones stay until they do, cancelled ones until their time. */
  readonly stillHere: boolean;
  /** The last flight of the page before. */
  readonly after: { readonly departsAt: string; readonly id: string } | null;
  readonly limit: number;
}

const live = "c.released_at IS NULL AND c.expires_at > (SELECT skyhold_now())";

const onBoard = `${flightDocument} || jsonb_build_object('estimatedDepartsAt', f.estimated_departs_at, 'gate', f.gate,
  'cabins', (
    SELECT coalesce(jsonb_agg(jsonb_build_object('cabin', k.cabin, 'capacity', k.capacity, 'sold', n.sold, 'held', n.held, 'blocked', n.blocked)
                              ORDER BY k.cabin), '[]')
      FROM flight_cabin k CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE c.booking_id IS NULL) AS blocked,
               count(*) FILTER (WHERE c.booking_id IS NOT NULL AND c.expires_at = 'infinity') AS sold,
               count(*) FILTER (WHERE c.booking_id IS NOT NULL AND c.expires_at < 'infinity') AS held
          FROM seat_claim c WHERE c.flight_id = f.id AND c.cabin = k.cabin AND ${live}) n
     WHERE k.flight_id = f.id))`;

const boardStatement: Statement<FlightOnBoardRow> = {
  name: "flight_board",
  text: `SELECT ${onBoard} AS answer FROM (
      SELECT f.* FROM flight f
       WHERE f.departs_at >= $1 AND ($2::timestamptz IS NULL OR f.departs_at < $2) AND ($3::date IS NULL OR f.departure_date = $3)
         AND ($4::text IS NULL OR f.status::text = $4) AND ($5::text IS NULL OR f.origin = $5) AND ($6::text IS NULL OR f.destination = $6)
         AND ($7::text IS NULL OR f.airline_code = $7) AND ($8::int IS NULL OR f.flight_number = $8)
         AND ($9::timestamptz IS NULL OR (f.departs_at, f.id) > ($9, $10::text))
         AND (NOT $12 OR f.status IN ('scheduled', 'delayed', 'boarding') OR (f.status = 'cancelled' AND f.departs_at >= (SELECT skyhold_now())))
       ORDER BY f.departs_at, f.id LIMIT $11) f ${flightJoins} ORDER BY f.departs_at, f.id`,
};

const oneStatement: Statement<FlightOnBoardRow> = {
  name: "flight_on_board",
  text: `SELECT ${onBoard} AS answer FROM flight f ${flightJoins} WHERE f.id = $1`,
};

/** Flights by departure, on sale or not, with how full they are. */
export async function listFlightBoard(db: Transaction, query: FlightBoardQuery): Promise<FlightOnBoardRow[]> {
  const { from, until, departureDate, status, origin, destination, airlineCode, flightNumber, after, limit, stillHere } = query;
  const values = [from, until, departureDate, status, origin, destination, airlineCode, flightNumber];
  return db.run(boardStatement, [...values, after?.departsAt ?? null, after?.id ?? null, limit, stillHere]);
}

/** One flight as staff see it; null where there is none. */
export async function findFlightOnBoard(db: Transaction, flightId: string): Promise<FlightOnBoardRow | null> {
  return (await db.run(oneStatement, [flightId]))[0] ?? null;
}

/** How many flights leave on a local day, and how many of them do not as they should. */
export interface FlightDayRow {
  readonly date: string;
  readonly flights: number;
  readonly delayed: number;
  readonly cancelled: number;
  /** Of the flights that are not cancelled. */
  readonly seats: number;
  readonly sold: number;
}

const daysStatement: Statement<FlightDayRow> = {
  name: "flight_days",
  text: `SELECT jsonb_build_object('date', f.departure_date, 'flights', count(*), 'delayed', count(*) FILTER (WHERE f.status = 'delayed'),
                            'cancelled', count(*) FILTER (WHERE f.status = 'cancelled'),
                            'seats', coalesce(sum(k.seats), 0), 'sold', coalesce(sum(n.sold), 0)) AS answer
    FROM flight f
    LEFT JOIN LATERAL (SELECT sum(capacity) AS seats FROM flight_cabin k WHERE k.flight_id = f.id) k ON f.status <> 'cancelled'
    LEFT JOIN LATERAL (SELECT count(*) AS sold FROM seat_claim c
                        WHERE c.flight_id = f.id AND c.released_at IS NULL AND c.booking_id IS NOT NULL AND c.expires_at = 'infinity') n
           ON f.status <> 'cancelled'
   WHERE f.departs_at >= $1::date - interval '14 h' AND f.departs_at < $2::date + interval '38 h' AND f.departure_date BETWEEN $1::date AND $2::date
     AND ($3::text IS NULL OR f.origin = $3) AND ($4::text IS NULL OR f.destination = $4)
     AND ($5::text IS NULL OR f.airline_code = $5) AND ($6::int IS NULL OR f.flight_number = $6)
   GROUP BY f.departure_date ORDER BY f.departure_date`,
};

/** Counts flights by their local day of departure, both days included. */
export async function countFlightDays(
  db: Transaction,
  [from, until]: readonly [from: string, until: string],
  { origin, destination, airlineCode, flightNumber }: Pick<FlightBoardQuery, "origin" | "destination" | "airlineCode" | "flightNumber">,
): Promise<FlightDayRow[]> {
  return db.run(daysStatement, [from, until, origin, destination, airlineCode, flightNumber]);
}

/** Who sits, or does not, on a seat of a flight at this moment. */
export interface SeatHolderRow {
  readonly seat: string;
  readonly cabin: CabinOnSale["cabin"];
  readonly state: "held" | "sold" | "blocked";
  readonly heldUntil: string | null;
  /** Why it is out of sale. */
  readonly reason: string | null;
  /** Null where the seat is blocked. */
  readonly passenger: {
    readonly bookingId: string;
    readonly recordLocator: string;
    readonly type: "ADT" | "CHD" | "INF";
    readonly name: string | null;
    readonly brand: string;
    readonly ticketNumber: string | null;
    readonly couponStatus: "open" | "checked_in" | "flown" | "void" | "refunded" | null;
    readonly requests: readonly string[];
    readonly infants: readonly string[];
  } | null;
}

const manifestStatement: Statement<SeatHolderRow> = {
  name: "flight_manifest",
  text: `
  SELECT jsonb_build_object('seat', c.seat_no, 'cabin', c.cabin, 'reason', c.block_reason,
      'state', CASE WHEN c.booking_id IS NULL THEN 'blocked' WHEN c.expires_at = 'infinity' THEN 'sold' ELSE 'held' END,
      'heldUntil', CASE WHEN c.booking_id IS NOT NULL AND c.expires_at < 'infinity' THEN c.expires_at END,
      'passenger', CASE WHEN b.id IS NOT NULL THEN jsonb_build_object('bookingId', b.id, 'recordLocator', b.record_locator, 'type', p.type,
        'name', nullif(concat_ws(' ', p.given_name, p.surname), ''), 'brand', r.name, 'ticketNumber', u.ticket_number, 'couponStatus', u.status,
        'requests', (SELECT coalesce(jsonb_agg(q.code ORDER BY q.code), '[]') FROM special_service_request q
                      WHERE q.passenger_id = p.id AND q.segment_id = s.id),
        'infants', (
          SELECT coalesce(jsonb_agg(coalesce(nullif(concat_ws(' ', i.given_name, i.surname), ''), 'Infant') ORDER BY i.position), '[]')
            FROM passenger i WHERE i.booking_id = b.id AND i.type = 'INF'
             AND (SELECT count(*) FROM passenger e WHERE e.booking_id = b.id AND e.type = 'INF' AND e.position < i.position) = p.position)) END)
      AS answer
    FROM seat_claim c
    LEFT JOIN booking b ON b.id = c.booking_id LEFT JOIN passenger p ON p.id = c.passenger_id LEFT JOIN booking_segment s ON s.id = c.segment_id
    LEFT JOIN fare_brand r ON r.code = s.fare_brand_code
    LEFT JOIN LATERAL (SELECT u.ticket_number, u.status FROM coupon u JOIN ticket k ON k.number = u.ticket_number
                        WHERE u.segment_id = s.id AND k.passenger_id = p.id ORDER BY k.sequence DESC LIMIT 1) u ON true
   WHERE c.flight_id = $1 AND ${live}
   ORDER BY substring(c.seat_no, '^\\d+')::int, c.seat_no`,
};

/** The seats of a flight that are not free, from the nose, with who has them. */
export async function readManifest(db: Transaction, flightId: string): Promise<SeatHolderRow[]> {
  return db.run(manifestStatement, [flightId]);
}
