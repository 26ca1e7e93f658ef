import type { Statement, Transaction } from "./client.ts";

/** The last day of a schedule that has none: later than anything that is sold. */
export const untilFurtherNotice = "2199-12-31";

/** A flight that a schedule has on a local date, and that is not there yet. */
export interface MissingFlight {
  readonly scheduleId: string;
  readonly date: string;
  readonly departureMinute: number;
  readonly blockMinutes: number;
  readonly fromZone: string;
  readonly toZone: string;
}

/** When a flight leaves and arrives: instants in ISO 8601, and what clocks at the airports show. */
export interface FlightTimes {
  readonly departsAt: string;
  readonly arrivesAt: string;
  readonly departureDate: string;
  readonly departureMinute: number;
  readonly arrivalDate: string;
  readonly arrivalMinute: number;
}

/** A flight to come, with its times as they are stored. */
export interface TimedFlight extends FlightTimes {
  readonly id: string;
  readonly fromZone: string;
  readonly toZone: string;
}

/** The statement of findMissingFlights. Flights are looked up one by one: joined freely, the planner reads a million of them for each week. */
export const missingStatement: Statement<MissingFlight> = {
  name: "missing_flights",
  text: `
  SELECT json_build_object('scheduleId', s.id, 'date', d.day::date, 'departureMinute', s.departure_minute, 'blockMinutes', s.block_minutes,
                           'fromZone', o.time_zone, 'toZone', a.time_zone) AS answer
    FROM flight_schedule s
    JOIN airport o ON o.iata = s.origin
    JOIN airport a ON a.iata = s.destination
    CROSS JOIN LATERAL generate_series(greatest(s.valid_from, $1::date)::timestamp, least(s.valid_to, $2::date)::timestamp, interval '1 day') d(day)
    LEFT JOIN LATERAL (SELECT true AS there FROM flight f WHERE f.airline_code = s.airline_code AND f.flight_number = s.flight_number
                          AND f.suffix = '' AND f.departure_date = d.day::date LIMIT 1) f ON true
   WHERE ($3::text IS NULL OR s.id = $3)
     AND s.days_of_week & (1 << (extract(isodow FROM d.day)::int - 1)) <> 0 AND f.there IS NULL`,
};

const times = `"departsAt" timestamptz, "arrivesAt" timestamptz, "departureDate" date, "departureMinute" int, "arrivalDate" date, "arrivalMinute" int`;

/** The cabins of flights in the table `written`, as their schedules have them. A cabin without a fare is not sold. */
export const cabinsOfSchedule = `
    INSERT INTO flight_cabin (flight_id, cabin, capacity, base_fare_minor, currency, seat_fee_minor, legroom_fee_minor)
    SELECT f.id, m.cabin, m.capacity, (s.fares ->> m.cabin::text)::bigint, s.currency,
           coalesce((s.seat_fees #>> ARRAY[m.cabin::text, 'seat'])::bigint, 0), coalesce((s.seat_fees #>> ARRAY[m.cabin::text, 'legroom'])::bigint, 0)
      FROM written f
      JOIN flight_schedule s ON s.id = f.schedule_id
      JOIN (SELECT seat_map_id, cabin, count(*) AS capacity FROM seat GROUP BY seat_map_id, cabin) m USING (seat_map_id)
     WHERE s.fares ? m.cabin::text`;

/**
 * Written in one order by all who write, so that two never wait for each other in a circle. A schedule that is being changed is waited
 * for: it has then other times than those that were worked out, and its flights come with the change itself.
 */
