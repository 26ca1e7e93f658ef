import { automatic, debtMinor, takenOff } from "./invariant.ts";
import type { Invariant } from "./invariant.ts";

/** What was cancelled is given back once, and what is left can travel. */
export const cancellationInvariants: readonly Invariant[] = [
  {
    name: "money-is-conserved",
    sentence: "What a booking paid is, to the cent, what it is still charged, was or is to be refunded, and what was kept of it.",
    violations: `
      SELECT b.id AS booking_id, b.currency, b.total_minor AS paid_minor, booked.kept_minor, coalesce(owed.refund_minor, 0) AS refund_minor
        FROM booking b
        JOIN (
          SELECT t.booking_id, -sum(e.amount_minor) AS kept_minor
            FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id
           WHERE e.account IN ('sales_fare', 'sales_tax', 'sales_fee', 'sales_seat', 'sales_ancillary', 'penalties') GROUP BY t.booking_id) booked
          ON booked.booking_id = b.id
        LEFT JOIN (
          SELECT booking_id, sum(amount) AS refund_minor FROM (
            SELECT r.booking_id, ${debtMinor} AS amount
              FROM refund r WHERE r.cancellation_id IS NOT NULL GROUP BY r.booking_id, r.cancellation_id, r.stripe_intent_id) debt GROUP BY booking_id) owed
          ON owed.booking_id = b.id
       WHERE b.confirmed_at IS NOT NULL AND b.total_minor <> booked.kept_minor + coalesce(owed.refund_minor, 0)`,
  },
  {
    name: "cancellation-is-sum-of-lines",
    sentence: "What a cancellation gives back and keeps is the sum of its lines, and each of them was paid as it was sold.",
    violations: `
      SELECT x.id AS cancellation_id, x.booking_id, x.paid_minor, x.refund_minor, sum(k.paid_minor) AS lines_paid_minor, sum(k.refunded_minor) AS lines_refunded_minor
        FROM cancellation x
        LEFT JOIN cancellation_line k ON k.cancellation_id = x.id
        LEFT JOIN price_line l ON l.id = k.price_line_id
       GROUP BY x.id
      HAVING x.paid_minor <> coalesce(sum(k.paid_minor), 0) OR x.refund_minor <> coalesce(sum(k.refunded_minor), 0)
          OR bool_or(k.paid_minor <> l.amount_minor OR l.booking_id <> x.booking_id)`,
  },
  {
    name: "cancellation-is-booked",
    sentence: "Every cancellation undoes its sale in the books once, by kind of line, against what is owed back and what is kept.",
    violations: `
      SELECT cancellation_id, account, currency, expected.amount AS expected_minor, booked.amount AS booked_minor
        FROM (
          SELECT k.cancellation_id, 'sales_' || l.kind AS account, x.currency, sum(k.paid_minor) AS amount
            FROM cancellation_line k JOIN price_line l ON l.id = k.price_line_id JOIN cancellation x ON x.id = k.cancellation_id
           GROUP BY k.cancellation_id, l.kind, x.currency HAVING sum(k.paid_minor) <> 0
          UNION ALL SELECT id, 'refunds_payable', currency, -refund_minor FROM cancellation WHERE refund_minor > 0
          UNION ALL SELECT id, 'penalties', currency, refund_minor - paid_minor FROM cancellation WHERE paid_minor > refund_minor) expected
        FULL JOIN (
          SELECT t.source_id AS cancellation_id, e.account::text AS account, e.currency, sum(e.amount_minor)::numeric AS amount
            FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id
           WHERE t.kind = 'cancellation' GROUP BY t.source_id, e.account, e.currency) booked USING (cancellation_id, account, currency)
       WHERE expected.amount IS DISTINCT FROM booked.amount`,
  },
  {
    name: "changes-are-whole",
    sentence:
      "A change of flights is of the booking of its cancellation, which is worth what it pays for the new flights, and their price is the sum of their lines; what it does not pay for was paid by the change's payment, and no other payment for a change was kept.",
    violations: `
      SELECT g.id AS change_id, g.booking_id, g.price_minor, g.credit_minor, x.refund_minor, sum(l.amount_minor) AS lines_minor, NULL AS payment_id
        FROM booking_change g
        LEFT JOIN cancellation x ON x.change_id = g.id
        LEFT JOIN payment p ON p.id = g.payment_id
        LEFT JOIN price_line l ON l.change_id = g.id
       GROUP BY g.id, x.id, p.id
      HAVING x.booking_id IS DISTINCT FROM g.booking_id OR g.credit_minor <> least(x.refund_minor, g.price_minor)
          OR coalesce(sum(l.amount_minor), 0) <> g.price_minor OR bool_or(l.booking_id <> g.booking_id)
          OR (p.id IS NOT NULL AND (p.purpose <> 'change' OR p.state <> 'captured' OR p.booking_id <> g.booking_id
                                    OR p.amount_minor <> g.price_minor - g.credit_minor))
      UNION ALL
      SELECT NULL, p.booking_id, p.amount_minor, NULL, NULL, NULL, p.id FROM payment p
       WHERE p.purpose = 'change' AND p.state = 'captured'
         AND EXISTS (SELECT FROM booking_change g WHERE g.payment_id = p.id)
             = EXISTS (SELECT FROM refund r WHERE r.stripe_intent_id = p.stripe_intent_id AND ${automatic})`,
  },
  {
    name: "cancelled-when-nobody-travels",
    sentence: "A booking is cancelled when everyone was taken off every segment, and not before.",
    violations: `
      SELECT b.id AS booking_id, b.state, count(*) FILTER (WHERE NOT ${takenOff}) AS travelling
        FROM booking b JOIN passenger p ON p.booking_id = b.id JOIN booking_segment s ON s.booking_id = b.id
       WHERE b.confirmed_at IS NOT NULL
       GROUP BY b.id HAVING (b.state = 'cancelled') <> bool_and(${takenOff})`,
  },
  {
    name: "nobody-is-left-alone",
    sentence: "On no segment a child still travels without an adult of its booking, or an infant without the adult whose lap it is on.",
    violations: `
      WITH traveller AS (
        SELECT b.id AS booking_id, s.id AS segment_id, p.id AS passenger_id, p.type, NOT ${takenOff} AS travels,
               row_number() OVER (PARTITION BY s.id, p.type ORDER BY p.position) AS place
          FROM booking b JOIN passenger p ON p.booking_id = b.id JOIN booking_segment s ON s.booking_id = b.id
         WHERE b.state = 'confirmed' AND EXISTS (SELECT FROM cancellation x WHERE x.booking_id = b.id))
      SELECT t.booking_id, t.segment_id, t.passenger_id, t.type FROM traveller t
       WHERE t.travels AND t.type <> 'ADT'
         AND NOT EXISTS (SELECT FROM traveller a WHERE a.segment_id = t.segment_id AND a.type = 'ADT' AND a.travels
                            AND (t.type = 'CHD' OR a.place = t.place))`,
  },
];
