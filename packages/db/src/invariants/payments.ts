import { alive, automatic, automaticReasons, beingPaid, soldMinor } from "./invariant.ts";
import type { Invariant } from "./invariant.ts";

/** Nobody is charged without a seat, nobody flies unpaid, and nothing half done is forgotten. */
export const paymentInvariants: readonly Invariant[] = [
  {
    name: "confirmed-is-paid-once",
    sentence:
      "Every booking that was confirmed has exactly one captured payment that bought it, and with those that bought dearer seats and other flights they add up to what was sold.",
    violations: `
      SELECT b.id AS booking_id, ${soldMinor} AS sold_minor, b.currency, count(p.id) AS payments, sum(p.amount_minor) AS paid_minor
        FROM booking b
        LEFT JOIN payment p ON p.booking_id = b.id AND p.state = 'captured'
          AND NOT EXISTS (SELECT FROM refund r WHERE r.stripe_intent_id = p.stripe_intent_id AND ${automatic})
       WHERE b.confirmed_at IS NOT NULL
       GROUP BY b.id HAVING count(p.id) FILTER (WHERE p.purpose = 'booking') <> 1
           OR sum(p.amount_minor) <> ${soldMinor} OR bool_or(p.currency <> b.currency)`,
  },
  {
    name: "paid-seats-are-charged",
    sentence:
      "A payment for dearer seats that was captured and not given back is what its price lines add up to, those are of its booking and of seats, and no other payment has any.",
    violations: `
      SELECT p.id AS payment_id, p.booking_id, p.state, p.amount_minor, sum(l.amount_minor) AS lines_minor
        FROM payment p LEFT JOIN price_line l ON l.payment_id = p.id
       GROUP BY p.id
      HAVING coalesce(sum(l.amount_minor), 0) <> CASE WHEN p.purpose = 'seats' AND p.state = 'captured'
               AND NOT EXISTS (SELECT FROM refund r WHERE r.stripe_intent_id = p.stripe_intent_id AND ${automatic}) THEN p.amount_minor ELSE 0 END
          OR bool_or(l.booking_id <> p.booking_id OR l.kind <> 'seat')`,
  },
  {
    name: "seats-kept-for-money",
    sentence: "Seats are kept out of sale for a payment only while its money is authorised.",
    violations: `
      SELECT c.id AS claim_id, c.flight_id, c.seat_no, p.id AS payment_id, p.state
        FROM seat_claim c JOIN payment p ON p.id = c.block_reason
       WHERE c.released_at IS NULL AND p.state <> 'authorised'`,
  },
  {
    name: "money-without-a-seat-goes-back",
    sentence:
      "Captured money that bought nothing is refunded or being refunded; a row whose refund has failed for good is for staff to settle.",
    violations: `
      SELECT p.stripe_intent_id, p.booking_id, p.amount_minor, p.currency, NULL AS refund_failed_for
        FROM payment p JOIN booking b ON b.id = p.booking_id
       WHERE p.state = 'captured' AND b.confirmed_at IS NULL
         AND NOT EXISTS (SELECT FROM refund r WHERE r.stripe_intent_id = p.stripe_intent_id AND ${automatic})
      UNION ALL
      SELECT r.stripe_intent_id, min(r.booking_id), max(r.amount_minor), min(r.currency), r.reason
        FROM refund r WHERE ${automatic} GROUP BY r.stripe_intent_id, r.reason
      HAVING NOT bool_or(${alive} AND r.covered_by IS NULL) AND (array_agg(r.covered_by ORDER BY r.id DESC))[1] IS NULL`,
  },
  {
    name: "refunds-within-captured",
    sentence: "What is refunded of a payment through its provider, or about to be, is never more than was captured.",
    violations: `
      SELECT r.stripe_intent_id, min(r.booking_id) AS booking_id, sum(r.amount_minor) AS refunds_minor, max(p.amount_minor) AS paid_minor
        FROM refund r LEFT JOIN payment p ON p.stripe_intent_id = r.stripe_intent_id AND p.state = 'captured'
       WHERE ${alive} AND r.state <> 'paid_outside' GROUP BY r.stripe_intent_id
      HAVING sum(r.amount_minor) > coalesce(
               (SELECT max(o.amount_minor) FROM refund o WHERE o.stripe_intent_id = r.stripe_intent_id AND o.reason IN (${automaticReasons})), max(p.amount_minor), 0)`,
  },
  {
    name: "authorised-is-decided",
    sentence: "No payment stays authorised for more than ten minutes: it is captured or let go.",
    violations: `
      SELECT p.id AS payment_id, p.booking_id, p.stripe_intent_id, least(p.updated_at, b.secured_at) AS since
        FROM payment p JOIN booking b ON b.id = p.booking_id
       WHERE p.state = 'authorised' AND least(p.updated_at, b.secured_at) < skyhold_now() - interval '10 minutes'`,
  },
  {
    name: "secured-is-being-paid",
    sentence: "A booking whose seats are secured before it is confirmed has an authorised payment.",
    violations: `
      SELECT b.id AS booking_id, b.state, b.secured_at FROM booking b
       WHERE ${beingPaid} AND NOT EXISTS (SELECT FROM payment p WHERE p.booking_id = b.id AND p.state = 'authorised')`,
  },
  {
    name: "awaited-payment-exists",
    sentence: "A booking that awaits payment has an attempt to pay on record.",
    violations: `
      SELECT b.id AS booking_id FROM booking b
       WHERE b.state = 'awaiting_payment' AND NOT EXISTS (SELECT FROM payment p WHERE p.booking_id = b.id)`,
  },
  {
    name: "open-payment-asks-the-price",
    sentence: "A payment that can still be made is in its booking's currency, and one that is to buy the booking for its total.",
    violations: `
      SELECT p.id AS payment_id, p.booking_id, p.amount_minor, p.currency, b.total_minor, b.currency AS booking_currency
        FROM payment p JOIN booking b ON b.id = p.booking_id
       WHERE p.state IN ('starting', 'requires_payment', 'processing', 'authorised')
         AND ((p.purpose = 'booking' AND p.amount_minor <> b.total_minor) OR p.currency <> b.currency)`,
  },
  {
    name: "ended-cannot-be-paid",
    sentence: "No payment is open for a booking that ended more than fifteen minutes ago.",
    violations: `
      SELECT p.id AS payment_id, p.booking_id, p.state, b.state AS booking_state, b.ended_at
        FROM payment p JOIN booking b ON b.id = p.booking_id
       WHERE p.state IN ('starting', 'requires_payment', 'processing') AND b.ended_at < skyhold_now() - interval '15 minutes'`,
  },
  {
    name: "ended-is-withdrawn",
    sentence: "Of every attempt to pay that was ended here, the payment provider has said that it is over too, three hours after it began.",
    violations: `
      SELECT id AS payment_id, booking_id, stripe_intent_id, created_at FROM payment
       WHERE state = 'cancelled' AND withdrawn_at IS NULL AND created_at < skyhold_now() - interval '3 hours'`,
  },
  {
    name: "given-back-is-refunded",
    sentence: "The price lines that a refund gives back are of its booking and currency, and add up to it.",
    violations: `
      SELECT r.id AS refund_id, r.booking_id, r.amount_minor, sum(l.amount_minor) AS lines_minor
        FROM price_line l JOIN refund r ON r.id = l.refund_id JOIN booking b ON b.id = l.booking_id
       GROUP BY r.id HAVING r.amount_minor <> -sum(l.amount_minor) OR bool_or(l.booking_id <> r.booking_id OR b.currency <> r.currency)`,
  },
  {
    name: "refunds-are-asked-for",
    sentence: "No refund is owed for more than thirty minutes without the payment provider having been asked for it.",
    violations: `
      SELECT r.id AS refund_id, r.booking_id, r.stripe_intent_id, r.created_at FROM refund r
       WHERE r.state = 'pending' AND r.stripe_refund_id IS NULL AND r.created_at < skyhold_now() - interval '30 minutes'`,
  },
  {
    name: "refunds-arrive",
    sentence: "No refund is on its way for more than fourteen days.",
    violations: `
      SELECT r.id AS refund_id, r.booking_id, r.stripe_refund_id, r.state, r.created_at FROM refund r
       WHERE r.state IN ('pending', 'requires_action') AND r.stripe_refund_id IS NOT NULL AND r.created_at < skyhold_now() - interval '14 days'`,
  },
  {
    name: "differences-are-resolved",
    sentence: "No difference from the payment provider's own account is found by two comparisons, or is left open for more than two days.",
    violations: `
      SELECT d.id AS difference_id, d.object, d.kind, d.stripe_id, d.booking_id, d.ours, d.theirs, d.found_at FROM payment_difference d
       WHERE d.resolved_at IS NULL AND (d.last_seen_at > d.found_at OR d.found_at < skyhold_now() - interval '2 days')`,
  },
];
