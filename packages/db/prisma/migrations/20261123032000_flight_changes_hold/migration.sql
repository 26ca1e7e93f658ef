-- Rows that were there before changes of flights obey their rules too. Writers go on meanwhile. ADR 78.
ALTER TABLE "cancellation" VALIDATE CONSTRAINT "cancellation_change_id_fkey";
ALTER TABLE "price_line" VALIDATE CONSTRAINT "price_line_change_id_fkey";
ALTER TABLE "price_line" VALIDATE CONSTRAINT "price_line_one_cause";
ALTER TABLE "payment" VALIDATE CONSTRAINT "payment_says_what_for";
ALTER TABLE "booking" VALIDATE CONSTRAINT "booking_seat_count";
