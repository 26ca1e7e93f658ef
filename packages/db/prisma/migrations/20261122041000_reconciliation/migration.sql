-- Money that comes late, from elsewhere, or not as expected.

-- ── Late payments ─────────────────────────────────────────────────────────────────────────────────────────────────
-- Gives a booking that was paid late other seats for good, all of them or none; its old ones have been let go. It never waits for
-- anyone: the locks of its old seats are held already, and a second set out of key order could close a circle. A seat that
-- someone else has, or is about to, is named instead. The caller holds the booking's row.
CREATE FUNCTION reseat(p_booking text, p_seats jsonb) RETURNS jsonb LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_busy jsonb;
  v_claimed int;
BEGIN
  SELECT jsonb_agg(jsonb_build_object('flightId', w.flight_id, 'seat', w.seat_no)) INTO v_busy
    FROM jsonb_to_recordset(p_seats) AS w(flight_id text, seat_no text)
   WHERE NOT pg_try_advisory_xact_lock(seat_lock_key(w.flight_id, w.seat_no));
  IF v_busy IS NOT NULL THEN RETURN jsonb_build_object('outcome', 'busy', 'seats', v_busy); END IF;

  WITH dead AS (
    SELECT c.id FROM jsonb_to_recordset(p_seats) AS w(flight_id text, seat_no text)
      JOIN seat_claim c ON c.flight_id = w.flight_id AND c.seat_no = w.seat_no AND c.released_at IS NULL AND c.expires_at <= skyhold_now()
     ORDER BY c.flight_id, c.seat_no FOR NO KEY UPDATE OF c SKIP LOCKED)
  UPDATE seat_claim c SET released_at = skyhold_clock(), release_reason = 'expired' FROM dead WHERE c.id = dead.id;
  SELECT jsonb_agg(jsonb_build_object('flightId', c.flight_id, 'seat', c.seat_no)) INTO v_busy
    FROM jsonb_to_recordset(p_seats) AS w(flight_id text, seat_no text)
    JOIN seat_claim c ON c.flight_id = w.flight_id AND c.seat_no = w.seat_no AND c.released_at IS NULL;
  IF v_busy IS NOT NULL THEN RETURN jsonb_build_object('outcome', 'busy', 'seats', v_busy); END IF;

  INSERT INTO seat_claim (booking_id, segment_id, passenger_id, flight_id, seat_no, cabin, expires_at)
  SELECT p_booking, w.segment_id, w.passenger_id, w.flight_id, w.seat_no, w.cabin::cabin, 'infinity'
    FROM jsonb_to_recordset(p_seats) AS w(segment_id text, passenger_id text, flight_id text, seat_no text, cabin text)
   ORDER BY w.flight_id, w.seat_no
  ON CONFLICT (flight_id, seat_no) WHERE released_at IS NULL DO NOTHING;
  GET DIAGNOSTICS v_claimed = ROW_COUNT;
  IF v_claimed <> (SELECT seat_count FROM booking WHERE id = p_booking) THEN
    RAISE EXCEPTION 'a seat was taken meanwhile' USING ERRCODE = 'SK001';
  END IF;
  UPDATE booking SET secured_at = skyhold_now(), free_cancellation_until = skyhold_now() + interval '24 hours' WHERE id = p_booking;
  RETURN '{"outcome": "seated"}';
END $$;

-- ── Payments that are watched ─────────────────────────────────────────────────────────────────────────────────────
ALTER TABLE "payment" ADD COLUMN "requires_action" BOOLEAN NOT NULL DEFAULT false;

