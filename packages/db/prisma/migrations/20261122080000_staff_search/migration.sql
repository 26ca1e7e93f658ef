-- What staff look for: bookings by name and address, departures from a moment on, sales by day. A hold names nobody yet, so it pays for one of these.
CREATE INDEX "flight_departs_at_id_idx" ON "flight"("departs_at", "id");
CREATE INDEX "booking_contact_email_begins" ON "booking" (lower(contact_email) text_pattern_ops) WHERE contact_email <> '';
CREATE INDEX "passenger_surname_begins" ON "passenger" (lower(surname) text_pattern_ops) WHERE surname IS NOT NULL;
CREATE INDEX "booking_confirmed_at" ON "booking" (confirmed_at) WHERE confirmed_at IS NOT NULL;
