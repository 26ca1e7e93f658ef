import { beingPaid, live, surelyNow, takenOff } from "./invariant.ts";
import type { Invariant } from "./invariant.ts";

/** A seat is sold once, to a passenger who has a seat to get. */
export const seatInvariants: readonly Invariant[] = [
  {
    name: "seat-has-one-owner",
    sentence: "No seat of a flight has two live claims.",
    violations: `
      SELECT c.flight_id, c.seat_no, count(*) AS live_claims, jsonb_agg(c.booking_id) AS bookings
        FROM seat_claim c WHERE ${live} GROUP BY c.flight_id, c.seat_no HAVING count(*) > 1`,
  },
  {
    name: "passengers-have-their-seats",
    sentence:
      "In a booking that is confirmed, being paid, or unpaid within its deadline, each passenger has one live claim on each segment, and a lap infant or who was taken off it none; only a payment that came to nothing may have cost an unpaid one its seats.",
    violations: `
      SELECT b.id AS booking_id, b.state, s.id AS segment_id, p.id AS passenger_id, p.type, count(c.id) AS live_claims
        FROM booking b
        JOIN booking_segment s ON s.booking_id = b.id
        JOIN passenger p ON p.booking_id = b.id
        LEFT JOIN seat_claim c ON c.segment_id = s.id AND c.passenger_id = p.id AND ${live}
       WHERE b.state = 'confirmed' OR (${beingPaid})
          OR (b.state IN ('held', 'awaiting_payment') AND b.expires_at > ${surelyNow}
              AND NOT EXISTS (SELECT FROM seat_claim lost WHERE lost.booking_id = b.id AND lost.release_reason = 'payment_lost'))
       GROUP BY b.id, s.id, p.id HAVING count(c.id) <> CASE WHEN p.type = 'INF' OR ${takenOff} THEN 0 ELSE 1 END`,
  },
  {
    name: "claims-belong-together",
    sentence:
      "The booking, segment and passenger of a claim are of one booking, and a claim not given back is on the segment's flight and in its cabin.",
    violations: `
      SELECT c.id AS claim_id, c.booking_id, s.booking_id AS booking_of_segment, p.booking_id AS booking_of_passenger, c.flight_id, c.cabin
        FROM seat_claim c
        LEFT JOIN booking_segment s ON s.id = c.segment_id
        LEFT JOIN passenger p ON p.id = c.passenger_id
       WHERE c.block_reason IS NULL
         AND (c.booking_id IS NULL OR s.booking_id IS DISTINCT FROM c.booking_id OR p.booking_id IS DISTINCT FROM c.booking_id
              OR (c.released_at IS NULL AND (s.flight_id <> c.flight_id OR s.cabin <> c.cabin)))`,
  },
  {
    name: "claimed-seats-exist",
    sentence: "Every live claim is on a seat of its flight's seat map, in its cabin.",
    violations: `
      SELECT c.id AS claim_id, c.booking_id, c.flight_id, c.seat_no, c.cabin, seat.cabin AS cabin_of_seat
        FROM seat_claim c
        LEFT JOIN flight f ON f.id = c.flight_id
        LEFT JOIN seat ON seat.seat_map_id = f.seat_map_id AND seat.seat_no = c.seat_no
       WHERE ${live} AND seat.cabin IS DISTINCT FROM c.cabin`,
  },
  {
    name: "paid-seats-are-sold",
    sentence: "The claims of a booking that is confirmed or being paid never run out.",
    violations: `
      SELECT c.id AS claim_id, c.booking_id, b.state, c.seat_no, c.expires_at
        FROM seat_claim c JOIN booking b ON b.id = c.booking_id
       WHERE c.released_at IS NULL AND c.expires_at <> 'infinity' AND (b.state = 'confirmed' OR (${beingPaid}))`,
  },
  {
    name: "sold-seats-are-paid",
    sentence: "Only a booking that is confirmed or being paid has claims that never run out.",
    violations: `
      SELECT c.id AS claim_id, c.booking_id, b.state, c.flight_id, c.seat_no
        FROM seat_claim c JOIN booking b ON b.id = c.booking_id
       WHERE c.released_at IS NULL AND c.expires_at = 'infinity' AND b.state <> 'confirmed' AND NOT (${beingPaid})`,
  },
  {
    name: "one-deadline",
    sentence: "The claims of an unpaid booking end with the booking, to the millisecond.",
    violations: `
      SELECT c.id AS claim_id, c.booking_id, c.seat_no, c.expires_at AS claim_expires_at, b.expires_at AS booking_expires_at
        FROM seat_claim c JOIN booking b ON b.id = c.booking_id
       WHERE c.released_at IS NULL AND c.expires_at <> 'infinity' AND c.expires_at <> b.expires_at
         AND b.state IN ('held', 'awaiting_payment') AND b.secured_at IS NULL`,
  },
  {
    name: "ended-bookings-hold-no-seat",
    sentence: "A booking that is expired, released or cancelled keeps nobody from a seat.",
    violations: `
      SELECT c.id AS claim_id, c.booking_id, b.state, c.flight_id, c.seat_no, c.expires_at
        FROM seat_claim c JOIN booking b ON b.id = c.booking_id
       WHERE c.released_at IS NULL AND c.expires_at > ${surelyNow} AND c.expires_at <> 'infinity'
         AND b.state IN ('expired', 'released', 'cancelled') AND NOT (${beingPaid})`,
  },
  {
    name: "cabin-not-oversold",
    sentence: "Sold, held and blocked seats of a cabin are no more than its capacity.",
    violations: `
      SELECT c.flight_id, c.cabin, count(*) AS taken, coalesce(k.capacity, 0) AS capacity
        FROM seat_claim c LEFT JOIN flight_cabin k ON k.flight_id = c.flight_id AND k.cabin = c.cabin
       WHERE ${live} GROUP BY c.flight_id, c.cabin, k.capacity HAVING count(*) > coalesce(k.capacity, 0)`,
  },
  {
    name: "capacity-has-seats",
    sentence: "No cabin of a flight is on sale with more seats than its seat map has.",
    violations: `
      SELECT k.flight_id, k.cabin, k.capacity, coalesce(m.seats, 0) AS seats
        FROM flight_cabin k JOIN flight f ON f.id = k.flight_id
        LEFT JOIN (SELECT seat_map_id, cabin, count(*) AS seats FROM seat GROUP BY seat_map_id, cabin) m
          ON m.seat_map_id = f.seat_map_id AND m.cabin = k.cabin
       WHERE k.capacity > coalesce(m.seats, 0)`,
  },
  {
    name: "segments-have-flights",
    sentence: "The flight of every booked segment exists and has its cabin.",
    violations: `
      SELECT s.booking_id, s.id AS segment_id, s.flight_id, s.cabin
        FROM booking_segment s LEFT JOIN flight_cabin k ON k.flight_id = s.flight_id AND k.cabin = s.cabin
       WHERE k.flight_id IS NULL`,
  },
  {
    name: "exit-rows-are-for-free-hands",
    sentence: "Nobody in an exit row is a child, an adult with an infant on the lap, or in need of assistance.",
    violations: `
      SELECT c.booking_id, c.passenger_id, c.flight_id, c.seat_no, p.type
        FROM seat_claim c
        JOIN passenger p ON p.id = c.passenger_id
        JOIN flight f ON f.id = c.flight_id
        JOIN seat ON seat.seat_map_id = f.seat_map_id AND seat.seat_no = c.seat_no
       WHERE ${live} AND seat.exit_row
         AND (p.type <> 'ADT' OR p.position < (SELECT count(*) FROM passenger i WHERE i.booking_id = p.booking_id AND i.type = 'INF')
              OR EXISTS (SELECT FROM special_service_request r
                          WHERE r.passenger_id = p.id AND r.code IN ('WCHR', 'WCHS', 'WCHC', 'BLND', 'DEAF', 'UMNR')))`,
  },
];
