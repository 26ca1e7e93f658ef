-- A seat is sold once.
--
-- A claim is live while released_at is null, and sold when it is live until infinity. Expiry is a fact of time: a claim
-- past its deadline no longer keeps anyone out, whether or not a job has tidied it away.
--
-- Locks, always in this order, so that no two callers can wait for each other in a circle:
--   booking row → (at a hold: advisory locks of the user and the network) → advisory lock of each seat in key order → claims in (flight, seat) order.

ALTER TABLE "seat_claim" SET (fillfactor = 80);
ALTER TABLE "seat_claim"
  ADD CONSTRAINT "seat_claim_released_with_reason" CHECK ((released_at IS NULL) = (release_reason IS NULL)),
  ADD CONSTRAINT "seat_claim_release_reason" CHECK (release_reason IN ('expired', 'released', 'cancelled', 'payment_lost', 'changed', 'unblocked')),
  ADD CONSTRAINT "seat_claim_expired_only_after_deadline" CHECK (release_reason <> 'expired' OR released_at >= expires_at),
  ADD CONSTRAINT "seat_claim_released_after_claimed" CHECK (released_at >= claimed_at),
  ADD CONSTRAINT "seat_claim_booked_or_blocked" CHECK (
    num_nonnulls(booking_id, segment_id, passenger_id) = CASE WHEN block_reason IS NULL THEN 3 ELSE 0 END);

-- THE constraint: at most one live claim for a seat of a flight.
CREATE UNIQUE INDEX "seat_claim_one_live" ON "seat_claim" (flight_id, seat_no) WHERE released_at IS NULL;
-- A passenger sits in one seat of a flight.
CREATE UNIQUE INDEX "seat_claim_one_per_passenger" ON "seat_claim" (segment_id, passenger_id) WHERE released_at IS NULL;

CREATE FUNCTION seat_claim_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'seat claims are never deleted' USING ERRCODE = 'SK090'; END IF;
  IF (NEW.booking_id, NEW.segment_id, NEW.passenger_id, NEW.flight_id, NEW.seat_no, NEW.claimed_at)
     IS DISTINCT FROM (OLD.booking_id, OLD.segment_id, OLD.passenger_id, OLD.flight_id, OLD.seat_no, OLD.claimed_at)
  THEN RAISE EXCEPTION 'the owner and the seat of a claim never change' USING ERRCODE = 'SK091'; END IF;
  IF OLD.released_at IS NOT NULL THEN RAISE EXCEPTION 'a released claim stays released' USING ERRCODE = 'SK092'; END IF;
  IF NEW.expires_at < OLD.expires_at THEN RAISE EXCEPTION 'a deadline is never brought forward' USING ERRCODE = 'SK093'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER seat_claim_guard BEFORE UPDATE OR DELETE ON "seat_claim" FOR EACH ROW EXECUTE FUNCTION seat_claim_guard();

CREATE FUNCTION seat_lock_key(flight_id text, seat_no text) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT hashtextextended(seat_no, hashtextextended(flight_id, 0))
$$;

CREATE FUNCTION lock_seats_of_booking(p_booking text) RETURNS void LANGUAGE sql VOLATILE AS $$
  SELECT pg_advisory_xact_lock(q.key) FROM (
    SELECT DISTINCT seat_lock_key(c.flight_id, c.seat_no) AS key FROM seat_claim c WHERE c.booking_id = p_booking ORDER BY 1) q
$$;

-- What an earlier call with the same key was answered: the same booking, or a mismatch; null when there was none.
CREATE FUNCTION held_before(p_user text, p_key text, p_fingerprint text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN b.hold_fingerprint = p_fingerprint
              THEN jsonb_build_object('outcome', 'replayed', 'bookingId', b.id)
              ELSE jsonb_build_object('outcome', 'key_reused') END
    FROM booking b WHERE b.user_id = p_user AND b.hold_key = p_key
$$;

-- Whether a user already holds as much unpaid as one may, so that nobody empties a flight by holding it. One user's holds
-- wait for one another here, so that many at once do not slip past the limit together.
CREATE FUNCTION hold_limit_reached(p_user text, p_limit int) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_live int;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(p_user, 7));
  SELECT count(*) INTO v_live FROM booking b
   WHERE b.user_id = p_user AND b.state IN ('held', 'awaiting_payment') AND b.expires_at > skyhold_now();
  RETURN CASE WHEN v_live >= p_limit THEN jsonb_build_object('outcome', 'hold_limit', 'per', 'user', 'live', v_live) END;
