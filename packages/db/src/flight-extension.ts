import type { Database, Statement } from "./client.ts";

/**
 * The instant of a wall time. Where clocks go back it is the earlier of two, where they go forward the time after the gap, as
 * Temporal's "compatible" has it: PostgreSQL alone would take the later of two.
 */
const instantOf = (wall: string, zone: string) => {
  const before = `(${wall} AT TIME ZONE 'UTC' - interval '1 day')`;
  const offset = `(${before} AT TIME ZONE ${zone} - ${before} AT TIME ZONE 'UTC')`;
  const earlier = `((${wall} - ${offset}) AT TIME ZONE 'UTC')`;
  return `CASE WHEN ${earlier} AT TIME ZONE ${zone} = ${wall} THEN ${earlier} ELSE ${wall} AT TIME ZONE ${zone} END`;
};

const minuteOf = (wall: string) => `(extract(hour FROM ${wall}) * 60 + extract(minute FROM ${wall}))::int`;

/** A version 7 UUID, which PostgreSQL makes by itself only from version 18 on. */
const newUuid = `encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid`;

/** Written in one order by all who write, so that two never wait for each other in a circle. A cabin without a fare is not sold. */
const extendStatement: Statement<number> = {
  name: "extend_flights",
  text: `
  WITH wanted AS MATERIALIZED (
    SELECT s.*, d.day::date AS day, o.time_zone AS from_zone, a.time_zone AS to_zone, t.seat_map_id,
           ${instantOf("(d.day + s.departure_minute * interval '1 min')", "o.time_zone")} AS departs_at
      FROM flight_schedule s
      JOIN airport o ON o.iata = s.origin
      JOIN airport a ON a.iata = s.destination
      JOIN aircraft_type t ON t.iata = s.aircraft_type_code
      CROSS JOIN LATERAL generate_series(greatest(s.valid_from, $1::date)::timestamp, least(s.valid_to, $2::date)::timestamp, interval '1 day') d(day)
     WHERE s.days_of_week & (1 << (extract(isodow FROM d.day)::int - 1)) <> 0
       AND NOT EXISTS (SELECT FROM flight f WHERE f.airline_code = s.airline_code AND f.flight_number = s.flight_number
                          AND f.suffix = '' AND f.departure_date = d.day::date)),
  timed AS (
    SELECT w.*, w.departs_at AT TIME ZONE w.from_zone AS departs, w.departs_at + w.block_minutes * interval '1 min' AS arrives_at,
           (w.departs_at + w.block_minutes * interval '1 min') AT TIME ZONE w.to_zone AS arrives
      FROM wanted w WHERE w.departs_at > (SELECT skyhold_now())),
  added AS (
    INSERT INTO flight (id, schedule_id, airline_code, flight_number, origin, destination, departure_date, departure_minute,
                        arrival_date, arrival_minute, departs_at, arrives_at, sales_close_at, aircraft_type_code, seat_map_id)
    SELECT 'flt_' || ${newUuid}, t.id, t.airline_code, t.flight_number, t.origin, t.destination, t.departs::date, ${minuteOf("t.departs")},
           t.arrives::date, ${minuteOf("t.arrives")}, t.departs_at, t.arrives_at, t.departs_at - interval '60 min', t.aircraft_type_code, t.seat_map_id
      FROM timed t ORDER BY t.airline_code, t.flight_number, t.day
    ON CONFLICT DO NOTHING RETURNING id, schedule_id, seat_map_id),
  cabins AS (
    INSERT INTO flight_cabin (flight_id, cabin, capacity, base_fare_minor, currency)
    SELECT f.id, m.cabin, m.capacity, (s.fares ->> m.cabin::text)::bigint, s.currency
      FROM added f
      JOIN flight_schedule s ON s.id = f.schedule_id
      JOIN (SELECT seat_map_id, cabin, count(*) AS capacity FROM seat GROUP BY seat_map_id, cabin) m USING (seat_map_id)
     WHERE s.fares ? m.cabin::text)
  SELECT count(*)::int AS answer FROM added`,
};

const shiftStatement: Statement<number> = {
  name: "shift_flights",
  text: `
  WITH moved AS MATERIALIZED (
    SELECT f.id, f.arrives_at - f.departs_at AS block, f.departs_at - f.sales_close_at AS closes_before, a.time_zone AS to_zone,
           CASE WHEN f.departs_at AT TIME ZONE o.time_zone = w.wall THEN f.departs_at ELSE ${instantOf("w.wall", "o.time_zone")} END AS departs_at
      FROM flight f
      JOIN airport o ON o.iata = f.origin
      JOIN airport a ON a.iata = f.destination
      CROSS JOIN LATERAL (SELECT f.departure_date + f.departure_minute * interval '1 min' AS wall) w
     WHERE f.status IN ('scheduled', 'delayed') AND f.departs_at > (SELECT skyhold_now())
       AND (date_trunc('minute', f.departs_at AT TIME ZONE o.time_zone) <> w.wall
            OR date_trunc('minute', f.arrives_at AT TIME ZONE a.time_zone) <> f.arrival_date + f.arrival_minute * interval '1 min')
     ORDER BY f.id FOR UPDATE OF f),
  shifted AS (
    UPDATE flight f
       SET departs_at = m.departs_at, arrives_at = m.departs_at + m.block, sales_close_at = m.departs_at - m.closes_before,
           arrival_date = ((m.departs_at + m.block) AT TIME ZONE m.to_zone)::date,
           arrival_minute = ${minuteOf("((m.departs_at + m.block) AT TIME ZONE m.to_zone)")}
      FROM moved m WHERE f.id = m.id RETURNING f.id)
  SELECT count(*)::int AS answer FROM shifted`,
};

/**
 * Writes the flights that schedules have on the local dates from the first to the last and that are not there yet, with their
 * cabins, all or none; departed ones are left out. A flight that is there, whatever became of it, stays as it is. Answers how many were added.
 */
export async function extendFlights(db: Database, dates: readonly [first: string, last: string]): Promise<number> {
  return (await db.run(extendStatement, [...dates]))[0] ?? 0;
}

/**
 * Puts flights to come back in step with the time zones as PostgreSQL knows them now: their local departure is the truth, what
 * was sold; their instants and their local arrival follow from it. Answers how many were moved: none, unless zones have changed.
 */
export async function shiftFlights(db: Database): Promise<number> {
  return (await db.run(shiftStatement, []))[0] ?? 0;
}
