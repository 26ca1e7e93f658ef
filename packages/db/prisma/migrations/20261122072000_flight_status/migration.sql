-- The day of travel: statuses that go forward only, estimates that say who made them, and what the airline cancels.

-- AlterEnum
ALTER TYPE "cancelled_by" ADD VALUE 'carrier';

-- AlterTable
ALTER TABLE "flight" ADD COLUMN "estimate_source" "flight_news_source";

-- In the order in which they came about: whoever waited for the flight's lock changed it later.
ALTER TABLE "flight_change" ALTER COLUMN "created_at" SET DEFAULT skyhold_clock();

-- ── What Prisma's schema cannot say ───────────────────────────────────────────────────────────────────────────────
ALTER TABLE "flight"
  ADD CONSTRAINT "flight_estimates_together" CHECK (num_nonnulls(estimated_departs_at, estimated_arrives_at, estimate_source) IN (0, 3)),
  ADD CONSTRAINT "flight_estimated_arrival_after_departure" CHECK (estimated_arrives_at > estimated_departs_at);

-- The next that happens to a flight, by time: the status job reads from the end that is due.
CREATE INDEX "flight_to_leave" ON "flight" ((coalesce(estimated_departs_at, departs_at))) WHERE status IN ('scheduled', 'delayed', 'boarding');
CREATE INDEX "flight_to_arrive" ON "flight" ((coalesce(estimated_arrives_at, arrives_at))) WHERE status = 'in_air';

-- Cancellations of flights that may not be done yet.
CREATE INDEX "flight_change_cancelled" ON "flight_change" (created_at) WHERE kind = 'cancelled';

-- A status never returns, whoever asks. A new timetable is a new start for a flight that was only late. What staff say of
-- a delay stands until staff say otherwise.
CREATE FUNCTION flight_status_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_rescheduled boolean := (NEW.departs_at, NEW.arrives_at) <> (OLD.departs_at, OLD.arrives_at);
BEGIN
  IF NEW.status <> OLD.status AND NOT (CASE OLD.status
      WHEN 'scheduled' THEN true
      WHEN 'delayed' THEN NEW.status <> 'scheduled' OR v_rescheduled
      WHEN 'boarding' THEN NEW.status IN ('in_air', 'landed', 'cancelled')
      WHEN 'in_air' THEN NEW.status = 'landed'
      ELSE false END)
  THEN RAISE EXCEPTION 'a flight does not go from % to %', OLD.status, NEW.status USING ERRCODE = 'SK099'; END IF;
  IF OLD.estimate_source = 'staff' AND NEW.estimate_source IS DISTINCT FROM 'staff' AND NOT v_rescheduled
  THEN RAISE EXCEPTION 'what staff have said of a delay is not for % to change', coalesce(NEW.estimate_source::text, 'anyone') USING ERRCODE = 'SK099'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER flight_status_guard BEFORE UPDATE OF status, estimated_departs_at, estimated_arrives_at, estimate_source ON "flight"
  FOR EACH ROW EXECUTE FUNCTION flight_status_guard();

-- Lets go the seats of some passengers on some segments, each pair of ids one seat, of several bookings at once. The caller holds
-- the bookings' rows.
DROP FUNCTION release_cancelled_seats(text, text[], text[]);
CREATE FUNCTION release_cancelled_seats(p_passengers text[], p_segments text[]) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_released int;
BEGIN
  PERFORM pg_advisory_xact_lock(q.key) FROM (
    SELECT DISTINCT seat_lock_key(c.flight_id, c.seat_no) AS key FROM unnest(p_passengers, p_segments) AS w(passenger_id, segment_id)
      JOIN seat_claim c ON c.passenger_id = w.passenger_id AND c.segment_id = w.segment_id AND c.released_at IS NULL ORDER BY 1) q;
  WITH live AS (
    SELECT c.id FROM unnest(p_passengers, p_segments) AS w(passenger_id, segment_id)
      JOIN seat_claim c ON c.passenger_id = w.passenger_id AND c.segment_id = w.segment_id AND c.released_at IS NULL
     ORDER BY c.flight_id, c.seat_no FOR NO KEY UPDATE OF c)
  UPDATE seat_claim c SET released_at = skyhold_clock(), release_reason = 'cancelled' FROM live WHERE c.id = live.id;
  GET DIAGNOSTICS v_released = ROW_COUNT;
  RETURN v_released;
END $$;

-- Ends unpaid bookings with their seats, also those for which money is on its way: nothing that they are for takes place. What is
-- paid for them all the same finds them ended, and goes back. The caller holds their rows.
CREATE FUNCTION release_unpaid_bookings(p_bookings text[]) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_ended int;
BEGIN
  PERFORM pg_advisory_xact_lock(q.key) FROM (
    SELECT DISTINCT seat_lock_key(c.flight_id, c.seat_no) AS key FROM seat_claim c
     WHERE c.booking_id = ANY (p_bookings) AND c.released_at IS NULL ORDER BY 1) q;
  WITH live AS (
    SELECT c.id FROM seat_claim c WHERE c.booking_id = ANY (p_bookings) AND c.released_at IS NULL ORDER BY c.flight_id, c.seat_no FOR NO KEY UPDATE)
  UPDATE seat_claim c SET released_at = skyhold_clock(), release_reason = 'released' FROM live WHERE c.id = live.id;
  UPDATE booking SET state = 'released', ended_at = skyhold_now(), secured_at = NULL
   WHERE id = ANY (p_bookings) AND state IN ('held', 'awaiting_payment');
  GET DIAGNOSTICS v_ended = ROW_COUNT;
  RETURN v_ended;
END $$;
