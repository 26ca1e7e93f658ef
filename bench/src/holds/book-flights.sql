CREATE SEQUENCE bench.serial START 1000000;

-- Books free flights full by the thousand, two neighbouring seats of economy class to a booking, so many of ten pairs: sold
-- long ago where the state is 'confirmed', else unpaid for another day. Answers how many seats it took. The caller looks away
-- from the triggers (session_replication_role), as they guard single sales.
CREATE FUNCTION bench.book_flights(p_flights text[], p_state booking_state, p_tenths int) RETURNS bigint LANGUAGE sql AS $$
WITH place AS (
  SELECT f.id AS flight_id, c.currency, c.base_fare_minor AS fare, round(c.base_fare_minor * 0.08)::bigint AS tax, s.seat_no,
         row_number() OVER (PARTITION BY f.id ORDER BY s.row_no, s.column_letter) - 1 AS place
    FROM flight f
    JOIN flight_cabin c ON c.flight_id = f.id AND c.cabin = 'economy'
    JOIN seat s ON s.seat_map_id = f.seat_map_id AND s.cabin = 'economy'
   WHERE f.id = ANY (p_flights)),
pair AS (
  SELECT flight_id, currency, fare, tax, array_agg(seat_no ORDER BY place) AS seats FROM place
   WHERE (place / 2) % 10 < p_tenths GROUP BY flight_id, currency, fare, tax, place / 2 HAVING count(*) = 2 ORDER BY flight_id, place / 2),
asked AS MATERIALIZED (
  SELECT p.*, 'bkg_' || uuidv7() AS booking, 'seg_' || uuidv7() AS segment, ARRAY['pax_' || uuidv7(), 'pax_' || uuidv7()] AS pax,
         nextval('bench.serial') AS serial, CASE p_state WHEN 'confirmed' THEN 'infinity' ELSE now() + interval '1 day' END AS until
    FROM pair p),
made AS (
  INSERT INTO booking (id, record_locator, user_id, hold_key, hold_fingerprint, state, contact_email, currency, total_minor, seat_count,
                       expires_at, pay_by, confirmed_at)
  SELECT booking, bench.locator(serial), 'usr_00000000-0000-7000-8000-' || lpad((serial % 20000)::text, 12, '0'), gen_random_uuid(),
         encode(sha256(convert_to(booking, 'UTF8')), 'hex'), p_state, 'traveller' || serial % 20000 || '@example.com', currency,
         2 * (fare + tax), 2, now() + interval '1 day', now() + interval '1 day', CASE p_state WHEN 'confirmed' THEN now() END
    FROM asked),
segments AS (
  INSERT INTO booking_segment (id, booking_id, position, flight_id, cabin, fare_brand_code)
  SELECT segment, booking, 0, flight_id, 'economy', brand.code FROM asked, (SELECT code FROM fare_brand ORDER BY rank LIMIT 1) AS brand),
travelling AS (
  INSERT INTO passenger (id, booking_id, position, type, given_name, surname, birth_date)
  SELECT pax[i], booking, i - 1, 'ADT', 'Ana', 'Novák', '1990-05-17' FROM asked, generate_series(1, 2) i),
priced AS (
  INSERT INTO price_line (id, booking_id, position, segment_id, passenger_id, kind, code, label, amount_minor)
  SELECT 'lin_' || uuidv7(), booking, 2 * i - 2 + l.position, segment, pax[i], l.kind::price_line_kind, l.code, l.label, l.amount
    FROM asked, generate_series(1, 2) i, (SELECT code, name FROM fare_brand ORDER BY rank LIMIT 1) AS brand,
         LATERAL (VALUES (0, 'fare', brand.code, brand.name || ' fare', fare),
                         (1, 'tax', 'XT', 'Taxes and airport charges', tax)) AS l(position, kind, code, label, amount)),
claimed AS (
  INSERT INTO seat_claim (booking_id, segment_id, passenger_id, flight_id, seat_no, cabin, expires_at)
  SELECT booking, segment, pax[i], flight_id, seats[i], 'economy', until FROM asked, generate_series(1, 2) i RETURNING id)
SELECT count(*) FROM claimed
$$;