-- A notice names the payment and nothing else; it may be lost, doubled or late without harm. Seats give notice in the same
-- transactions, so this costs no commit that would not pay for one anyway.
CREATE FUNCTION payment_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('payment_change', NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER payment_changed AFTER UPDATE ON "payment" FOR EACH ROW
  WHEN ((NEW.state, NEW.decline_code, NEW.requires_action) IS DISTINCT FROM (OLD.state, OLD.decline_code, OLD.requires_action))
  EXECUTE FUNCTION payment_changed();
CREATE FUNCTION refund_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('payment_change', NEW.payment_id);
  RETURN NULL;
END $$;
CREATE TRIGGER refund_changed AFTER INSERT OR UPDATE OF state ON "refund" FOR EACH ROW
  WHEN (NEW.payment_id IS NOT NULL) EXECUTE FUNCTION refund_changed();

-- ── Money moved at the payment provider, not by us ────────────────────────────────────────────────────────────────
ALTER TYPE "ledger_account" ADD VALUE 'goodwill';
ALTER TYPE "ledger_account" ADD VALUE 'disputes';
ALTER TABLE "refund" ADD COLUMN "attempts" SMALLINT NOT NULL DEFAULT 0;

CREATE TABLE "dispute" (
    "id" TEXT NOT NULL,
    "booking_id" TEXT,
    "payment_id" TEXT,
    "stripe_dispute_id" TEXT NOT NULL,
    "stripe_intent_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "evidence_due_by" TIMESTAMPTZ(3),
    "funds_withdrawn" BOOLEAN NOT NULL,
    "funds_reinstated" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT skyhold_now(),

    CONSTRAINT "dispute_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "dispute_stripe_dispute_id_key" ON "dispute"("stripe_dispute_id");
CREATE INDEX "dispute_booking_id_idx" ON "dispute"("booking_id");
ALTER TABLE "dispute" ADD CONSTRAINT "dispute_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "dispute" ADD CONSTRAINT "dispute_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "dispute"
  ADD CONSTRAINT "dispute_amount_positive" CHECK (amount_minor > 0),
  ADD CONSTRAINT "dispute_reinstated_after_withdrawn" CHECK (funds_withdrawn OR NOT funds_reinstated);
CREATE TRIGGER dispute_never_deleted BEFORE DELETE ON "dispute" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- ── What the payment provider's account says otherwise ────────────────────────────────────────────────────────────
CREATE TABLE "payment_difference" (
    "id" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "stripe_id" TEXT NOT NULL,
    "booking_id" TEXT,
    "ours" TEXT,
    "theirs" TEXT,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL DEFAULT skyhold_now(),
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT skyhold_now(),
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_difference_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "payment_difference_booking_id_idx" ON "payment_difference"("booking_id");
-- The same difference is told once while it is open.
CREATE UNIQUE INDEX payment_difference_one_open ON "payment_difference" (object, stripe_id, kind) WHERE resolved_at IS NULL;
ALTER TABLE "payment_difference" ADD CONSTRAINT "payment_difference_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "payment_difference"
  ADD CONSTRAINT "payment_difference_object_known" CHECK (object IN ('payment', 'refund', 'movement')),
  ADD CONSTRAINT "payment_difference_kind_known" CHECK (kind IN ('missing_here', 'missing_there', 'amount', 'currency', 'state'));
CREATE TRIGGER payment_difference_never_deleted BEFORE DELETE ON "payment_difference" FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE "payment_comparison" (
    "id" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "payments" INTEGER NOT NULL,
    "refunds" INTEGER NOT NULL,
    "movements" INTEGER NOT NULL,
    "differences" INTEGER NOT NULL,
    "compared_at" TIMESTAMPTZ(3) NOT NULL DEFAULT skyhold_now(),

    CONSTRAINT "payment_comparison_pkey" PRIMARY KEY ("id")
);

-- Cards take no amount of three decimals whose last digit is not 0; fares are rounded so, and fees are set so.
ALTER TABLE "flight_cabin" ADD CONSTRAINT "flight_cabin_fees_payable"
  CHECK (currency NOT IN ('BHD', 'JOD', 'KWD', 'OMR', 'TND') OR (seat_fee_minor % 10 = 0 AND legroom_fee_minor % 10 = 0));
