-- What is taken back of a sale: by whom, which passengers on which segments, and what became of each line of the price.
-- History: nothing here is ever changed, and the price lines that it speaks of stay as they were sold.

-- AlterEnum
ALTER TYPE "refund_state" ADD VALUE 'paid_outside';

-- AlterEnum
ALTER TYPE "ledger_account" ADD VALUE 'bank_cash';

-- CreateEnum
CREATE TYPE "cancelled_by" AS ENUM ('traveller', 'staff');

-- AlterTable
ALTER TABLE "booking" ADD COLUMN "free_cancellation_until" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "notification" ADD COLUMN "subject_id" TEXT;

-- AlterTable
ALTER TABLE "refund" ADD COLUMN "cancellation_id" TEXT,
ADD COLUMN "failure_reason" TEXT;

-- CreateTable
CREATE TABLE "cancellation" (
    "id" TEXT NOT NULL,
    "booking_id" TEXT NOT NULL,
    "confirmation_key" TEXT NOT NULL,
    "cancelled_by" "cancelled_by" NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT,
    "currency" CHAR(3) NOT NULL,
    "paid_minor" BIGINT NOT NULL,
    "refund_minor" BIGINT NOT NULL,
    "trace" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT skyhold_now(),

    CONSTRAINT "cancellation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cancellation_item" (
    "cancellation_id" TEXT NOT NULL,
    "passenger_id" TEXT NOT NULL,
    "segment_id" TEXT NOT NULL,

    CONSTRAINT "cancellation_item_pkey" PRIMARY KEY ("passenger_id","segment_id")
);

-- CreateTable
CREATE TABLE "cancellation_line" (
    "price_line_id" TEXT NOT NULL,
    "cancellation_id" TEXT NOT NULL,
    "paid_minor" BIGINT NOT NULL,
    "refunded_minor" BIGINT NOT NULL,
    "rule" TEXT NOT NULL,
    "why" TEXT NOT NULL,

    CONSTRAINT "cancellation_line_pkey" PRIMARY KEY ("price_line_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "cancellation_confirmation_key_key" ON "cancellation"("confirmation_key");

-- CreateIndex
CREATE INDEX "cancellation_booking_id_idx" ON "cancellation"("booking_id");

-- CreateIndex
CREATE INDEX "cancellation_item_cancellation_id_idx" ON "cancellation_item"("cancellation_id");

-- CreateIndex
CREATE INDEX "cancellation_line_cancellation_id_idx" ON "cancellation_line"("cancellation_id");

-- CreateIndex
CREATE INDEX "refund_stripe_intent_id_idx" ON "refund"("stripe_intent_id");

-- CreateIndex
CREATE INDEX "refund_cancellation_id_idx" ON "refund"("cancellation_id");

-- CreateIndex
CREATE INDEX "refund_created_at_id_idx" ON "refund"("created_at" DESC, "id");

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_cancellation_id_fkey" FOREIGN KEY ("cancellation_id") REFERENCES "cancellation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cancellation" ADD CONSTRAINT "cancellation_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cancellation_item" ADD CONSTRAINT "cancellation_item_cancellation_id_fkey" FOREIGN KEY ("cancellation_id") REFERENCES "cancellation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cancellation_item" ADD CONSTRAINT "cancellation_item_passenger_id_fkey" FOREIGN KEY ("passenger_id") REFERENCES "passenger"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cancellation_item" ADD CONSTRAINT "cancellation_item_segment_id_fkey" FOREIGN KEY ("segment_id") REFERENCES "booking_segment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cancellation_line" ADD CONSTRAINT "cancellation_line_cancellation_id_fkey" FOREIGN KEY ("cancellation_id") REFERENCES "cancellation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cancellation_line" ADD CONSTRAINT "cancellation_line_price_line_id_fkey" FOREIGN KEY ("price_line_id") REFERENCES "price_line"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ── What Prisma's schema cannot say ───────────────────────────────────────────────────────────────────────────────
-- A line of the price is given back once, being the key of cancellation_line, and never more of it than was paid.
ALTER TABLE "cancellation" ADD CONSTRAINT "cancellation_refund_within_paid" CHECK (refund_minor BETWEEN 0 AND paid_minor);
-- A line that gave part of the price back after the sale is below zero, and so is what goes back with it.
ALTER TABLE "cancellation_line" ADD CONSTRAINT "cancellation_line_refund_within_paid"
  CHECK (refunded_minor BETWEEN least(0, paid_minor) AND greatest(0, paid_minor));
ALTER TABLE "refund" ADD CONSTRAINT "refund_of_a_cancellation" CHECK ((reason = 'cancellation') = (cancellation_id IS NOT NULL));
-- A cancellation gives back of each payment once: a booking has several when dearer seats were paid later.
CREATE UNIQUE INDEX "refund_once_per_cancellation" ON "refund" (cancellation_id, stripe_intent_id) WHERE state NOT IN ('failed', 'cancelled');

CREATE TRIGGER cancellation_append_only BEFORE UPDATE OR DELETE ON "cancellation" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER cancellation_item_append_only BEFORE UPDATE OR DELETE ON "cancellation_item" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER cancellation_line_append_only BEFORE UPDATE OR DELETE ON "cancellation_line" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Of a payment never more is asked back than was taken, whoever asks and however many ask at once: each waits for the
-- payment's row, and then counts what the ones before it have written. A refund that the provider tells us of has
-- happened already, and is put on record whatever it is. Money that bought nothing goes back as it came.
CREATE FUNCTION refund_within_captured() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_captured bigint;
  v_refunds bigint;
BEGIN
  SELECT amount_minor INTO v_captured FROM payment
   WHERE stripe_intent_id = NEW.stripe_intent_id AND state = 'captured' FOR NO KEY UPDATE;
  SELECT sum(amount_minor),
         coalesce(max(amount_minor) FILTER (WHERE reason IN ('seats_gone', 'second_payment', 'amount_mismatch', 'unknown_booking')), v_captured, 0)
    INTO v_refunds, v_captured
    FROM refund WHERE stripe_intent_id = NEW.stripe_intent_id AND state NOT IN ('failed', 'cancelled');
  IF v_refunds > v_captured
  THEN RAISE EXCEPTION 'refunds of % would come to %, of % captured', NEW.stripe_intent_id, v_refunds, v_captured USING ERRCODE = 'SK096'; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER refund_within_captured AFTER INSERT ON "refund" FOR EACH ROW
  WHEN (NEW.stripe_refund_id IS NULL) EXECUTE FUNCTION refund_within_captured();
CREATE TRIGGER refund_revived_within_captured AFTER UPDATE OF state, amount_minor ON "refund" FOR EACH ROW
  WHEN (OLD.state IN ('failed', 'cancelled') OR NEW.amount_minor > OLD.amount_minor) EXECUTE FUNCTION refund_within_captured();

-- The conditions under which a fare was sold are those under which it is cancelled: new ones need a brand of a new code.
CREATE FUNCTION fare_brand_keeps_its_terms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM booking_segment WHERE fare_brand_code = OLD.code)
  THEN RAISE EXCEPTION 'the fare brand % has been sold with other conditions', OLD.code USING ERRCODE = 'SK097'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER fare_brand_keeps_its_terms BEFORE UPDATE OF refund_percent ON "fare_brand" FOR EACH ROW
  WHEN (NEW.refund_percent <> OLD.refund_percent) EXECUTE FUNCTION fare_brand_keeps_its_terms();

-- Lets go the seats of some passengers on some segments, each pair of ids one seat. The caller holds the booking's row.
CREATE FUNCTION release_cancelled_seats(p_booking text, p_passengers text[], p_segments text[]) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_released int;
BEGIN
  PERFORM lock_seats_of_booking(p_booking);
  WITH live AS (
    SELECT c.id FROM unnest(p_passengers, p_segments) AS w(passenger_id, segment_id)
      JOIN seat_claim c ON c.booking_id = p_booking AND c.passenger_id = w.passenger_id AND c.segment_id = w.segment_id AND c.released_at IS NULL
     ORDER BY c.flight_id, c.seat_no FOR NO KEY UPDATE OF c)
  UPDATE seat_claim c SET released_at = skyhold_clock(), release_reason = 'cancelled' FROM live WHERE c.id = live.id;
  GET DIAGNOSTICS v_released = ROW_COUNT;
  RETURN v_released;
END $$;