END $$;

-- Why these seats cannot be sold to these passengers, apart from being taken; null when they can.
CREATE FUNCTION seat_problems(p_seats jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_agg(jsonb_build_object('flightId', p.flight_id, 'seat', p.seat_no, 'why', p.why)) FROM (
    SELECT w.flight_id, w.seat_no, CASE
        WHEN f.id IS NULL OR f.status NOT IN ('scheduled', 'delayed') OR f.sales_close_at <= skyhold_now() THEN 'flight_closed'
        WHEN s.seat_no IS NULL THEN 'unknown'
        WHEN s.cabin::text <> w.cabin THEN 'other_cabin'
        WHEN s.exit_row AND NOT w.exit_row_allowed THEN 'exit_row'
      END AS why
    FROM jsonb_to_recordset(p_seats) AS w(flight_id text, seat_no text, cabin text, exit_row_allowed boolean)
    -- One row at a time by key: joined plainly, the planner takes the document for a hundred rows and reads both tables whole
    -- (2.2 ms with 10,000 flights, against 0.03).
    LEFT JOIN LATERAL (SELECT * FROM flight WHERE id = w.flight_id LIMIT 1) f ON true
    LEFT JOIN LATERAL (SELECT * FROM seat WHERE seat_map_id = f.seat_map_id AND seat_no = w.seat_no LIMIT 1) s ON true) p
  WHERE p.why IS NOT NULL
$$;

-- Holds all the seats asked for, with their booking, in one round trip and one commit: or none.
-- Losers are refused by reads alone: no row, no transaction id, no fsync.
-- The plan is the same for any seats; made anew for each call, planning would take as long as holding.
CREATE FUNCTION hold_seats(p jsonb) RETURNS jsonb LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_flights text[];
  v_seats text[];
  v_refusal jsonb;
  -- Whole milliseconds, so that the booking, its claims and every client hold the very same deadline.
  v_now timestamptz := date_trunc('milliseconds', skyhold_now());
  v_expires timestamptz := v_now + (p->>'holdSeconds')::int * interval '1 second';
  v_pay_by timestamptz := v_now + (p->>'paySeconds')::int * interval '1 second';
  v_seat_lines jsonb;
  v_booking text;
  v_dead int;
  v_claimed int;
BEGIN
  SELECT array_agg(w.flight_id), array_agg(w.seat_no) INTO v_flights, v_seats
    FROM jsonb_to_recordset(p->'seats') AS w(flight_id text, seat_no text);

  FOR attempt IN 1..2 LOOP
    SELECT jsonb_agg(jsonb_build_object('flightId', c.flight_id, 'seat', c.seat_no)) FILTER (WHERE c.expires_at > skyhold_now()),
           count(*) FILTER (WHERE c.expires_at <= skyhold_now())
      INTO v_refusal, v_dead
      FROM unnest(v_flights, v_seats) AS w(flight_id, seat_no)
      JOIN seat_claim c ON c.flight_id = w.flight_id AND c.seat_no = w.seat_no
     WHERE c.released_at IS NULL;
    IF v_refusal IS NOT NULL THEN
      RETURN coalesce(held_before(p->>'userId', p->>'key', p->>'fingerprint'), jsonb_build_object('outcome', 'taken', 'seats', v_refusal));
    END IF;
    IF attempt = 1 THEN
      v_refusal := coalesce(hold_limit_reached(p->>'userId', (p->>'holdLimit')::int),
                            origin_limit_reached(p->>'origin', (p->>'originLimit')::int));
      IF v_refusal IS NOT NULL THEN
        RETURN coalesce(held_before(p->>'userId', p->>'key', p->>'fingerprint'), v_refusal);
      END IF;
      PERFORM pg_advisory_xact_lock(q.key) FROM (
        SELECT seat_lock_key(w.flight_id, w.seat_no) AS key FROM unnest(v_flights, v_seats) AS w(flight_id, seat_no) ORDER BY 1) q;
    END IF;
  END LOOP;

  IF (p->>'offerExpiresAt')::timestamptz <= skyhold_now() THEN
    RETURN coalesce(held_before(p->>'userId', p->>'key', p->>'fingerprint'), '{"outcome": "offer_expired"}');
  END IF;
  v_refusal := seat_problems(p->'seats');
  IF v_refusal IS NOT NULL THEN
    RETURN coalesce(held_before(p->>'userId', p->>'key', p->>'fingerprint'),
                    jsonb_build_object('outcome', 'refused', 'problems', v_refusal));
  END IF;

  IF v_dead > 0 THEN
    WITH dead AS (
      SELECT c.id FROM unnest(v_flights, v_seats) AS w(flight_id, seat_no)
        JOIN seat_claim c ON c.flight_id = w.flight_id AND c.seat_no = w.seat_no
       WHERE c.released_at IS NULL AND c.expires_at <= skyhold_now()
       ORDER BY c.flight_id, c.seat_no FOR NO KEY UPDATE OF c)
    UPDATE seat_claim c SET released_at = skyhold_clock(), release_reason = 'expired' FROM dead WHERE c.id = dead.id;
  END IF;

  v_seat_lines := seat_lines(p->'seats', jsonb_array_length(p->'lines'));
  IF p ? 'guest' THEN PERFORM open_guest(p->>'userId', p->'guest'); END IF;
  -- The unique key makes a second call with the same key wait here for the first one and then fall out.
  INSERT INTO booking (id, record_locator, user_id, hold_key, hold_fingerprint, state, contact_email, contact_phone, currency,
                       total_minor, seat_count, expires_at, pay_by, created_at, origin_hash)
  VALUES (p->>'bookingId', p->>'recordLocator', p->>'userId', p->>'key', p->>'fingerprint', 'held', p->>'contactEmail', p->>'contactPhone',
          p->>'currency', (p->>'total')::bigint + (SELECT coalesce(sum((l->>'amount')::bigint), 0) FROM jsonb_array_elements(v_seat_lines) l),
          cardinality(v_seats), v_expires, v_pay_by, v_now, p->>'origin')
  ON CONFLICT (user_id, hold_key) DO NOTHING RETURNING id INTO v_booking;
  IF v_booking IS NULL THEN RETURN held_before(p->>'userId', p->>'key', p->>'fingerprint'); END IF;

  INSERT INTO booking_segment (id, booking_id, position, flight_id, cabin, fare_brand_code)
  SELECT s.id, v_booking, s.position, s.flight_id, s.cabin::cabin, s.fare_brand_code
    FROM jsonb_to_recordset(p->'segments') AS s(id text, position smallint, flight_id text, cabin text, fare_brand_code text);
  INSERT INTO passenger (id, booking_id, position, type)
  SELECT a.id, v_booking, a.position, a.type::passenger_type
    FROM jsonb_to_recordset(p->'passengers') AS a(id text, position smallint, type text);
  PERFORM write_service_requests(p->'requests');
  INSERT INTO price_line (id, booking_id, position, segment_id, passenger_id, kind, code, label, amount_minor)
  SELECT l.id, v_booking, l.position, l.segment_id, l.passenger_id, l.kind::price_line_kind, l.code, l.label, l.amount
    FROM jsonb_to_recordset((p->'lines') || v_seat_lines)
      AS l(id text, position smallint, segment_id text, passenger_id text, kind text, code text, label text, amount bigint);

  INSERT INTO seat_claim (booking_id, segment_id, passenger_id, flight_id, seat_no, cabin, expires_at)
  SELECT v_booking, w.segment_id, w.passenger_id, w.flight_id, w.seat_no, w.cabin::cabin, v_expires
    FROM jsonb_to_recordset(p->'seats') AS w(segment_id text, passenger_id text, flight_id text, seat_no text, cabin text)
   ORDER BY w.flight_id, w.seat_no
  ON CONFLICT (flight_id, seat_no) WHERE released_at IS NULL DO NOTHING;
  GET DIAGNOSTICS v_claimed = ROW_COUNT;
  IF v_claimed <> cardinality(v_seats) THEN RAISE EXCEPTION 'a seat was taken meanwhile' USING ERRCODE = 'SK001'; END IF;

  RETURN jsonb_build_object('outcome', 'held', 'bookingId', v_booking);
END $$;

-- Gives a running hold more time, but never past its pay_by. False when the hold has already run out.
CREATE FUNCTION extend_hold(p_booking text, p_until timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  b booking;
  v_until timestamptz;
  v_live int;
BEGIN
  SELECT * INTO b FROM booking WHERE id = p_booking FOR NO KEY UPDATE;
  IF b.state NOT IN ('held', 'awaiting_payment') OR b.expires_at <= skyhold_now() THEN RETURN false; END IF;
  -- Whole milliseconds here too: the booking's column keeps no more, and its claims are to end with it.
  v_until := greatest(b.expires_at, date_trunc('milliseconds', least(p_until, b.pay_by)));
  PERFORM FROM seat_claim c WHERE c.booking_id = p_booking AND c.released_at IS NULL ORDER BY c.flight_id, c.seat_no FOR NO KEY UPDATE;
  GET DIAGNOSTICS v_live = ROW_COUNT;
  -- A seat went to someone else while this call waited: the deadline had passed after all.
  IF v_live <> b.seat_count THEN RETURN false; END IF;
  UPDATE seat_claim c SET expires_at = v_until WHERE c.booking_id = p_booking AND c.released_at IS NULL AND c.expires_at < v_until;
  UPDATE booking SET expires_at = v_until WHERE id = p_booking;
  RETURN true;
END $$;

-- Makes the seats of a booking its own for good, once its money is authorised or paid: all, or none and the rest let go.
-- Late is no reason to refuse: seats that nobody took meanwhile are taken back. A flight that has left or is cancelled is:
-- then the answer is 'lost'. It is 'taken' where someone else has a seat, and others of the cabin may do.
-- The booking's own row says that it is secured, so that the sweep's row lock sees it.
CREATE FUNCTION secure_seats(p_booking text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  b booking;
  v_late boolean;
  v_live bigint[];
  v_taken_back int := 0;
BEGIN
  SELECT * INTO b FROM booking WHERE id = p_booking FOR NO KEY UPDATE;
  IF NOT FOUND OR b.state IN ('released', 'cancelled') THEN RETURN 'lost'; END IF;
  v_late := b.expires_at <= skyhold_now() OR b.state = 'expired';
  IF v_late THEN PERFORM lock_seats_of_booking(p_booking); END IF;

  SELECT array_agg(q.id) INTO v_live FROM (
    SELECT c.id FROM seat_claim c WHERE c.booking_id = p_booking AND c.released_at IS NULL
     ORDER BY c.flight_id, c.seat_no FOR NO KEY UPDATE) q;
  -- A block of its own is a savepoint: what it took back is undone when not all can be had.
  BEGIN
    IF EXISTS (SELECT FROM booking_segment s LEFT JOIN flight f ON f.id = s.flight_id
                WHERE s.booking_id = p_booking AND (f.id IS NULL OR f.status NOT IN ('scheduled', 'delayed', 'boarding') OR f.departs_at <= skyhold_now()))
    THEN RAISE EXCEPTION USING ERRCODE = 'SK003'; END IF;
    IF coalesce(cardinality(v_live), 0) < b.seat_count THEN
      INSERT INTO seat_claim (booking_id, segment_id, passenger_id, flight_id, seat_no, cabin, expires_at)
      SELECT c.booking_id, c.segment_id, c.passenger_id, c.flight_id, c.seat_no, c.cabin, 'infinity' FROM (
        SELECT DISTINCT ON (c.segment_id, c.passenger_id) c.* FROM seat_claim c
         WHERE c.booking_id = p_booking ORDER BY c.segment_id, c.passenger_id, c.id DESC) c
       WHERE c.released_at IS NOT NULL ORDER BY c.flight_id, c.seat_no
      ON CONFLICT (flight_id, seat_no) WHERE released_at IS NULL DO NOTHING;
      GET DIAGNOSTICS v_taken_back = ROW_COUNT;
    END IF;
    IF v_taken_back + coalesce(cardinality(v_live), 0) <> b.seat_count THEN RAISE EXCEPTION USING ERRCODE = 'SK001'; END IF;
  EXCEPTION WHEN SQLSTATE 'SK001' OR SQLSTATE 'SK003' THEN
    UPDATE seat_claim SET released_at = skyhold_clock(), release_reason = 'payment_lost' WHERE id = ANY (v_live);
    UPDATE booking SET secured_at = NULL WHERE id = p_booking;
    RETURN CASE SQLSTATE WHEN 'SK001' THEN 'taken' ELSE 'lost' END;
  END;
  UPDATE seat_claim SET expires_at = 'infinity' WHERE id = ANY (v_live) AND expires_at <> 'infinity';
  UPDATE booking SET secured_at = skyhold_now() WHERE id = p_booking AND secured_at IS NULL;
  RETURN CASE WHEN v_late THEN 'secured_late' ELSE 'secured' END;
END $$;

-- Lets the seats of a booking go. The caller holds the booking's row and writes its new state.
CREATE FUNCTION release_seats(p_booking text, p_reason text) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_released int;
BEGIN
  PERFORM lock_seats_of_booking(p_booking);
  WITH live AS (
    SELECT c.id FROM seat_claim c WHERE c.booking_id = p_booking AND c.released_at IS NULL ORDER BY c.flight_id, c.seat_no FOR NO KEY UPDATE)
  UPDATE seat_claim c SET released_at = skyhold_clock(), release_reason = p_reason FROM live WHERE c.id = live.id;
  GET DIAGNOSTICS v_released = ROW_COUNT;
  RETURN v_released;
END $$;

-- Why passengers of a booking cannot move to these seats; null when they can. Seats that they leave themselves are theirs to take, and
-- so are those that were kept for the payment that is to pay for the change.
CREATE FUNCTION seat_change_refusal(p_seats jsonb, p_payment text) RETURNS jsonb LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_problems jsonb := seat_problems(p_seats);
  v_taken jsonb;
BEGIN
  IF v_problems IS NOT NULL THEN RETURN jsonb_build_object('outcome', 'refused', 'problems', v_problems); END IF;
  SELECT jsonb_agg(jsonb_build_object('flightId', c.flight_id, 'seat', c.seat_no)) INTO v_taken
    FROM jsonb_to_recordset(p_seats) AS w(flight_id text, seat_no text)
    JOIN seat_claim c ON c.flight_id = w.flight_id AND c.seat_no = w.seat_no AND c.released_at IS NULL AND c.expires_at > skyhold_now()
   WHERE NOT EXISTS (SELECT FROM jsonb_to_recordset(p_seats) AS m(segment_id text, passenger_id text)
                      WHERE m.segment_id = c.segment_id AND m.passenger_id = c.passenger_id)
     AND coalesce(c.block_reason <> p_payment, true);
  RETURN CASE WHEN v_taken IS NOT NULL THEN jsonb_build_object('outcome', 'taken', 'seats', v_taken) END;
END $$;

CREATE FUNCTION lock_seats_to_change(p_booking text, p_seats jsonb) RETURNS void LANGUAGE sql VOLATILE AS $$
  SELECT pg_advisory_xact_lock(q.key) FROM (
    SELECT seat_lock_key(w.flight_id, w.seat_no) AS key FROM jsonb_to_recordset(p_seats) AS w(flight_id text, seat_no text)
    UNION SELECT seat_lock_key(c.flight_id, c.seat_no) FROM seat_claim c WHERE c.booking_id = p_booking AND c.released_at IS NULL
    ORDER BY 1) q
$$;

-- Ends the claims on these seats that keep nobody out any more: those past their deadline, and those kept for the payment that pays
-- for them now. The caller holds the locks of the seats.
CREATE FUNCTION retire_claims(p_seats jsonb, p_payment text) RETURNS void LANGUAGE sql VOLATILE AS $$
  WITH over AS (
    SELECT c.id FROM jsonb_to_recordset(p_seats) AS w(flight_id text, seat_no text)
      JOIN seat_claim c ON c.flight_id = w.flight_id AND c.seat_no = w.seat_no AND c.released_at IS NULL
       AND (c.expires_at <= skyhold_now() OR c.block_reason = p_payment)
     ORDER BY c.flight_id, c.seat_no FOR NO KEY UPDATE OF c)
  UPDATE seat_claim c SET released_at = skyhold_clock(), release_reason = CASE WHEN c.block_reason = p_payment THEN 'unblocked' ELSE 'expired' END
    FROM over WHERE c.id = over.id
$$;

-- Moves passengers of a booking to other seats, all of them or none: an old seat is free only once the new one is ours.
-- The caller holds the booking's row. Passengers of one booking may change places with each other.
CREATE FUNCTION change_seats(p_booking text, p_seats jsonb, p_payment text) RETURNS jsonb LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_refusal jsonb;
  v_until timestamptz;
  v_moved int;
  v_claimed int;
  v_asked int := jsonb_array_length(p_seats);
BEGIN
  PERFORM lock_seats_to_change(p_booking, p_seats);
  v_refusal := seat_change_refusal(p_seats, p_payment);
  IF v_refusal IS NOT NULL THEN RETURN v_refusal; END IF;

  WITH moving AS (
    SELECT c.id FROM jsonb_to_recordset(p_seats) AS w(segment_id text, passenger_id text)
      JOIN seat_claim c ON c.segment_id = w.segment_id AND c.passenger_id = w.passenger_id AND c.released_at IS NULL AND c.booking_id = p_booking
     ORDER BY c.flight_id, c.seat_no FOR NO KEY UPDATE OF c),
  released AS (
    UPDATE seat_claim c SET released_at = skyhold_clock(), release_reason = 'changed' FROM moving WHERE c.id = moving.id RETURNING c.expires_at)
  SELECT count(*), min(expires_at) INTO v_moved, v_until FROM released;
  IF v_moved <> v_asked THEN RAISE EXCEPTION 'the hold has run out' USING ERRCODE = 'SK002'; END IF;
  PERFORM retire_claims(p_seats, p_payment);
  INSERT INTO seat_claim (booking_id, segment_id, passenger_id, flight_id, seat_no, cabin, expires_at)
  SELECT p_booking, w.segment_id, w.passenger_id, w.flight_id, w.seat_no, w.cabin::cabin, v_until
    FROM jsonb_to_recordset(p_seats) AS w(segment_id text, passenger_id text, flight_id text, seat_no text, cabin text)
   ORDER BY w.flight_id, w.seat_no
  ON CONFLICT (flight_id, seat_no) WHERE released_at IS NULL DO NOTHING;
  GET DIAGNOSTICS v_claimed = ROW_COUNT;
  IF v_claimed <> v_asked THEN RAISE EXCEPTION 'a seat was taken meanwhile' USING ERRCODE = 'SK001'; END IF;
  RETURN '{"outcome": "changed"}';
END $$;

-- Housekeeping only: correctness never waits for it, and it never waits for anyone.
-- A booking whose seats are already secured is being paid at this moment and is left alone.
CREATE FUNCTION expire_bookings(p_limit int) RETURNS TABLE (booking_id text) LANGUAGE sql VOLATILE AS $$
  WITH due AS (
    SELECT b.id FROM booking b
     WHERE b.state IN ('held', 'awaiting_payment') AND b.expires_at <= skyhold_now() AND b.secured_at IS NULL
     ORDER BY b.expires_at LIMIT p_limit FOR NO KEY UPDATE SKIP LOCKED),
  dead AS (
    SELECT c.id FROM seat_claim c JOIN due ON due.id = c.booking_id
     WHERE c.released_at IS NULL AND c.expires_at <= skyhold_now()
     ORDER BY c.flight_id, c.seat_no FOR NO KEY UPDATE OF c SKIP LOCKED),
  released AS (
    UPDATE seat_claim c SET released_at = skyhold_clock(), release_reason = 'expired' FROM dead WHERE c.id = dead.id)
  UPDATE booking b SET state = 'expired', ended_at = skyhold_now() FROM due WHERE b.id = due.id RETURNING b.id
$$;

-- Takes seats out of sale through the same constraint as a sale: all of them, or none when one is held, sold or blocked.
CREATE FUNCTION block_seats(p_flight text, p_seats text[], p_reason text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_unknown jsonb;
  v_taken jsonb;
  v_blocked int;
BEGIN
  SELECT jsonb_agg(w.seat_no) INTO v_unknown FROM unnest(p_seats) AS w(seat_no)
   WHERE NOT EXISTS (SELECT FROM flight f JOIN seat s ON s.seat_map_id = f.seat_map_id WHERE f.id = p_flight AND s.seat_no = w.seat_no);
  IF v_unknown IS NOT NULL THEN RETURN jsonb_build_object('outcome', 'unknown', 'seats', v_unknown); END IF;
  PERFORM pg_advisory_xact_lock(q.key) FROM (SELECT seat_lock_key(p_flight, w.seat_no) AS key FROM unnest(p_seats) AS w(seat_no) ORDER BY 1) q;
  SELECT jsonb_agg(jsonb_build_object('seat', c.seat_no, 'state', CASE
      WHEN c.block_reason IS NOT NULL THEN 'blocked' WHEN c.expires_at = 'infinity' THEN 'sold' ELSE 'held' END) ORDER BY c.seat_no) INTO v_taken
    FROM seat_claim c WHERE c.flight_id = p_flight AND c.seat_no = ANY (p_seats) AND c.released_at IS NULL AND c.expires_at > skyhold_now();
  IF v_taken IS NOT NULL THEN RETURN jsonb_build_object('outcome', 'taken', 'seats', v_taken); END IF;
  WITH dead AS (
    SELECT c.id FROM seat_claim c WHERE c.flight_id = p_flight AND c.seat_no = ANY (p_seats) AND c.released_at IS NULL
     ORDER BY c.flight_id, c.seat_no FOR NO KEY UPDATE)
  UPDATE seat_claim c SET released_at = skyhold_clock(), release_reason = 'expired' FROM dead WHERE c.id = dead.id AND c.expires_at <= skyhold_now();
  INSERT INTO seat_claim (flight_id, seat_no, cabin, block_reason, expires_at)
  SELECT f.id, s.seat_no, s.cabin, p_reason, 'infinity' FROM flight f JOIN seat s ON s.seat_map_id = f.seat_map_id
   WHERE f.id = p_flight AND s.seat_no = ANY (p_seats) ORDER BY s.seat_no
  ON CONFLICT (flight_id, seat_no) WHERE released_at IS NULL DO NOTHING;
  GET DIAGNOSTICS v_blocked = ROW_COUNT;
  IF v_blocked <> cardinality(p_seats) THEN RAISE EXCEPTION 'a seat was taken meanwhile' USING ERRCODE = 'SK001'; END IF;
  RETURN '{"outcome": "blocked"}';
END $$;

-- Puts blocked seats on sale again, and names them; seats that are not blocked stay as they are.
CREATE FUNCTION unblock_seats(p_flight text, p_seats text[]) RETURNS jsonb LANGUAGE sql VOLATILE AS $$
  WITH released AS (
    UPDATE seat_claim c SET released_at = skyhold_clock(), release_reason = 'unblocked'
     WHERE NOT EXISTS (SELECT FROM payment p WHERE p.id = c.block_reason) AND c.flight_id = p_flight AND c.seat_no = ANY (p_seats) AND c.released_at IS NULL AND c.block_reason IS NOT NULL RETURNING c.seat_no)
  SELECT coalesce(jsonb_agg(seat_no ORDER BY seat_no), '[]') FROM released
$$;
