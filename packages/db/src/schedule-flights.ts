import type { Statement, Transaction } from "./client.ts";
import { cabinsOfSchedule } from "./flight-extension.ts";
import type { FlightTimes } from "./flight-extension.ts";

/** A flight to come of a schedule, with what decides on whether it may follow a change of the schedule. */
export interface ScheduleFlight {
  readonly id: string;
  readonly date: string;
  readonly departureMinute: number;
  readonly blockMinutes: number;
  readonly aircraft: string;
  readonly status: "scheduled" | "delayed" | "boarding" | "in_air" | "landed" | "cancelled";
  readonly saleClosed: boolean;
  /** Someone holds, pays or has a seat. */
  readonly booked: boolean;
  /** It has a gate, a terminal, estimated times or blocked seats: staff look after it by hand. */
  readonly tended: boolean;
  /** Some booking names it, also one that is over. */
  readonly named: boolean;
}

/** A flight and its new times. */
export type MovedFlight = FlightTimes & { readonly id: string };

/** How flights follow a change of their schedule. */
export interface ScheduleChange {
  readonly moved: readonly MovedFlight[];
  /** Those that get the aircraft, the cabins and the fares of the schedule. */
  readonly refitted: readonly string[];
  readonly cancelled: readonly string[];
  readonly deleted: readonly string[];
}

const lockScheduleStatement: Statement<string> = {
  name: "lock_schedule",
  text: "SELECT id AS answer FROM flight_schedule WHERE id = $1 FOR UPDATE",
};

const lockAircraftStatement: Statement<string> = {
  name: "lock_aircraft",
  text: "SELECT iata AS answer FROM aircraft_type WHERE iata = $1 FOR NO KEY UPDATE",
};

/** In the order of the keys, as holds take them: so nobody waits in a circle. */
export const lockFlightsStatement: Statement<number> = {
  name: "lock_flights_of_schedule",
  text: `
  WITH locked AS MATERIALIZED (
    SELECT pg_advisory_xact_lock(q.key) FROM (
      SELECT flight_lock_key(f.id) AS key FROM flight_schedule s
        JOIN flight f ON f.airline_code = s.airline_code AND f.flight_number = s.flight_number AND f.suffix = '' AND f.schedule_id = s.id
       WHERE s.id = $1 AND f.departs_at > skyhold_now() ORDER BY 1) q)
  SELECT count(*)::int AS answer FROM locked`,
};

/**
 * A booking that is over may still be paid by a payment that is under way, and would take its seats back. Payments are counted, not asked
 * for with EXISTS, of which the planner makes a set of all payments.
 */
export const scheduleFlightsStatement: Statement<ScheduleFlight> = {
  name: "flights_of_schedule",
  text: `
  SELECT json_build_object('id', f.id, 'date', f.departure_date, 'departureMinute', f.departure_minute, 'status', f.status,
           'blockMinutes', (extract(epoch FROM f.arrives_at - f.departs_at) / 60)::int, 'aircraft', f.aircraft_type_code,
           'saleClosed', f.sales_close_at <= skyhold_now(),
           'tended', f.gate IS NOT NULL OR f.terminal IS NOT NULL OR f.estimated_departs_at IS NOT NULL OR f.estimated_arrives_at IS NOT NULL
                     OR EXISTS (SELECT FROM seat_claim c WHERE c.flight_id = f.id AND c.released_at IS NULL AND c.block_reason IS NOT NULL),
           'booked', EXISTS (SELECT FROM seat_claim c WHERE c.flight_id = f.id AND c.released_at IS NULL AND c.block_reason IS NULL
                                AND c.expires_at > skyhold_now())
                     OR EXISTS (SELECT FROM booking_segment g JOIN booking b ON b.id = g.booking_id WHERE g.flight_id = f.id
                                   AND (b.state = 'awaiting_payment' OR b.state IN ('held', 'expired') AND (
                                        SELECT count(*) FROM payment p WHERE p.booking_id = b.id AND p.state NOT IN ('failed', 'cancelled')) > 0)),
           'named', EXISTS (SELECT FROM booking_segment g WHERE g.flight_id = f.id))
         AS answer
    FROM flight_schedule s
    JOIN flight f ON f.airline_code = s.airline_code AND f.flight_number = s.flight_number AND f.suffix = '' AND f.schedule_id = s.id
   WHERE s.id = $1 AND f.departs_at > skyhold_now()
   ORDER BY f.departure_date`,
};