const addStatement: Statement<number> = {
  name: "add_flights",
  text: `
  WITH wanted AS (
    SELECT n.*, s.airline_code, s.flight_number, s.origin, s.destination, s.aircraft_type_code
      FROM jsonb_to_recordset($1::jsonb) n(id text, "scheduleId" text, date date, minute int, "blockMinutes" int, ${times})
      JOIN flight_schedule s ON s.id = n."scheduleId" AND s.departure_minute = n.minute AND s.block_minutes = n."blockMinutes"
                            AND n.date BETWEEN s.valid_from AND s.valid_to AND s.days_of_week & (1 << (extract(isodow FROM n.date)::int - 1)) <> 0
       FOR SHARE OF s),
  written AS (
    INSERT INTO flight (id, schedule_id, airline_code, flight_number, origin, destination, departure_date, departure_minute,
                        arrival_date, arrival_minute, departs_at, arrives_at, sales_close_at, aircraft_type_code, seat_map_id)
    SELECT w.id, w."scheduleId", w.airline_code, w.flight_number, w.origin, w.destination, w."departureDate", w."departureMinute",
           w."arrivalDate", w."arrivalMinute", w."departsAt", w."arrivesAt", w."departsAt" - interval '60 min', w.aircraft_type_code, t.seat_map_id
      FROM wanted w
      JOIN aircraft_type t ON t.iata = w.aircraft_type_code
     WHERE w."departsAt" > (SELECT skyhold_now())
     ORDER BY w.airline_code, w.flight_number, w."departureDate"
    ON CONFLICT DO NOTHING RETURNING id, schedule_id, seat_map_id),
  cabins AS (${cabinsOfSchedule})
  SELECT count(*)::int AS answer FROM written`,
};

const timedStatement: Statement<TimedFlight> = {
  name: "timed_flights",
  text: `
  SELECT json_build_object('id', f.id, 'departsAt', f.departs_at, 'arrivesAt', f.arrives_at, 'departureDate', f.departure_date,
           'departureMinute', f.departure_minute, 'arrivalDate', f.arrival_date, 'arrivalMinute', f.arrival_minute,
           'fromZone', o.time_zone, 'toZone', a.time_zone) AS answer
    FROM (SELECT * FROM flight WHERE id > $1 AND status IN ('scheduled', 'delayed') AND departs_at > (SELECT skyhold_now()) ORDER BY id LIMIT $2) f
    JOIN airport o ON o.iata = f.origin
    JOIN airport a ON a.iata = f.destination
   ORDER BY f.id`,
};

const moveStatement: Statement<number> = {
  name: "move_flights",
  text: `
  WITH moved AS (
    UPDATE flight f
       SET departs_at = n."departsAt", arrives_at = n."arrivesAt", sales_close_at = n."departsAt" - (f.departs_at - f.sales_close_at),
           arrival_date = n."arrivalDate", arrival_minute = n."arrivalMinute"
      FROM jsonb_to_recordset($1::jsonb) n(id text, ${times})
     WHERE f.id = n.id AND f.departure_date = n."departureDate" AND f.departure_minute = n."departureMinute" RETURNING f.id)
  SELECT count(*)::int AS answer FROM moved`,
};

/** The local dates from the first to the last, of all schedules or of one. */
export interface ScheduledDays {
  readonly dates: readonly [first: string, last: string];
  readonly scheduleId: string | null;
}

/** A flight that a schedule has, worked out from these times of the schedule. */
export interface FlightToAdd extends FlightTimes {
  readonly id: string;
  readonly scheduleId: string;
  readonly date: string;
  readonly minute: number;
  readonly blockMinutes: number;
}

/** The flights that schedules have on these days and that are not there, whatever became of them. */
export async function findMissingFlights(db: Transaction, { dates, scheduleId }: ScheduledDays): Promise<MissingFlight[]> {
  return db.run(missingStatement, [...dates, scheduleId]);
}

/**
 * Writes flights of schedules with their cabins, all or none; those that departed, that another has written, or whose schedule says
 * something else by now are left out. Answers how many were added.
 */
export async function addFlights(db: Transaction, flights: readonly FlightToAdd[]): Promise<number> {
  return (await db.run(addStatement, [JSON.stringify(flights)]))[0] ?? 0;
}

/** The next flights to come in the order of their ids, after one of them. */
export async function findTimedFlights(db: Transaction, { after, limit }: { after: string; limit: number }): Promise<TimedFlight[]> {
  return db.run(timedStatement, [after, limit]);
}

/** Gives flights other instants and another local arrival; one that leaves at another wall time meanwhile is left alone. Answers how many were moved. */
export async function moveFlights(db: Transaction, flights: readonly (FlightTimes & { readonly id: string })[]): Promise<number> {
  return (await db.run(moveStatement, [JSON.stringify(flights)]))[0] ?? 0;
}
