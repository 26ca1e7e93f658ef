-- That the traveller is content with a change of a flight: from then on the new times are those that were bought.

-- CreateTable
CREATE TABLE "flight_change_acceptance" (
    "booking_id" TEXT NOT NULL,
    "flight_change_id" TEXT NOT NULL,
    "accepted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT skyhold_now(),

    CONSTRAINT "flight_change_acceptance_pkey" PRIMARY KEY ("booking_id","flight_change_id")
);

-- AddForeignKey
ALTER TABLE "flight_change_acceptance" ADD CONSTRAINT "flight_change_acceptance_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flight_change_acceptance" ADD CONSTRAINT "flight_change_acceptance_flight_change_id_fkey" FOREIGN KEY ("flight_change_id") REFERENCES "flight_change"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TRIGGER flight_change_acceptance_append_only BEFORE UPDATE OR DELETE ON "flight_change_acceptance" FOR EACH ROW EXECUTE FUNCTION refuse_change();
