-- Bookings that ended unsold and still tell who wanted them: those of the last weeks, so the purge need not read all others.
CREATE INDEX "booking_unsold_with_people" ON "booking" ("id")
  WHERE confirmed_at IS NULL AND ended_at IS NOT NULL AND contact_email NOT LIKE '%@erased.invalid';
