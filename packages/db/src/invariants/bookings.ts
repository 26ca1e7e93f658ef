import { exchangedMinor, takenOff } from "./invariant.ts";
import type { Invariant } from "./invariant.ts";

/** A booking is whole, and its price is the sum of its lines. */
export const bookingInvariants: readonly Invariant[] = [
  {
    name: "seat-count-fits-party",
    sentence: "A booking counts one seat for each segment and each passenger but the lap infants.",
    violations: `
      SELECT b.id AS booking_id, b.seat_count, s.segments, p.seated
        FROM booking b
        CROSS JOIN LATERAL (SELECT count(*) AS segments FROM booking_segment WHERE booking_id = b.id) s
        CROSS JOIN LATERAL (SELECT count(*) AS seated FROM passenger WHERE booking_id = b.id AND type <> 'INF') p
       WHERE b.seat_count <> s.segments * p.seated`,
  },
  {
    name: "guest-has-one-booking",
    sentence: "Who booked without an account has exactly that one booking.",
    violations: `
      SELECT u.id AS user_id, count(b.id) AS bookings FROM user_account u LEFT JOIN booking b ON b.user_id = u.id
       WHERE u.kind = 'guest' GROUP BY u.id HAVING count(b.id) <> 1`,
  },
  {
    name: "party-can-travel",
    sentence: "A booking is for at most nine people, at least one of them an adult, and for each infant there is an adult's lap.",
    violations: `
      SELECT b.id AS booking_id, count(p.id) AS passengers, count(*) FILTER (WHERE p.type = 'ADT') AS adults,
             count(*) FILTER (WHERE p.type = 'INF') AS infants
        FROM booking b LEFT JOIN passenger p ON p.booking_id = b.id GROUP BY b.id
      HAVING count(p.id) > 9 OR count(*) FILTER (WHERE p.type = 'ADT') < greatest(1, count(*) FILTER (WHERE p.type = 'INF'))`,
  },
  {
    name: "bassinets-have-infants",
    sentence: "A bassinet is asked for only by an adult with an infant on the lap.",
    violations: `
      SELECT p.booking_id, p.id AS passenger_id, p.type
        FROM special_service_request r JOIN passenger p ON p.id = r.passenger_id
       WHERE r.code = 'BSCT' AND p.position >= (SELECT count(*) FROM passenger i WHERE i.booking_id = p.booking_id AND i.type = 'INF')`,
  },
  {
    name: "travellers-are-named",
    sentence: "Every passenger of a booking that awaits payment or is confirmed has a name, and until the journey is over a date of birth.",
    violations: `
      SELECT b.id AS booking_id, b.state, p.id AS passenger_id
        FROM passenger p JOIN booking b ON b.id = p.booking_id
       WHERE b.state IN ('awaiting_payment', 'confirmed')
         AND (num_nulls(p.given_name, p.surname) > 0
              OR (p.birth_date IS NULL AND (b.state = 'confirmed' OR b.expires_at > skyhold_now()) AND EXISTS (
                    SELECT FROM booking_segment s JOIN flight f ON f.id = s.flight_id
                     WHERE s.booking_id = b.id AND f.arrives_at > skyhold_now() AND NOT ${takenOff})))`,
  },
  {
    name: "total-is-sum-of-lines",
    sentence: "A booking's total is the sum of its price lines, less what of them earlier flights of it paid for.",
    violations: `
      SELECT b.id AS booking_id, b.total_minor, coalesce(sum(l.amount_minor), 0) AS lines_minor, b.currency
        FROM booking b LEFT JOIN price_line l ON l.booking_id = b.id
       GROUP BY b.id HAVING b.total_minor <> coalesce(sum(l.amount_minor), 0) - ${exchangedMinor}`,
  },
  {
    name: "price-lines-belong-together",
    sentence: "The segment and the passenger of a price line are of its own booking.",
    violations: `
      SELECT l.id AS price_line_id, l.booking_id, s.booking_id AS booking_of_segment, p.booking_id AS booking_of_passenger
        FROM price_line l
        LEFT JOIN booking_segment s ON s.id = l.segment_id
        LEFT JOIN passenger p ON p.id = l.passenger_id
       WHERE (l.segment_id IS NOT NULL AND s.booking_id IS DISTINCT FROM l.booking_id)
          OR (l.passenger_id IS NOT NULL AND p.booking_id IS DISTINCT FROM l.booking_id)`,
  },
  {
    name: "seat-lines-are-for-seats",
    sentence: "A seat's price is one line for each segment and seated passenger before the sale, and never less than nothing after it.",
    violations: `
      SELECT l.booking_id, l.segment_id, l.passenger_id, count(*) AS lines, sum(l.amount_minor) AS amount_minor
        FROM price_line l JOIN booking b ON b.id = l.booking_id LEFT JOIN passenger p ON p.id = l.passenger_id
       WHERE l.kind = 'seat' GROUP BY l.booking_id, l.segment_id, l.passenger_id
      HAVING sum(l.amount_minor) < 0 OR l.segment_id IS NULL OR bool_or(p.type IS NULL OR p.type = 'INF')
          OR (count(*) > 1 AND bool_and(b.confirmed_at IS NULL))`,
  },
  {
    name: "sweep-keeps-up",
    sentence: "No unpaid booking stands as held or awaiting payment more than five minutes past its deadline.",
    violations: `
      SELECT b.id AS booking_id, b.state, b.expires_at FROM booking b
       WHERE b.state IN ('held', 'awaiting_payment') AND b.secured_at IS NULL AND b.expires_at < skyhold_now() - interval '5 minutes'`,
  },
  {
    name: "tickets-cover-the-trip",
    sentence: "Each passenger of a booking that was confirmed has one valid coupon for each segment, and for one they were taken off none.",
    violations: `
      SELECT b.id AS booking_id, p.id AS passenger_id, s.id AS segment_id, count(k.ticket_number) AS coupons
        FROM booking b
        JOIN passenger p ON p.booking_id = b.id
        JOIN booking_segment s ON s.booking_id = b.id
        LEFT JOIN (ticket t JOIN coupon k ON k.ticket_number = t.number AND k.status NOT IN ('void', 'refunded'))
          ON t.passenger_id = p.id AND t.booking_id = b.id AND k.segment_id = s.id
       WHERE b.confirmed_at IS NOT NULL GROUP BY b.id, p.id, s.id HAVING count(k.ticket_number) <> CASE WHEN ${takenOff} THEN 0 ELSE 1 END`,
  },
  {
    name: "ticket-chains-have-no-gap",
    sentence: "A passenger's tickets are numbered from 1 without a gap, and so are the coupons of each ticket.",
    violations: `
      SELECT t.passenger_id, min(t.booking_id) AS booking_id, NULL AS ticket_number, jsonb_agg(t.sequence) AS numbers
        FROM ticket t GROUP BY t.passenger_id HAVING min(t.sequence) <> 1 OR max(t.sequence) <> count(*)
      UNION ALL
      SELECT t.passenger_id, t.booking_id, t.number, jsonb_agg(k.number)
        FROM ticket t LEFT JOIN coupon k ON k.ticket_number = t.number
       GROUP BY t.number HAVING count(k.number) = 0 OR min(k.number) <> 1 OR max(k.number) <> count(*)`,
  },
  {
    name: "tickets-are-paid-for",
    sentence: "A ticket belongs to a booking that was confirmed, and its passenger and segments to that same booking.",
    violations: `
      SELECT DISTINCT t.number AS ticket_number, t.booking_id, b.state, p.booking_id AS booking_of_passenger, s.booking_id AS booking_of_segment
        FROM ticket t
        LEFT JOIN booking b ON b.id = t.booking_id
        LEFT JOIN passenger p ON p.id = t.passenger_id
        LEFT JOIN (coupon k JOIN booking_segment s ON s.id = k.segment_id) ON k.ticket_number = t.number
       WHERE b.confirmed_at IS NULL OR p.booking_id IS DISTINCT FROM t.booking_id OR s.booking_id <> t.booking_id`,
  },
  {
    name: "confirmation-is-announced",
    sentence: "Every booking that was confirmed has its confirmation mail on record.",
    violations: `
      SELECT b.id AS booking_id, b.contact_email, b.confirmed_at FROM booking b
       WHERE b.confirmed_at IS NOT NULL
         AND NOT EXISTS (SELECT FROM notification n WHERE n.booking_id = b.id AND n.kind = 'booking.confirmed')`,
  },
  {
    name: "mail-goes-out",
    sentence: "No mail has waited for more than two days, by when it was sent or has failed for staff to see.",
    violations: `
      SELECT n.id AS notification_id, n.booking_id, n.kind, n.state, n.attempts, n.created_at FROM notification n
       WHERE n.state = 'pending' AND n.created_at < skyhold_now() - interval '2 days'`,
  },
];
