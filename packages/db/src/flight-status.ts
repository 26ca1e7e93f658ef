import type { Statement, Transaction } from "./client.ts";

/** What one run of the status job has changed. */
export interface StatusRun {
  readonly boarding: number;
  readonly inAir: number;
  readonly landed: number;
  /** Flights of which it foretold a delay, by the ids of their changes. */
  readonly delays: readonly string[];
  /** Flights that have left, and of which, or of a flight before them in somebody's trip, the times had changed. */
  readonly leftChanged: readonly string[];
  readonly couponsFlown: number;
}

/**
 * A tenth of all flights is late in a demo, 15 to 120 minutes: which ones and by how much, their ids say, so that every run agrees.
 * Only `hashtextextended` of a seed is asked, whose answers PostgreSQL keeps stable between its versions.
 */
const hash = "(hashtextextended(f.id, 260) & 2147483647)";
const foretold = `f.status = 'scheduled' AND f.estimate_source IS NULL AND f.departs_at > c.now AND f.departs_at <= c.now + interval '2 h' AND ${hash} % 10 = 0`;

const planned = `
    SELECT d.*, CASE
        WHEN d.arrives <= d.now THEN 'landed' WHEN d.leaves <= d.now THEN 'in_air'
        WHEN d.leaves <= d.now + interval '60 min' THEN 'boarding' WHEN d.late THEN 'delayed' ELSE d.status::text END::flight_status AS next`;

/**
 * One statement, so that a run is had whole or not at all. Each flight is locked before it is judged, and one that somebody else
 * has locked is left for the next run: two runs at a time share the flights. The clock is read once.
 */
export const updateStatusesStatement: Statement<StatusRun> = {
  name: "update_flight_statuses",
  text: `
  WITH c AS MATERIALIZED (SELECT skyhold_now() AS now),
  leaving AS MATERIALIZED (
    SELECT f.id, f.status, f.departs_at, f.arrives_at, f.terminal, f.gate, c.now,
           $1::boolean AND ${foretold} AS late,
           CASE WHEN $1 AND ${foretold} THEN interval '1 min' * (15 + 5 * ((${hash} / 10) % 22)) ELSE interval '0' END AS delay,
           coalesce(f.estimated_departs_at, f.departs_at) AS expected_departure, coalesce(f.estimated_arrives_at, f.arrives_at) AS expected_arrival
      FROM flight f CROSS JOIN c
     WHERE f.status IN ('scheduled', 'delayed', 'boarding')
       AND coalesce(f.estimated_departs_at, f.departs_at) <= (SELECT now + CASE WHEN $1 THEN interval '2 h' ELSE interval '60 min' END FROM c)
       AND (coalesce(f.estimated_departs_at, f.departs_at) <= c.now + CASE WHEN f.status = 'boarding' THEN interval '0' ELSE interval '60 min' END
            OR ($1 AND ${foretold}))
     ORDER BY coalesce(f.estimated_departs_at, f.departs_at) LIMIT $2
       FOR NO KEY UPDATE OF f SKIP LOCKED),
  arriving AS MATERIALIZED (
    SELECT f.id FROM flight f
     WHERE f.status = 'in_air' AND coalesce(f.estimated_arrives_at, f.arrives_at) <= (SELECT now FROM c)
     ORDER BY coalesce(f.estimated_arrives_at, f.arrives_at) LIMIT $2
       FOR NO KEY UPDATE OF f SKIP LOCKED),
  planned AS MATERIALIZED (
    ${planned}
      FROM (SELECT l.*, l.expected_departure + l.delay AS leaves, l.expected_arrival + l.delay AS arrives FROM leaving l) d),
  moved AS (
    UPDATE flight f SET status = p.next,
           estimated_departs_at = CASE WHEN p.late THEN p.leaves ELSE f.estimated_departs_at END,
           estimated_arrives_at = CASE WHEN p.late THEN p.arrives ELSE f.estimated_arrives_at END,
           estimate_source = CASE WHEN p.late THEN 'simulated' ELSE f.estimate_source END
      FROM planned p WHERE f.id = p.id RETURNING f.id, f.status),
  landed AS (UPDATE flight f SET status = 'landed' FROM arriving a WHERE f.id = a.id RETURNING f.id),
  told AS (
    INSERT INTO flight_change (id, flight_id, kind, source, before, after)
    SELECT 'fch_' || gen_random_uuid(), p.id, 'delayed', 'simulated', ${timesAndPlace(["NULL::timestamptz", "NULL::timestamptz"])},
           ${timesAndPlace(["p.leaves", "p.arrives"])}
      FROM planned p WHERE p.late RETURNING id)
  SELECT jsonb_build_object(
    'boarding', (SELECT count(*) FROM moved WHERE status = 'boarding'),
    'inAir', (SELECT count(*) FROM moved WHERE status = 'in_air'),
    'landed', (SELECT count(*) FROM moved WHERE status = 'landed') + (SELECT count(*) FROM landed),
    'delays', (SELECT coalesce(jsonb_agg(id), '[]') FROM told),
    'leftChanged', (SELECT coalesce(jsonb_agg(m.id), '[]') FROM moved m WHERE m.status IN ('in_air', 'landed') AND ${timesChanged("m.id")}),
    'couponsFlown', fly_coupons((SELECT array_agg(id) FROM moved WHERE status IN ('in_air', 'landed')))) AS answer`,
};

