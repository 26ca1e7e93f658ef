-- What becomes of a flight after it was sold, kept as it was told to its passengers.
CREATE TYPE "flight_change_kind" AS ENUM ('delayed', 'gate_changed', 'rescheduled', 'cancelled');
CREATE TYPE "flight_news_source" AS ENUM ('clock', 'simulated', 'staff');

CREATE TABLE "flight_change" (
    "id" TEXT NOT NULL,
    "flight_id" TEXT NOT NULL,
    "kind" "flight_change_kind" NOT NULL,
    "source" "flight_news_source" NOT NULL,
    "reason" TEXT,
    "before" JSONB NOT NULL,
    "after" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT skyhold_now(),

    CONSTRAINT "flight_change_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "flight_change_flight_id_created_at_idx" ON "flight_change"("flight_id", "created_at");
ALTER TABLE "flight_change" ADD CONSTRAINT "flight_change_flight_id_fkey" FOREIGN KEY ("flight_id") REFERENCES "flight"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER flight_change_append_only BEFORE UPDATE OR DELETE ON "flight_change" FOR EACH ROW EXECUTE FUNCTION refuse_change();
