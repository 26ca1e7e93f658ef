-- Whoever books without an account is a user too, so that every booking has an owner and every query names them: one with
-- nothing but a token and one booking.
CREATE TYPE "user_kind" AS ENUM ('account', 'guest');
ALTER TABLE "user_account" ADD COLUMN "kind" "user_kind" NOT NULL DEFAULT 'account';
ALTER TABLE "user_account" ADD CONSTRAINT "user_account_guest_has_no_rights"
  CHECK (kind = 'account' OR (role = 'traveller' AND password_hash IS NULL AND email_verified_at IS NULL));

-- Called by hold_seats in the transaction of the hold, so that a refused one leaves no guest behind. The token's hash is
-- unique: of two holds with one token, the second falls out.
CREATE FUNCTION open_guest(p_user text, p jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO user_account (id, kind, email, given_name, surname)
  VALUES (p_user, 'guest', p_user || '@guest.invalid', 'Guest', 'Guest') ON CONFLICT (id) DO NOTHING;
  IF NOT FOUND THEN RETURN; END IF;
  INSERT INTO session (id, token_hash, user_id, user_agent, expires_at, ends_at)
  VALUES (p->>'id', p->>'tokenHash', p_user, p->>'userAgent',
          skyhold_now() + least((p->>'idleSeconds')::int, (p->>'longestSeconds')::int) * interval '1 s',
          skyhold_now() + (p->>'longestSeconds')::int * interval '1 s');
END $$;

-- How often something that can be guessed was tried within a window, counted for all processes together.
CREATE TABLE "attempt_count" (
    "subject" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attempt_count_pkey" PRIMARY KEY ("subject")
);
CREATE INDEX "attempt_count_ends_at_idx" ON "attempt_count"("ends_at");

-- For whoever proves an address and takes over what was booked with it. Bookings that are only held are not in it.
CREATE INDEX "booking_sold_to_address" ON "booking" (contact_email) WHERE state IN ('confirmed', 'cancelled');
