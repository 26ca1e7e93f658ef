-- Dearer seats for a booking that is paid: a payment of its own, of exactly the difference.

-- CreateEnum
CREATE TYPE "payment_purpose" AS ENUM ('booking', 'seats');

-- AlterTable
ALTER TABLE "payment" ADD COLUMN "purpose" "payment_purpose" NOT NULL DEFAULT 'booking',
  ADD COLUMN "seats" JSONB,
  ADD COLUMN "pay_by" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "price_line" ADD COLUMN "payment_id" TEXT;

-- AddForeignKey
ALTER TABLE "price_line" ADD CONSTRAINT "price_line_payment_id_fkey"
  FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ── What Prisma's schema cannot say ───────────────────────────────────────────────────────────────────────────────
ALTER TABLE "payment" ADD CONSTRAINT "payment_for_seats"
  CHECK (num_nonnulls(seats, pay_by) = CASE purpose WHEN 'seats' THEN 2 ELSE 0 END);
ALTER TABLE "price_line" ADD CONSTRAINT "price_line_one_cause" CHECK (num_nonnulls(refund_id, payment_id) <= 1);
CREATE INDEX "payment_seats_due" ON "payment" (pay_by) WHERE purpose = 'seats' AND state IN ('starting', 'requires_payment');

-- Keeps the seats that an authorised payment is for, until its money is in: all of them, or none. Through the same constraint as
-- a sale, but as nobody's seats: the party sits where it sat until they are paid. Seats that it changes among itself are its own.
-- The caller holds the booking's row.
CREATE FUNCTION keep_seats_for_payment(p_booking text, p_seats jsonb, p_payment text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_refusal jsonb;
  v_wanted int;
  v_claimed int;
BEGIN
  PERFORM lock_seats_to_change(p_booking, p_seats);
  v_refusal := seat_change_refusal(p_seats, p_payment);
  IF v_refusal IS NOT NULL THEN RETURN v_refusal; END IF;
  PERFORM retire_claims(p_seats, p_payment);
  SELECT count(*) INTO v_wanted FROM jsonb_to_recordset(p_seats) AS w(flight_id text, seat_no text)
   WHERE NOT EXISTS (SELECT FROM seat_claim c WHERE c.booking_id = p_booking AND c.flight_id = w.flight_id AND c.seat_no = w.seat_no AND c.released_at IS NULL);
  INSERT INTO seat_claim (flight_id, seat_no, cabin, block_reason, expires_at)
  SELECT w.flight_id, w.seat_no, w.cabin::cabin, p_payment, 'infinity'
    FROM jsonb_to_recordset(p_seats) AS w(flight_id text, seat_no text, cabin text)
   WHERE NOT EXISTS (SELECT FROM seat_claim c WHERE c.booking_id = p_booking AND c.flight_id = w.flight_id AND c.seat_no = w.seat_no AND c.released_at IS NULL)
   ORDER BY w.flight_id, w.seat_no
  ON CONFLICT (flight_id, seat_no) WHERE released_at IS NULL DO NOTHING;
  GET DIAGNOSTICS v_claimed = ROW_COUNT;
  IF v_claimed <> v_wanted THEN RAISE EXCEPTION 'a seat was taken meanwhile' USING ERRCODE = 'SK001'; END IF;
  RETURN '{"outcome": "changed"}';
END $$;

-- Lets go the seats that were kept for a payment which came to nothing.
CREATE FUNCTION release_seats_of_payment(p_payment text) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_released int;
BEGIN
  PERFORM pg_advisory_xact_lock(q.key) FROM (
    SELECT seat_lock_key(c.flight_id, c.seat_no) AS key FROM seat_claim c WHERE c.block_reason = p_payment AND c.released_at IS NULL ORDER BY 1) q;
  WITH kept AS (
    SELECT c.id FROM seat_claim c WHERE c.block_reason = p_payment AND c.released_at IS NULL ORDER BY c.flight_id, c.seat_no FOR NO KEY UPDATE)
  UPDATE seat_claim c SET released_at = skyhold_clock(), release_reason = 'payment_lost' FROM kept WHERE c.id = kept.id;
  GET DIAGNOSTICS v_released = ROW_COUNT;
  RETURN v_released;
END $$;
CREATE INDEX "seat_claim_blocked" ON "seat_claim" (block_reason) WHERE block_reason IS NOT NULL AND released_at IS NULL;
