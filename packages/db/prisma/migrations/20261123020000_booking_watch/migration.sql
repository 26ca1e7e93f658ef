-- Staff who look at a booking are told when anything has changed that they see: the booking, its names, seats, money and messages, and what
-- staff do to it. A notice names the booking and nothing else, so that one which is lost, doubled or late tells nobody anything wrong.
--
-- A transaction with a notice keeps a lock of the whole cluster until its commit is on disk (see live_seats). So holds give none, the
-- busiest statement of all: nobody looks at a booking that is not there yet. Whatever else is busy, payment, confirmation, cancellation, changes seats or a
-- payment as well, of which notice is given in the same transaction; twice the same is told once. Only naming the passengers gives one that it did not give before.
CREATE FUNCTION booking_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'booking' THEN PERFORM pg_notify('booking_change', NEW.id);
  ELSIF TG_TABLE_NAME = 'audit_entry' THEN PERFORM pg_notify('booking_change', NEW.subject_id);
  ELSE PERFORM pg_notify('booking_change', NEW.booking_id);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER booking_changed AFTER UPDATE ON "booking" FOR EACH ROW
  WHEN (NEW.* IS DISTINCT FROM OLD.*) EXECUTE FUNCTION booking_changed();
CREATE TRIGGER booking_named AFTER UPDATE OF given_name, surname ON "passenger" FOR EACH ROW
  WHEN ((NEW.given_name, NEW.surname) IS DISTINCT FROM (OLD.given_name, OLD.surname)) EXECUTE FUNCTION booking_changed();
CREATE TRIGGER booking_payment_begun AFTER INSERT ON "payment" FOR EACH ROW EXECUTE FUNCTION booking_changed();
CREATE TRIGGER booking_payment_changed AFTER UPDATE ON "payment" FOR EACH ROW
  WHEN ((NEW.state, NEW.decline_code, NEW.method_label) IS DISTINCT FROM (OLD.state, OLD.decline_code, OLD.method_label))
  EXECUTE FUNCTION booking_changed();
CREATE TRIGGER booking_refunded AFTER INSERT OR UPDATE ON "refund" FOR EACH ROW
  WHEN (NEW.booking_id IS NOT NULL) EXECUTE FUNCTION booking_changed();
CREATE TRIGGER booking_cancelled AFTER INSERT ON "cancellation" FOR EACH ROW EXECUTE FUNCTION booking_changed();
CREATE TRIGGER booking_disputed AFTER INSERT OR UPDATE ON "dispute" FOR EACH ROW
  WHEN (NEW.booking_id IS NOT NULL) EXECUTE FUNCTION booking_changed();
CREATE TRIGGER booking_change_accepted AFTER INSERT ON "flight_change_acceptance" FOR EACH ROW EXECUTE FUNCTION booking_changed();
CREATE TRIGGER booking_told AFTER INSERT ON "notification" FOR EACH ROW
  WHEN (NEW.booking_id IS NOT NULL) EXECUTE FUNCTION booking_changed();
CREATE TRIGGER booking_mail_changed AFTER UPDATE ON "notification" FOR EACH ROW
  WHEN (NEW.booking_id IS NOT NULL AND (NEW.state, NEW.title, NEW.recipient) IS DISTINCT FROM (OLD.state, OLD.title, OLD.recipient))
  EXECUTE FUNCTION booking_changed();
CREATE TRIGGER booking_acted_on AFTER INSERT ON "audit_entry" FOR EACH ROW
  WHEN (NEW.subject_id LIKE 'bkg\_%') EXECUTE FUNCTION booking_changed();

-- Seats that are given back, kept longer or changed are news of their booking, too.
CREATE OR REPLACE FUNCTION seat_claim_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('seat_change', NEW.flight_id);
  IF NEW.booking_id IS NOT NULL THEN PERFORM pg_notify('booking_change', NEW.booking_id); END IF;
  RETURN NULL;
END $$;
