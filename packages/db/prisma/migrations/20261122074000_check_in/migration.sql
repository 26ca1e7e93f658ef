-- Who is checked in for a flight, and who has gone through its gate.

-- CreateTable
CREATE TABLE "check_in" (
    "passenger_id" TEXT NOT NULL,
    "segment_id" TEXT NOT NULL,
    "flight_id" TEXT NOT NULL,
    "sequence" SMALLINT NOT NULL,
    "pass_code" TEXT NOT NULL,
    "document_sealed" TEXT,
    "checked_in_at" TIMESTAMPTZ(3) NOT NULL DEFAULT skyhold_now(),
    "boarded_at" TIMESTAMPTZ(3),

    CONSTRAINT "check_in_pkey" PRIMARY KEY ("passenger_id","segment_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "check_in_flight_id_sequence_key" ON "check_in"("flight_id", "sequence");

-- AddForeignKey
ALTER TABLE "check_in" ADD CONSTRAINT "check_in_passenger_id_fkey" FOREIGN KEY ("passenger_id") REFERENCES "passenger"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "check_in" ADD CONSTRAINT "check_in_segment_id_fkey" FOREIGN KEY ("segment_id") REFERENCES "booking_segment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ── What Prisma's schema cannot say ───────────────────────────────────────────────────────────────────────────────
ALTER TABLE "check_in" ADD CONSTRAINT "check_in_sequence_range" CHECK (sequence BETWEEN 1 AND 9999);

-- Who has boarded stays so: a second scan says when the first was.
CREATE FUNCTION check_in_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.passenger_id, NEW.segment_id, NEW.flight_id, NEW.sequence, NEW.pass_code, NEW.checked_in_at)
     IS DISTINCT FROM (OLD.passenger_id, OLD.segment_id, OLD.flight_id, OLD.sequence, OLD.pass_code, OLD.checked_in_at)
     OR (OLD.boarded_at IS NOT NULL AND NEW.boarded_at IS DISTINCT FROM OLD.boarded_at)
  THEN RAISE EXCEPTION 'a check-in does not change' USING ERRCODE = 'SK090'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_in_guard BEFORE UPDATE ON "check_in" FOR EACH ROW EXECUTE FUNCTION check_in_guard();

-- Uses the coupons of those who flew: who went through the gate, or, where no pass of the flight was scanned, who was checked in.
CREATE FUNCTION fly_coupons(p_flights text[]) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_flown int;
BEGIN
  UPDATE coupon k SET status = 'flown'
    FROM check_in i JOIN ticket t ON t.passenger_id = i.passenger_id
   WHERE i.flight_id = ANY (p_flights) AND k.ticket_number = t.number AND k.segment_id = i.segment_id AND k.status = 'checked_in'
     AND (i.boarded_at IS NOT NULL OR NOT EXISTS (SELECT FROM check_in o WHERE o.flight_id = i.flight_id AND o.boarded_at IS NOT NULL));
  GET DIAGNOSTICS v_flown = ROW_COUNT;
  RETURN v_flown;
END $$;