const times = `"departsAt" timestamptz, "arrivesAt" timestamptz, "departureMinute" int, "arrivalDate" date, "arrivalMinute" int`;

const moveStatement: Statement<number> = {
  name: "move_flights_of_schedule",
  text: `
  WITH moved AS (
    UPDATE flight f
       SET departs_at = n."departsAt", arrives_at = n."arrivesAt", sales_close_at = n."departsAt" - (f.departs_at - f.sales_close_at),
           departure_minute = n."departureMinute", arrival_date = n."arrivalDate", arrival_minute = n."arrivalMinute"
      FROM jsonb_to_recordset($1::jsonb) n(id text, ${times}) WHERE f.id = n.id RETURNING f.id)
  SELECT count(*)::int AS answer FROM moved`,
};

const emptyStatement: Statement<number> = {
  name: "delete_cabins",
  text: "WITH gone AS (DELETE FROM flight_cabin WHERE flight_id = ANY ($1::text[]) RETURNING 1) SELECT count(*)::int AS answer FROM gone",
};

const refitStatement: Statement<number> = {
  name: "refit_flights",
  text: `
  WITH written AS (
    UPDATE flight f SET aircraft_type_code = t.iata, seat_map_id = t.seat_map_id
      FROM flight_schedule s JOIN aircraft_type t ON t.iata = s.aircraft_type_code
     WHERE f.id = ANY ($1::text[]) AND s.id = f.schedule_id RETURNING f.id, f.schedule_id, f.seat_map_id),
  cabins AS (${cabinsOfSchedule})
  SELECT count(*)::int AS answer FROM written`,
};

const cancelStatement: Statement<number> = {
  name: "cancel_flights",
  text: "WITH gone AS (UPDATE flight SET status = 'cancelled' WHERE id = ANY ($1::text[]) RETURNING 1) SELECT count(*)::int AS answer FROM gone",
};

const deleteStatement: Statement<number> = {
  name: "delete_flights",
  text: "WITH gone AS (DELETE FROM flight WHERE id = ANY ($1::text[]) RETURNING 1) SELECT count(*)::int AS answer FROM gone",
};

/** Locks a schedule against every other change, and against the job that writes its flights. Whether it exists. */
export async function lockSchedule(tx: Transaction, scheduleId: string): Promise<boolean> {
  return (await tx.run(lockScheduleStatement, [scheduleId])).length > 0;
}

/** Locks an aircraft type, where there is one, against every other change. */
export async function lockAircraft(tx: Transaction, iata: string): Promise<void> {
  await tx.run(lockAircraftStatement, [iata]);
}

/** The flights to come of a schedule, the earliest first; nobody can begin to hold seats of them until the transaction ends. */
export async function lockFlightsOfSchedule(tx: Transaction, scheduleId: string): Promise<ScheduleFlight[]> {
  await tx.run(lockFlightsStatement, [scheduleId]);
  return tx.run(scheduleFlightsStatement, [scheduleId]);
}

/** Lets flights follow their schedule as it is stored now. The caller has them locked. */
export async function changeFlightsOfSchedule(tx: Transaction, { moved, refitted, cancelled, deleted }: ScheduleChange): Promise<void> {
  if (moved.length > 0) await tx.run(moveStatement, [JSON.stringify(moved)]);
  if (refitted.length + deleted.length > 0) await tx.run(emptyStatement, [[...refitted, ...deleted]]);
  if (refitted.length > 0) await tx.run(refitStatement, [refitted]);
  if (cancelled.length > 0) await tx.run(cancelStatement, [cancelled]);
  if (deleted.length > 0) await tx.run(deleteStatement, [deleted]);
}

const lockNumberStatement: Statement<boolean> = {
  name: "lock_flight_number",
  text: "SELECT true AS answer FROM (SELECT pg_advisory_xact_lock(hashtextextended($1 || $2::int, 12))) locked",
};

/** Until the transaction ends nobody else gives this number of the airline to a schedule, so that no two have it on the same day. */
export async function lockFlightNumber(
  tx: Transaction,
  number: { readonly airline: string; readonly flightNumber: number },
): Promise<void> {
  await tx.run(lockNumberStatement, [number.airline, number.flightNumber]);
}
