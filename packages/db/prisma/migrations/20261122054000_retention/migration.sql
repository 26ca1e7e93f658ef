-- A document goes some time after the journey that it was stored for, not after one before it.
ALTER TABLE "travel_document" ADD COLUMN "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT skyhold_now();
