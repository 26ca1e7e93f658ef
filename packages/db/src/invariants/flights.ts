import { takenOff } from "./invariant.ts";
import type { Invariant } from "./invariant.ts";

/** What a search relies on. */
export const flightInvariants: readonly Invariant[] = [
  {
    name: "routes-are-known",
    sentence: "The pair of airports of every flight is in the graph of routes: a search finds no flight on another.",
    violations: `
      SELECT f.origin, f.destination, count(*) AS flights
        FROM flight f LEFT JOIN flight_route r USING (origin, destination)
       WHERE r.origin IS NULL GROUP BY f.origin, f.destination`,
  },
  {
    name: "cancelled-flights-are-empty",
    sentence: "An hour after its airline has cancelled a flight, nobody who has paid is booked on it any more.",
    violations: `
      SELECT c.flight_id, b.id AS booking_id, b.state, c.created_at AS cancelled_at
        FROM flight_change c JOIN booking_segment s ON s.flight_id = c.flight_id JOIN booking b ON b.id = s.booking_id
       WHERE c.kind = 'cancelled' AND c.created_at < skyhold_now() - interval '1 hour' AND b.state = 'confirmed'
         AND EXISTS (SELECT FROM passenger p WHERE p.booking_id = b.id AND NOT ${takenOff})`,
  },
  {
    name: "used-coupons-were-checked-in",
    sentence: "Who is checked in or has flown has a number of the flight, and the number is of the flight of the coupon.",
    violations: `
      SELECT k.ticket_number, k.number, k.status, i.flight_id
        FROM coupon k JOIN ticket t ON t.number = k.ticket_number JOIN booking_segment s ON s.id = k.segment_id
        LEFT JOIN check_in i ON i.segment_id = k.segment_id AND i.passenger_id = t.passenger_id
       WHERE k.status IN ('checked_in', 'flown') AND i.flight_id IS DISTINCT FROM s.flight_id`,
  },
];
