-- What Prisma's schema cannot say: checks, partial indexes, append-only tables, state machines, a ledger that balances.

-- ── Checks ────────────────────────────────────────────────────────────────────────────────────────────────────────
ALTER TABLE "flight"
  ADD CONSTRAINT "flight_arrives_after_departure" CHECK (arrives_at > departs_at),
  ADD CONSTRAINT "flight_sales_close_before_departure" CHECK (sales_close_at <= departs_at),
  ADD CONSTRAINT "flight_local_minutes" CHECK (departure_minute BETWEEN 0 AND 1439 AND arrival_minute BETWEEN 0 AND 1439),
  ADD CONSTRAINT "flight_goes_somewhere" CHECK (origin <> destination);
ALTER TABLE "flight_cabin" ADD CONSTRAINT "flight_cabin_sane" CHECK (capacity > 0 AND base_fare_minor >= 0);
ALTER TABLE "seat" ADD CONSTRAINT "seat_no_form" CHECK (seat_no ~ '^[1-9][0-9]?[A-HJ-K]$' AND seat_no = row_no || column_letter);
ALTER TABLE "user_account" ADD CONSTRAINT "user_email_normalised" CHECK (email = lower(email) AND email LIKE '%_@_%');

ALTER TABLE "booking"
  ADD CONSTRAINT "booking_record_locator_form" CHECK (record_locator ~ '^[A-HJ-NP-Z2-9]{6}$'),
  ADD CONSTRAINT "booking_total_positive" CHECK (total_minor >= 0),
  ADD CONSTRAINT "booking_seat_count" CHECK (seat_count BETWEEN 1 AND 54),
  ADD CONSTRAINT "booking_deadline_bounded" CHECK (expires_at <= pay_by),
  ADD CONSTRAINT "booking_confirmed_at" CHECK ((state IN ('confirmed', 'cancelled')) = (confirmed_at IS NOT NULL)),
  ADD CONSTRAINT "booking_ended_at" CHECK ((state IN ('cancelled', 'expired', 'released')) = (ended_at IS NOT NULL));
ALTER TABLE "booking" SET (fillfactor = 80);
-- Its condition is narrower than that of the next one, so that no plan takes it for the count of one user's holds: it did, and each
-- hold then read every other one.
CREATE INDEX "booking_due" ON "booking" (expires_at) WHERE state IN ('held', 'awaiting_payment') AND secured_at IS NULL;
CREATE INDEX "booking_live_of_user" ON "booking" (user_id) WHERE state IN ('held', 'awaiting_payment');

ALTER TABLE "payment" ADD CONSTRAINT "payment_amount_positive" CHECK (amount_minor > 0);
CREATE UNIQUE INDEX "payment_one_live" ON "payment" (booking_id)
  WHERE state IN ('starting', 'requires_payment', 'processing', 'authorised');
ALTER TABLE "refund" ADD CONSTRAINT "refund_amount_positive" CHECK (amount_minor > 0);
CREATE UNIQUE INDEX "refund_once_per_automatic_reason" ON "refund" (stripe_intent_id, reason)
  WHERE reason IN ('seats_gone', 'second_payment', 'amount_mismatch', 'unknown_booking') AND state NOT IN ('failed', 'cancelled');

ALTER TABLE "ticket" ADD CONSTRAINT "ticket_number_form" CHECK (number ~ '^[0-9]{13}$' AND check_digit = (right(number, 10)::bigint % 7));
ALTER TABLE "coupon" ADD CONSTRAINT "coupon_number_range" CHECK (number BETWEEN 1 AND 4);
CREATE SEQUENCE "ticket_serial" AS bigint MINVALUE 1 MAXVALUE 9999999999 START 1;

-- ── Append only ───────────────────────────────────────────────────────────────────────────────────────────────────
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'SK090';
END $$;
CREATE TRIGGER ledger_transaction_append_only BEFORE UPDATE OR DELETE ON "ledger_transaction" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE ON "ledger_entry" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON "audit_entry" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER stripe_event_append_only BEFORE UPDATE OR DELETE ON "stripe_event" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payment_never_deleted BEFORE DELETE ON "payment" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refund_never_deleted BEFORE DELETE ON "refund" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What was sold stays on record as it was sold; until then, another seat has another price.
CREATE FUNCTION price_line_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM booking WHERE id = OLD.booking_id AND confirmed_at IS NOT NULL)
  THEN RAISE EXCEPTION 'the price lines of a sale never change' USING ERRCODE = 'SK090'; END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER price_line_guard BEFORE UPDATE OR DELETE ON "price_line" FOR EACH ROW EXECUTE FUNCTION price_line_guard();

CREATE TRIGGER ledger_transaction_not_emptied BEFORE TRUNCATE ON "ledger_transaction" EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_entry_not_emptied BEFORE TRUNCATE ON "ledger_entry" EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payment_not_emptied BEFORE TRUNCATE ON "payment" EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refund_not_emptied BEFORE TRUNCATE ON "refund" EXECUTE FUNCTION refuse_change();
CREATE TRIGGER seat_claim_not_emptied BEFORE TRUNCATE ON "seat_claim" EXECUTE FUNCTION refuse_change();

CREATE FUNCTION touch_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := skyhold_clock();
  RETURN NEW;
END $$;
CREATE TRIGGER payment_touched BEFORE UPDATE ON "payment" FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
CREATE TRIGGER refund_touched BEFORE UPDATE ON "refund" FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

-- ── The booking's state machine ───────────────────────────────────────────────────────────────────────────────────
-- An expired booking may still be confirmed: its payment arrived late and its seats were free.
CREATE FUNCTION booking_state_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
    ('held', 'awaiting_payment'), ('held', 'expired'), ('held', 'released'), ('held', 'confirmed'),
    ('awaiting_payment', 'confirmed'), ('awaiting_payment', 'expired'), ('awaiting_payment', 'released'),
    ('expired', 'confirmed'), ('confirmed', 'cancelled'))
  THEN RAISE EXCEPTION 'a booking does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'SK094'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER booking_state_guard BEFORE UPDATE OF state ON "booking" FOR EACH ROW EXECUTE FUNCTION booking_state_guard();

-- ── The ledger balances ───────────────────────────────────────────────────────────────────────────────────────────
CREATE FUNCTION ledger_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM ledger_entry WHERE transaction_id = NEW.transaction_id GROUP BY currency HAVING sum(amount_minor) <> 0)
  THEN RAISE EXCEPTION 'ledger transaction % does not balance', NEW.transaction_id USING ERRCODE = 'SK095'; END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_balanced AFTER INSERT ON "ledger_entry"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_balanced();