/**
 * The times of a flight have changed, or those of the flight before it in somebody's trip: some who were to be on it may have stayed away. What
 * somebody has given up, as by a change for other flights, is not before it; what left without them is.
 */
function timesChanged(flightId: string): string {
  const changed = (id: string) => `EXISTS (SELECT FROM flight_change x WHERE x.flight_id = ${id} AND x.kind IN ('delayed', 'rescheduled'))`;
  return `(${changed(flightId)} OR EXISTS (
      SELECT FROM booking_segment s JOIN booking_segment e ON e.booking_id = s.booking_id AND e.position = (
               SELECT max(x.position) FROM booking_segment x WHERE x.booking_id = s.booking_id AND x.position < s.position AND EXISTS (
                 SELECT FROM passenger p WHERE p.booking_id = s.booking_id AND NOT EXISTS (
                   SELECT FROM cancellation_item i JOIN cancellation g ON g.id = i.cancellation_id
                    WHERE i.passenger_id = p.id AND i.segment_id IN (x.id, s.id) AND g.cancelled_by <> 'carrier')))
       WHERE s.flight_id = ${flightId} AND ${changed("e.flight_id")}))`;
}

/** `FlightTimesAndPlace` of core, of a flight `p` with these estimates. */
function timesAndPlace([departure, arrival]: readonly [string, string]): string {
  return `jsonb_build_object('departsAt', ${iso("p.departs_at")}, 'arrivesAt', ${iso("p.arrives_at")}, 'estimatedDepartsAt', ${iso(departure)},
             'estimatedArrivesAt', ${iso(arrival)}, 'terminal', p.terminal, 'gate', p.gate)`;
}

function iso(instant: string): string {
  return `to_char(${instant} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** So many flights leave, and so many arrive, in one run at most: after a long rest, several runs catch up. */
export const statusRunLimit = 20_000;

/** Brings the statuses of flights up to now, those first that have waited longest; `foretell` makes a tenth of those that leave within two hours late. */
export async function updateFlightStatuses(tx: Transaction, foretell: boolean): Promise<StatusRun> {
  const [run] = await tx.run(updateStatusesStatement, [foretell, statusRunLimit]);
  if (!run) throw new Error("The update of flight statuses gave no answer");
  return run;
}

const flyStatement: Statement<number> = { name: "fly_coupons", text: "SELECT fly_coupons($1::text[]) AS answer" };

/** Uses the coupons of those who flew on these flights. Answers how many. */
export async function flyCoupons(tx: Transaction, flightIds: readonly string[]): Promise<number> {
  return (await tx.run(flyStatement, [flightIds]))[0] ?? 0;
}

const changedStatement: Statement<boolean> = {
  name: "times_changed_before_departure",
  text: `SELECT ${timesChanged("$1::text")} AS answer`,
};

/** Whether the times of a flight have changed, or those of a flight before it in somebody's trip. */
export async function haveTimesChanged(tx: Transaction, flightId: string): Promise<boolean> {
  return (await tx.run(changedStatement, [flightId]))[0] ?? false;
}

const untakenStatement: Statement<string> = {
  name: "bookings_left_behind",
  text: `SELECT DISTINCT s.booking_id AS answer FROM booking_segment s JOIN booking b ON b.id = s.booking_id JOIN coupon k ON k.segment_id = s.id
     WHERE s.flight_id = $1 AND b.state = 'confirmed' AND k.status IN ('open', 'checked_in') ORDER BY 1`,
};

/** Paid bookings of which somebody was to be on a flight and was not, once it has left. */
export async function findBookingsLeftBehind(db: Transaction, flightId: string): Promise<string[]> {
  return db.run(untakenStatement, [flightId]);
}

const endCouponsStatement: Statement<number> = {
  name: "end_coupons",
  text: `
  WITH ended AS (
    UPDATE coupon k SET status = $1::coupon_status
      FROM unnest($2::text[], $3::text[]) AS w(passenger_id, segment_id) JOIN ticket t ON t.passenger_id = w.passenger_id
     WHERE k.ticket_number = t.number AND k.segment_id = w.segment_id RETURNING 1)
  SELECT count(*)::int AS answer FROM ended`,
};

/** Ends the coupons of passengers on segments, in one statement. */
export async function endCoupons(
  tx: Transaction,
  status: "refunded" | "void",
  pairs: readonly { readonly passengerId: string; readonly segmentId: string }[],
): Promise<void> {
  await tx.run(endCouponsStatement, [status, pairs.map(({ passengerId }) => passengerId), pairs.map(({ segmentId }) => segmentId)]);
}

const lockFlightStatement: Statement<string> = {
  name: "lock_flight",
  text: "SELECT id AS answer FROM flight WHERE id = $1 FOR NO KEY UPDATE",
};

/** Locks a flight until the transaction ends, and says whether there is such a one. Holds read flights without it, and never wait. */
export async function lockFlight(tx: Transaction, flightId: string): Promise<boolean> {
  return (await tx.run(lockFlightStatement, [flightId])).length === 1;
}
