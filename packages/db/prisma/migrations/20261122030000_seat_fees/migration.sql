-- What it costs to choose a seat. Set by staff for each cabin of a flight, in its currency; nothing where it is free.
ALTER TABLE "flight_cabin"
  ADD COLUMN "seat_fee_minor" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "legroom_fee_minor" BIGINT NOT NULL DEFAULT 0,
  ADD CONSTRAINT "flight_cabin_seat_fees" CHECK (seat_fee_minor >= 0 AND legroom_fee_minor >= 0);

-- A line that came after the sale and gives part of it back names the refund that it is owed by.
ALTER TABLE "price_line" ADD COLUMN "refund_id" TEXT;
ALTER TABLE "price_line" ADD CONSTRAINT "price_line_refund_id_fkey"
  FOREIGN KEY ("refund_id") REFERENCES "refund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The price of a seat, the only place where it is made: the map, quotes, holds and changes all ask here.
-- More legroom, as in an exit row, is paid for by everyone. Any other seat costs only the adult who chooses it, under a fare
-- brand that does not include the choice: children sit with their party.
CREATE FUNCTION seat_fee(seat_fee bigint, legroom_fee bigint, has_legroom boolean, choice_included boolean, passenger_type text)
RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN has_legroom THEN legroom_fee WHEN choice_included OR passenger_type <> 'ADT' THEN 0 ELSE seat_fee END
$$;

-- The price lines of chosen seats, numbered from p_from; none for a seat that is free of charge, nor for one without a line
-- id, which was given and not chosen.
CREATE FUNCTION seat_lines(p_seats jsonb, p_from int) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object(
           'id', q.line_id, 'position', p_from + q.place - 1, 'segment_id', q.segment_id, 'passenger_id', q.passenger_id, 'kind', 'seat',
           'code', CASE WHEN q.has_legroom THEN 'LEGROOM' ELSE 'SEAT' END,
           'label', 'Seat ' || q.seat_no || CASE WHEN q.extra_legroom THEN ', extra legroom' WHEN q.has_legroom THEN ', exit row' ELSE '' END,
           'amount', q.fee) ORDER BY q.place), '[]')
    FROM (
      SELECT w.*, s.extra_legroom, s.extra_legroom OR s.exit_row AS has_legroom, fees.fee, row_number() OVER () AS place
        FROM jsonb_to_recordset(p_seats) AS w(
          line_id text, segment_id text, passenger_id text, passenger_type text, flight_id text, fare_brand_code text, cabin text, seat_no text)
        -- One row at a time by key, as in seat_problems.
        JOIN LATERAL (SELECT seat_map_id FROM flight WHERE id = w.flight_id LIMIT 1) f ON true
        JOIN LATERAL (SELECT * FROM seat WHERE seat_map_id = f.seat_map_id AND seat_no = w.seat_no LIMIT 1) s ON true
        JOIN LATERAL (SELECT * FROM flight_cabin WHERE flight_id = w.flight_id AND cabin = w.cabin::cabin LIMIT 1) k ON true
        JOIN LATERAL (SELECT free_seat_selection FROM fare_brand WHERE code = w.fare_brand_code LIMIT 1) r ON true
        CROSS JOIN LATERAL (
          SELECT seat_fee(k.seat_fee_minor, k.legroom_fee_minor, s.extra_legroom OR s.exit_row, r.free_seat_selection, w.passenger_type) AS fee) fees
       WHERE w.line_id IS NOT NULL AND fees.fee > 0) q
$$;
