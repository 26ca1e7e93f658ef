-- A traveller changes to other flights: a cancellation whose worth buys them. ADR 78. Indexes on tables with rows, and looks at what is already
-- there, are the next two migrations, in transactions of their own: this one closes five tables for as long as it takes to write down what they are.

-- AlterEnum
ALTER TYPE "payment_purpose" ADD VALUE 'change';

-- AlterTable
ALTER TABLE "booking_segment" ADD COLUMN "booked_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "cancellation" ADD COLUMN "change_id" TEXT;

-- AlterTable
ALTER TABLE "payment" ADD COLUMN "change" JSONB;

-- AlterTable
ALTER TABLE "price_line" ADD COLUMN "change_id" TEXT;

-- CreateTable
CREATE TABLE "booking_change" (
    "id" TEXT NOT NULL,
    "booking_id" TEXT NOT NULL,
    "payment_id" TEXT,
    "price_minor" BIGINT NOT NULL,
    "credit_minor" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT skyhold_now(),

    CONSTRAINT "booking_change_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "booking_change_payment_id_key" ON "booking_change"("payment_id");

-- CreateIndex
CREATE INDEX "booking_change_booking_id_idx" ON "booking_change"("booking_id");

-- AddForeignKey
ALTER TABLE "booking_change" ADD CONSTRAINT "booking_change_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking_change" ADD CONSTRAINT "booking_change_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cancellation" ADD CONSTRAINT "cancellation_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "booking_change"("id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

-- AddForeignKey
ALTER TABLE "price_line" ADD CONSTRAINT "price_line_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "booking_change"("id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

-- ── What Prisma's schema cannot say ───────────────────────────────────────────────────────────────────────────────
-- Something is paid for a change exactly where its worth does not pay for all of it.
ALTER TABLE "booking_change" ADD CONSTRAINT "booking_change_paid"
  CHECK (credit_minor BETWEEN 0 AND price_minor AND (payment_id IS NOT NULL) = (credit_minor < price_minor));
CREATE TRIGGER booking_change_append_only BEFORE UPDATE OR DELETE ON "booking_change" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- By their text, because a new label cannot be used in the transaction that adds it.
ALTER TABLE "payment" DROP CONSTRAINT "payment_for_seats";
ALTER TABLE "payment" ADD CONSTRAINT "payment_says_what_for" CHECK (
  (seats IS NOT NULL) = (purpose::text = 'seats') AND (change IS NOT NULL) = (purpose::text = 'change') AND (pay_by IS NOT NULL) = (purpose::text <> 'booking')) NOT VALID;

ALTER TABLE "price_line" DROP CONSTRAINT "price_line_one_cause";
ALTER TABLE "price_line" ADD CONSTRAINT "price_line_one_cause" CHECK (num_nonnulls(refund_id, payment_id, change_id) <= 1) NOT VALID;

-- Replaced segments stay in the booking: nine seats on each of 24.
ALTER TABLE "booking" DROP CONSTRAINT "booking_seat_count";
ALTER TABLE "booking" ADD CONSTRAINT "booking_seat_count" CHECK (seat_count BETWEEN 1 AND 216) NOT VALID;

-- What a change costs is part of the terms that a fare was sold with.
DROP TRIGGER fare_brand_keeps_its_terms ON "fare_brand";
CREATE TRIGGER fare_brand_keeps_its_terms BEFORE UPDATE OF refund_percent, change_fee_percent ON "fare_brand" FOR EACH ROW
  WHEN (NEW.refund_percent <> OLD.refund_percent OR NEW.change_fee_percent IS DISTINCT FROM OLD.change_fee_percent)
  EXECUTE FUNCTION fare_brand_keeps_its_terms();

-- A flight that has other times or another aircraft than its offer says; null where there is none. Who asks shares the locks of the flights, as
-- a hold does, and has the locks of its seats already.
CREATE FUNCTION changed_since_offered(p_segments jsonb) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(q.key) FROM (
    SELECT DISTINCT flight_lock_key(s.flight_id) AS key FROM jsonb_to_recordset(p_segments) AS s(flight_id text) ORDER BY 1) q;
  RETURN (
    SELECT s.flight_id FROM jsonb_to_recordset(p_segments) AS s(flight_id text, departs_at timestamptz, aircraft text)
      LEFT JOIN LATERAL (SELECT * FROM flight WHERE id = s.flight_id LIMIT 1) f ON true
     WHERE f.id IS NULL OR f.departs_at <> s.departs_at OR f.aircraft_type_code <> s.aircraft LIMIT 1);
END $$;

-- Gives passengers of a paid booking seats for good on flights that are new to it, with their price lines, tickets and requests: all of it, or a
-- refusal and nothing. What the flights replace, the caller takes back in the same transaction; it holds the booking's row. The locks of the seats
-- that the booking has are taken here too, with those of the new ones in one order.
CREATE FUNCTION add_flights_to_booking(p jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_booking text := p->>'bookingId';
  v_added int := jsonb_array_length(p->'segments');
  v_position int := (p->>'position')::int;
  v_refusal jsonb;
  v_claimed int;
BEGIN
  PERFORM lock_seats_to_change(v_booking, p->'seats');
  SELECT jsonb_build_object('outcome', 'flight_changed', 'flightId', f.id) INTO v_refusal FROM changed_since_offered(p->'segments') AS f(id) WHERE f.id IS NOT NULL;
  v_refusal := coalesce(v_refusal, seat_change_refusal(p->'seats', p->>'paymentId'));
  IF v_refusal IS NOT NULL THEN RETURN v_refusal; END IF;

  INSERT INTO booking_change (id, booking_id, payment_id, price_minor, credit_minor)
  VALUES (p->>'changeId', v_booking, p->>'paymentId', (p->>'price')::bigint, (p->>'credit')::bigint);
  -- In two steps, because the unique key is looked at row by row.
  UPDATE booking_segment SET position = position + 1000 + v_added WHERE booking_id = v_booking AND position >= v_position;
  UPDATE booking_segment SET position = position - 1000 WHERE booking_id = v_booking AND position >= 1000;
  INSERT INTO booking_segment (id, booking_id, position, flight_id, cabin, fare_brand_code, booked_at)
  SELECT s.id, v_booking, v_position + s.position, s.flight_id, s.cabin::cabin, s.fare_brand_code, skyhold_now()
    FROM jsonb_to_recordset(p->'segments') AS s(id text, position int, flight_id text, cabin text, fare_brand_code text);
  INSERT INTO special_service_request (passenger_id, segment_id, code)
  SELECT DISTINCT r.passenger_id, s.id, r.code FROM jsonb_to_recordset(p->'segments') AS s(id text)
    CROSS JOIN (jsonb_array_elements_text(p->'travellers') AS w(passenger_id) JOIN special_service_request r ON r.passenger_id = w.passenger_id);

  PERFORM retire_claims(p->'seats', p->>'paymentId');
  INSERT INTO seat_claim (booking_id, segment_id, passenger_id, flight_id, seat_no, cabin, expires_at)
  SELECT v_booking, w.segment_id, w.passenger_id, w.flight_id, w.seat_no, w.cabin::cabin, 'infinity'
    FROM jsonb_to_recordset(p->'seats') AS w(segment_id text, passenger_id text, flight_id text, seat_no text, cabin text)
   ORDER BY w.flight_id, w.seat_no
  ON CONFLICT (flight_id, seat_no) WHERE released_at IS NULL DO NOTHING;
  GET DIAGNOSTICS v_claimed = ROW_COUNT;
  IF v_claimed <> jsonb_array_length(p->'seats') THEN RAISE EXCEPTION 'a seat was taken meanwhile' USING ERRCODE = 'SK001'; END IF;

  INSERT INTO price_line (id, booking_id, position, segment_id, passenger_id, kind, code, label, amount_minor, change_id)
  SELECT l.id, v_booking, l.position, l.segment_id, l.passenger_id, l.kind::price_line_kind, l.code, l.label, l.amount, p->>'changeId'
    FROM jsonb_to_recordset(p->'lines')
      AS l(id text, position smallint, segment_id text, passenger_id text, kind text, code text, label text, amount bigint);
  UPDATE booking SET total_minor = total_minor + (p->>'price')::bigint - (p->>'credit')::bigint,
         seat_count = seat_count + v_added * (SELECT count(*) FROM passenger WHERE booking_id = v_booking AND type <> 'INF')
   WHERE id = v_booking;

  -- Tickets as a confirmation issues them, numbered on from those that each passenger has.
  WITH leg AS (
    SELECT s.id, s.flight_id, s.position AS place FROM jsonb_to_recordset(p->'segments') AS s(id text, position int, flight_id text)),
  numbered AS MATERIALIZED (
    SELECT nextval('ticket_serial') AS serial, q.* FROM (
      SELECT w.passenger_id, part, part + coalesce((SELECT max(t.sequence) FROM ticket t WHERE t.passenger_id = w.passenger_id), 0) AS sequence
        FROM jsonb_array_elements_text(p->'travellers') WITH ORDINALITY AS w(passenger_id, place) CROSS JOIN generate_series(1, (v_added - 1) / 4 + 1) part
       ORDER BY w.place, part) q),
  issued AS (
    INSERT INTO ticket (number, check_digit, booking_id, passenger_id, sequence)
    SELECT a.accounting_code || lpad(n.serial::text, 10, '0'), n.serial % 7, v_booking, n.passenger_id, n.sequence
      FROM numbered n CROSS JOIN (leg JOIN flight f ON f.id = leg.flight_id AND leg.place = 0 JOIN airline a ON a.iata = f.airline_code)
    RETURNING number, passenger_id, sequence)
  INSERT INTO coupon (ticket_number, number, segment_id)
  SELECT i.number, leg.place % 4 + 1, leg.id
    FROM issued i JOIN numbered n ON n.passenger_id = i.passenger_id AND n.sequence = i.sequence JOIN leg ON leg.place / 4 + 1 = n.part;
  RETURN '{"outcome": "changed"}';
END $$;
