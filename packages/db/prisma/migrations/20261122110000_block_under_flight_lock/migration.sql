-- Taking seats out of sale takes part in the lock of the flight, as a hold does: after its seats' locks, and before it looks which seats
-- the aircraft has. So a schedule that gives the flight another aircraft sees the block, or the block sees the aircraft.
DO $migration$
DECLARE
  v_source text := pg_get_functiondef('block_seats'::regproc);
  v_look text := $look$  SELECT jsonb_agg(w.seat_no) INTO v_unknown FROM unnest(p_seats) AS w(seat_no)
   WHERE NOT EXISTS (SELECT FROM flight f JOIN seat s ON s.seat_map_id = f.seat_map_id WHERE f.id = p_flight AND s.seat_no = w.seat_no);
  IF v_unknown IS NOT NULL THEN RETURN jsonb_build_object('outcome', 'unknown', 'seats', v_unknown); END IF;
$look$;
  v_locks text := $locks$  PERFORM pg_advisory_xact_lock(q.key) FROM (SELECT seat_lock_key(p_flight, w.seat_no) AS key FROM unnest(p_seats) AS w(seat_no) ORDER BY 1) q;
$locks$;
BEGIN
  IF position(v_look || v_locks IN v_source) = 0 THEN RAISE 'block_seats has changed: there is no place for the lock of the flight'; END IF;
  EXECUTE replace(v_source, v_look || v_locks,
    v_locks || $lock$  PERFORM pg_advisory_xact_lock_shared(flight_lock_key(p_flight));
$lock$ || v_look);
END $migration$;
