-- Flies the whole timetable once more, so many days earlier, and answers the ids of those flights.
CREATE FUNCTION bench.fly_earlier(p_days int) RETURNS text[] LANGUAGE sql AS $$
WITH earlier AS MATERIALIZED (
  SELECT f.id AS later, 'flt_' || uuidv7() AS id FROM flight f WHERE f.status = 'scheduled' ORDER BY f.departs_at, f.id),
flown AS (
  INSERT INTO flight (id, schedule_id, airline_code, flight_number, suffix, origin, destination, departure_date, departure_minute, arrival_date,
                      arrival_minute, departs_at, arrives_at, sales_close_at, status, aircraft_type_code, seat_map_id)
  SELECT e.id, f.schedule_id, f.airline_code, f.flight_number, f.suffix, f.origin, f.destination, f.departure_date - p_days, f.departure_minute,
         f.arrival_date - p_days, f.arrival_minute, f.departs_at - p_days * interval '1 day', f.arrives_at - p_days * interval '1 day',
         f.sales_close_at - p_days * interval '1 day', 'landed', f.aircraft_type_code, f.seat_map_id
    FROM earlier e JOIN flight f ON f.id = e.later),
cabins AS (
  INSERT INTO flight_cabin (flight_id, cabin, capacity, base_fare_minor, currency)
  SELECT e.id, c.cabin, c.capacity, c.base_fare_minor, c.currency FROM earlier e JOIN flight_cabin c ON c.flight_id = e.later)
SELECT array_agg(id) FROM earlier
$$;
