-- What choosing a seat costs on the flights of a schedule, by cabin; a cabin that is absent charges nothing.
ALTER TABLE "flight_schedule" ADD COLUMN "seat_fees" JSONB NOT NULL DEFAULT '{}';

ALTER TABLE "flight_schedule"
  ADD CONSTRAINT "flight_schedule_sane" CHECK (
    departure_minute BETWEEN 0 AND 1439 AND block_minutes > 0 AND days_of_week BETWEEN 1 AND 127 AND valid_from <= valid_to),
  ADD CONSTRAINT "flight_schedule_goes_somewhere" CHECK (origin <> destination);

-- Those who hold seats of a flight share this lock, and whoever gives the flight other times or another aircraft has it alone: a
-- hold is either seen by that change, or sees it. A row lock would write to the flight's row with every hold.
CREATE FUNCTION flight_lock_key(p_flight text) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT hashtextextended(p_flight, 11)
$$;

-- A hold takes that lock once it has its seats' locks, and refuses an offer whose flight has become another one since. Only this
-- piece is put into the function, whatever else it says by now.
DO $migration$
DECLARE
  v_source text := pg_get_functiondef('hold_seats'::regproc);
  v_before text := $before$  v_refusal := seat_problems(p->'seats');$before$;
BEGIN
  IF position(v_before IN v_source) = 0 THEN RAISE 'hold_seats has changed: there is no place for the look at the flights'; END IF;
  EXECUTE replace(v_source, v_before, $piece$  PERFORM pg_advisory_xact_lock_shared(q.key) FROM (
    SELECT DISTINCT flight_lock_key(s.flight_id) AS key FROM jsonb_to_recordset(p->'segments') AS s(flight_id text) ORDER BY 1) q;
  IF EXISTS (SELECT FROM jsonb_to_recordset(p->'segments') AS s(flight_id text, departs_at timestamptz, aircraft text)
             CROSS JOIN LATERAL (SELECT * FROM flight WHERE id = s.flight_id LIMIT 1) f
              WHERE f.departs_at <> s.departs_at OR f.aircraft_type_code <> s.aircraft) THEN
    RETURN coalesce(held_before(p->>'userId', p->>'key', p->>'fingerprint'), '{"outcome": "flight_changed"}');
  END IF;
$piece$ || v_before);
END $migration$;
