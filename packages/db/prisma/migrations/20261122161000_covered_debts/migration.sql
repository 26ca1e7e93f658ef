-- What we owe may have reached the traveller by another way than our refund: someone gave it back in the provider's dashboard, or the bank
-- took it for a dispute that was lost. Then the debt is paid, wholly or in part, and a row of its own says by what (docs/adr/0064).

-- AlterTable
ALTER TABLE "refund" ADD COLUMN "covered_by" TEXT;

-- ── What Prisma's schema cannot say ───────────────────────────────────────────────────────────────────────────────
ALTER TABLE "refund" ADD CONSTRAINT "refund_covered_is_paid" CHECK (covered_by IS NULL OR (state = 'paid_outside' AND stripe_refund_id IS NULL));

-- Of one debt a part may be covered, and the rest sent by us.
DROP INDEX "refund_once_per_cancellation";
CREATE UNIQUE INDEX "refund_once_per_cancellation" ON "refund" (cancellation_id, stripe_intent_id)
  WHERE state NOT IN ('failed', 'cancelled') AND covered_by IS NULL;
DROP INDEX "refund_once_per_automatic_reason";
CREATE UNIQUE INDEX "refund_once_per_automatic_reason" ON "refund" (stripe_intent_id, reason)
  WHERE reason IN ('seats_gone', 'second_payment', 'amount_mismatch', 'unknown_booking') AND state NOT IN ('failed', 'cancelled') AND covered_by IS NULL;

-- As before (20261122044000_withdrawn_payments), but money that bought nothing may go back in parts: as much as it was at first.
CREATE OR REPLACE FUNCTION refund_within_captured() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_captured bigint;
  v_refunds bigint;
BEGIN
  SELECT amount_minor INTO v_captured FROM payment
   WHERE stripe_intent_id = NEW.stripe_intent_id AND state = 'captured' FOR NO KEY UPDATE;
  SELECT coalesce(sum(amount_minor) FILTER (WHERE state NOT IN ('failed', 'cancelled', 'paid_outside')), 0),
         coalesce(max(amount_minor) FILTER (WHERE reason IN ('seats_gone', 'second_payment', 'amount_mismatch', 'unknown_booking')), v_captured, 0)
    INTO v_refunds, v_captured
    FROM refund WHERE stripe_intent_id = NEW.stripe_intent_id;
  IF v_refunds > v_captured
  THEN RAISE EXCEPTION 'refunds of % would come to %, of % captured', NEW.stripe_intent_id, v_refunds, v_captured USING ERRCODE = 'SK096'; END IF;
  RETURN NULL;
END $$;

-- A row that asks nothing of the payment is not counted against it.
DROP TRIGGER refund_within_captured ON "refund";
CREATE TRIGGER refund_within_captured AFTER INSERT ON "refund" FOR EACH ROW
  WHEN (NEW.stripe_refund_id IS NULL AND NEW.state NOT IN ('failed', 'cancelled', 'paid_outside')) EXECUTE FUNCTION refund_within_captured();
DROP TRIGGER refund_revived_within_captured ON "refund";
CREATE TRIGGER refund_revived_within_captured AFTER UPDATE OF state, amount_minor ON "refund" FOR EACH ROW
  WHEN ((OLD.state IN ('failed', 'cancelled') AND NEW.state <> 'paid_outside') OR NEW.amount_minor > OLD.amount_minor)
  EXECUTE FUNCTION refund_within_captured();
