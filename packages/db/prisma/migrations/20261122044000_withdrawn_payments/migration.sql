-- An attempt to pay that was ended here is over only once the payment provider has said so too.

-- AlterTable
ALTER TABLE "payment" ADD COLUMN "withdrawn_at" TIMESTAMPTZ(3);

-- ── What Prisma's schema cannot say ───────────────────────────────────────────────────────────────────────────────
-- Of those that were ended before, nobody knows any more: each is asked about once.
CREATE INDEX "payment_to_withdraw" ON "payment" (updated_at) WHERE state = 'cancelled' AND withdrawn_at IS NULL;

-- As before (20261122040000_cancellation), but for what staff paid from the bank account: that is not asked back of the payment. Where a part
-- was given back in the provider's dashboard and the whole is owed, it is the only way left to pay the debt.
CREATE OR REPLACE FUNCTION refund_within_captured() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_captured bigint;
  v_refunds bigint;
BEGIN
  SELECT amount_minor INTO v_captured FROM payment
   WHERE stripe_intent_id = NEW.stripe_intent_id AND state = 'captured' FOR NO KEY UPDATE;
  SELECT sum(amount_minor),
         coalesce(max(amount_minor) FILTER (WHERE reason IN ('seats_gone', 'second_payment', 'amount_mismatch', 'unknown_booking')), v_captured, 0)
    INTO v_refunds, v_captured
    FROM refund WHERE stripe_intent_id = NEW.stripe_intent_id AND state NOT IN ('failed', 'cancelled', 'paid_outside');
  IF v_refunds > v_captured
  THEN RAISE EXCEPTION 'refunds of % would come to %, of % captured', NEW.stripe_intent_id, v_refunds, v_captured USING ERRCODE = 'SK096'; END IF;
  RETURN NULL;
END $$;
