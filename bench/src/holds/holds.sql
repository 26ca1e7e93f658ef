-- What the hold benchmark works on, made in one transaction. `bench.holds` says how many holds one measurement may make.
CREATE TABLE bench.one_row (n bigint PRIMARY KEY);

-- Every row of a hold, from the same document, without a look, a lock or an idempotency check: what safety costs is the
-- distance of hold_seats from this.
CREATE FUNCTION bench.insert_unchecked(p jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_expires timestamptz := skyhold_now() + (p->>'holdSeconds')::int * interval '1 second';
  v_seat_lines jsonb := seat_lines(p->'seats', jsonb_array_length(p->'lines'));
BEGIN
  INSERT INTO booking (id, record_locator, user_id, hold_key, hold_fingerprint, state, contact_email, contact_phone, currency,
                       total_minor, seat_count, expires_at, pay_by)
  VALUES (p->>'bookingId', p->>'recordLocator', p->>'userId', p->>'key', p->>'fingerprint', 'held', p->>'contactEmail', p->>'contactPhone',
          p->>'currency', (p->>'total')::bigint + (SELECT sum((l->>'amount')::bigint) FROM jsonb_array_elements(v_seat_lines) l),
          jsonb_array_length(p->'seats'), v_expires,
          skyhold_now() + (p->>'paySeconds')::int * interval '1 second');
  INSERT INTO booking_segment (id, booking_id, position, flight_id, cabin, fare_brand_code)
  SELECT s.id, p->>'bookingId', s.position, s.flight_id, s.cabin::cabin, s.fare_brand_code
    FROM jsonb_to_recordset(p->'segments') AS s(id text, position smallint, flight_id text, cabin text, fare_brand_code text);
  INSERT INTO passenger (id, booking_id, position, type)
  SELECT a.id, p->>'bookingId', a.position, a.type::passenger_type
    FROM jsonb_to_recordset(p->'passengers') AS a(id text, position smallint, type text);
  INSERT INTO price_line (id, booking_id, position, segment_id, passenger_id, kind, code, label, amount_minor)
  SELECT l.id, p->>'bookingId', l.position, l.segment_id, l.passenger_id, l.kind::price_line_kind, l.code, l.label, l.amount
    FROM jsonb_to_recordset((p->'lines') || v_seat_lines)
      AS l(id text, position smallint, segment_id text, passenger_id text, kind text, code text, label text, amount bigint);
  INSERT INTO seat_claim (booking_id, segment_id, passenger_id, flight_id, seat_no, cabin, expires_at)
  SELECT p->>'bookingId', w.segment_id, w.passenger_id, w.flight_id, w.seat_no, w.cabin::cabin, v_expires
    FROM jsonb_to_recordset(p->'seats') AS w(segment_id text, passenger_id text, flight_id text, seat_no text, cabin text);
  RETURN jsonb_build_object('outcome', 'held', 'bookingId', p->>'bookingId');
END $$;

-- Two neighbouring seats of economy class for each hold. The first five pairs of every flight are sold long ago (n below 0).
-- The holds of the benchmark (n from 1) go over 2,000 flights in turn, so that neighbours in time are not neighbours in place.
CREATE TABLE bench.trip AS
WITH chosen AS (
  SELECT f.id, f.seat_map_id, row_number() OVER (ORDER BY md5(f.id)) AS turn FROM flight f
   WHERE f.status = 'scheduled' AND f.sales_close_at > now() + interval '2 days'),
numbered AS (
  SELECT c.id, c.turn, s.seat_no, (row_number() OVER (PARTITION BY c.id ORDER BY s.row_no, s.column_letter) - 1) / 2 AS pair
    FROM chosen c JOIN seat s ON s.seat_map_id = c.seat_map_id AND s.cabin = 'economy'),
pairs AS (
  SELECT id AS flight_id, turn, pair, array_agg(seat_no ORDER BY seat_no) AS seats FROM numbered
   WHERE pair < 5 OR turn <= 2000 GROUP BY id, turn, pair HAVING count(*) = 2)
SELECT CASE WHEN pair < 5 THEN -1 ELSE 1 END * row_number() OVER (PARTITION BY pair < 5 ORDER BY pair, turn) AS n, flight_id, seats FROM pairs;
DELETE FROM bench.trip WHERE n > current_setting('bench.holds')::int;

-- The documents are text, as a driver sends them, and ready beforehand, so that making them costs nothing while we measure.
CREATE TABLE bench.payload (n bigint PRIMARY KEY, payload text NOT NULL);
ALTER TABLE bench.payload ALTER payload SET STORAGE PLAIN;
INSERT INTO bench.payload (n, payload)
WITH ids AS MATERIALIZED (
  SELECT t.n, t.flight_id, t.seats, c.currency, c.base_fare_minor AS fare, round(c.base_fare_minor * 0.08)::bigint AS tax,
         'bkg_' || uuidv7() AS booking, 'seg_' || uuidv7() AS segment, ARRAY['pax_' || uuidv7(), 'pax_' || uuidv7()] AS pax
    FROM bench.trip t JOIN flight_cabin c ON c.flight_id = t.flight_id AND c.cabin = 'economy' ORDER BY t.n)
SELECT n, jsonb_build_object(
  'bookingId', booking, 'recordLocator', bench.locator(n),
  'userId', 'usr_00000000-0000-7000-8000-' || lpad((abs(n) % 20000)::text, 12, '0'), 'key', gen_random_uuid(),
  'fingerprint', encode(sha256(convert_to(n::text, 'UTF8')), 'hex'),
  'contactEmail', 'traveller' || abs(n) % 20000 || '@example.com', 'contactPhone', NULL, 'currency', currency, 'total', 2 * (fare + tax),
  'holdLimit', 10, 'holdSeconds', 900, 'paySeconds', 1800, 'offerExpiresAt', to_char(now() + interval '1 day', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
  'segments', jsonb_build_array(jsonb_build_object(
    'id', segment, 'position', 0, 'flight_id', flight_id, 'cabin', 'economy', 'fare_brand_code', brand.code)),
  'passengers', (SELECT jsonb_agg(jsonb_build_object('id', pax[i], 'position', i - 1, 'type', 'ADT')) FROM generate_series(1, 2) i),
  'lines', (
    SELECT jsonb_agg(jsonb_build_object('id', 'lin_' || uuidv7(), 'position', 2 * i - 2 + l.position, 'segment_id', segment,
                                        'passenger_id', pax[i], 'kind', l.kind, 'code', l.code, 'label', l.label, 'amount', l.amount))
      FROM generate_series(1, 2) i, (VALUES (0, 'fare', brand.code, brand.name || ' fare', fare),
                                            (1, 'tax', 'XT', 'Taxes and airport charges', tax)) AS l(position, kind, code, label, amount)),
  'seats', (SELECT jsonb_agg(jsonb_build_object('line_id', 'lin_' || uuidv7(), 'segment_id', segment, 'passenger_id', pax[i],
                                                'passenger_type', 'ADT', 'flight_id', flight_id, 'fare_brand_code', brand.code,
                                                'cabin', 'economy', 'seat_no', seats[i], 'exit_row_allowed', true)) FROM generate_series(1, 2) i))::text
  FROM ids, (SELECT code, name FROM fare_brand ORDER BY rank LIMIT 1) AS brand;

-- Old sales: no trigger need look at rows that were checked when they were sold.
SET LOCAL session_replication_role = replica;
SELECT count(bench.insert_unchecked(payload::jsonb)) FROM bench.payload WHERE n < 0;
UPDATE booking SET state = 'confirmed', confirmed_at = now();
UPDATE seat_claim SET expires_at = 'infinity';
DELETE FROM bench.payload WHERE n < 0;
DELETE FROM bench.trip WHERE n < 0;
