-- What every benchmark of bookings stands on.
CREATE SCHEMA bench;

-- An odd factor makes the numbers look random and keeps them distinct, from -500,000 up to a thousand million.
CREATE FUNCTION bench.locator(n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT string_agg(substr('ABCDEFGHJKLMNPQRSTUVWXYZ23456789', ((((n + 500000) * 387420489) % 1073741824) >> (5 * i) & 31)::int + 1, 1), '')
    FROM generate_series(0, 5) i
$$;

-- As many travellers as there are bookings in a busy hour, each signed in with a token of a known form: nobody holds for a crowd.
INSERT INTO user_account (id, email, given_name, surname)
SELECT 'usr_00000000-0000-7000-8000-' || lpad(u::text, 12, '0'), 'traveller' || u || '@example.com', 'Ana', 'Novák' FROM generate_series(0, 19999) u;
INSERT INTO session (token_hash, user_id, expires_at)
SELECT encode(sha256(convert_to('bench-token-' || u, 'UTF8')), 'hex'), 'usr_00000000-0000-7000-8000-' || lpad(u::text, 12, '0'), now() + interval '30 days'
  FROM generate_series(0, 19999) u;
