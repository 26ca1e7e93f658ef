-- A hold that is refused because a flight has other times or another aircraft than its offer says, tells which one: of a trip of several
-- offers only that one has to be searched for again. Only this piece is put into the function, whatever else it says by now.
DO $migration$
DECLARE
  v_source text := pg_get_functiondef('hold_seats'::regproc);
  v_before text := $before$  IF EXISTS (SELECT FROM jsonb_to_recordset(p->'segments') AS s(flight_id text, departs_at timestamptz, aircraft text)
             CROSS JOIN LATERAL (SELECT * FROM flight WHERE id = s.flight_id LIMIT 1) f
              WHERE f.departs_at <> s.departs_at OR f.aircraft_type_code <> s.aircraft) THEN
    RETURN coalesce(held_before(p->>'userId', p->>'key', p->>'fingerprint'), '{"outcome": "flight_changed"}');
  END IF;$before$;
BEGIN
  IF position(v_before IN v_source) = 0 THEN RAISE 'hold_seats has changed: there is no look at the flights to replace'; END IF;
  EXECUTE replace(v_source, v_before, $piece$  SELECT jsonb_build_object('outcome', 'flight_changed', 'flightId', s.flight_id) INTO v_refusal
    FROM jsonb_to_recordset(p->'segments') AS s(flight_id text, departs_at timestamptz, aircraft text)
   CROSS JOIN LATERAL (SELECT * FROM flight WHERE id = s.flight_id LIMIT 1) f
   WHERE f.departs_at <> s.departs_at OR f.aircraft_type_code <> s.aircraft LIMIT 1;
  IF v_refusal IS NOT NULL THEN
    RETURN coalesce(held_before(p->>'userId', p->>'key', p->>'fingerprint'), v_refusal);
  END IF;$piece$);
END $migration$;
