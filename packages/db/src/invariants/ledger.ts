import { automatic, debtMinor, soldAtFirstMinor, soldMinor } from "./invariant.ts";
import type { Invariant } from "./invariant.ts";

/**
 * What a posting of one kind ought to say of each purchase, against what the books say. A booking that was confirmed is one, and so is
 * each later payment for dearer seats, which its price lines name, and each change of flights, with the payment of what was due for it.
 */
function postedOnce(kind: "sale" | "payment", expected: string): string {
  return `
      SELECT booking_id, purchase, account, currency, expected.amount AS expected_minor, booked.amount AS booked_minor, booked.transactions
        FROM (${expected}) expected
        FULL JOIN (
          SELECT t.booking_id, coalesce(g.id, CASE WHEN p.purpose <> 'booking' THEN p.id ELSE 'booking' END) AS purchase, e.account::text AS account, e.currency,
                 sum(e.amount_minor) AS amount, count(DISTINCT t.id) AS transactions
            FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id LEFT JOIN payment p ON p.id = t.source_id
            LEFT JOIN booking_change g ON g.id = t.source_id
           WHERE t.kind = '${kind}' GROUP BY t.booking_id, 2, e.account, e.currency) booked USING (booking_id, purchase, account, currency)
       WHERE expected.amount IS DISTINCT FROM booked.amount OR booked.transactions <> 1`;
}

/** Each purchase with what it came to: bookings at their first sale, and payments for dearer seats. */
const purchases = `
  SELECT b.id AS booking_id, 'booking' AS purchase, b.currency, ${soldAtFirstMinor}::numeric AS amount FROM booking b WHERE b.confirmed_at IS NOT NULL
  UNION ALL
  SELECT b.id, l.payment_id, b.currency, sum(l.amount_minor) FROM booking b JOIN price_line l ON l.booking_id = b.id
   WHERE l.payment_id IS NOT NULL GROUP BY b.id, l.payment_id`;

/** Changes of flights: what they were sold for, and the payments of what was due. */
const changesSold =
  "SELECT g.booking_id, g.id AS purchase, b.currency, g.price_minor::numeric AS amount FROM booking_change g JOIN booking b ON b.id = g.booking_id WHERE g.price_minor > 0";
const changesPaid = `
  SELECT g.booking_id, g.payment_id AS purchase, b.currency, (g.price_minor - g.credit_minor)::numeric AS amount
    FROM booking_change g JOIN booking b ON b.id = g.booking_id WHERE g.payment_id IS NOT NULL`;

/** What names a debt: the cancellation that it comes from, or else the payment and why it goes back. */
const debtOf = "coalesce(r.cancellation_id, r.stripe_intent_id || ' ' || r.reason)";

/** The attempts to pay one debt, of each payment that it goes back to. */
const parts = `
  SELECT ${debtOf} AS debt, min(r.booking_id) AS booking_id, r.reason, r.currency,
         ${debtMinor} AS amount,
         coalesce(sum(r.amount_minor) FILTER (WHERE r.state IN ('succeeded', 'paid_outside')), 0) AS paid,
         coalesce(sum(r.amount_minor) FILTER (WHERE r.state = 'succeeded'), 0) AS sent, ${automatic} AS automatic
    FROM refund r GROUP BY ${debtOf}, r.stripe_intent_id, r.reason, r.currency`;

const debts = `
  SELECT debt, min(booking_id) AS booking_id, reason, currency, sum(amount) AS amount, sum(paid) AS paid, sum(sent) AS sent, automatic
    FROM (${parts}) part GROUP BY debt, reason, currency, automatic`;

/** The balance of an account in each currency, against what bookings and refunds say that it is. */
function balanceOf(account: "stripe_cash" | "refunds_payable", expected: string): string {
  return `
      SELECT currency, sum(expected) AS expected_minor, sum(booked) AS booked_minor FROM (
        SELECT e.currency, 0 AS expected, e.amount_minor AS booked FROM ledger_entry e WHERE e.account = '${account}'
        UNION ALL ${expected}) amounts
       GROUP BY currency HAVING sum(expected) <> sum(booked)`;
}

/** The books balance, and agree with bookings, payments and refunds. */
export const ledgerInvariants: readonly Invariant[] = [
  {
    name: "ledger-balances",
    sentence: "Every transaction of the books has entries, and they add up to nothing in each currency.",
    violations: `
      SELECT t.id AS transaction_id, t.kind, t.source_id, e.currency, sum(e.amount_minor) AS sum_minor
        FROM ledger_transaction t LEFT JOIN ledger_entry e ON e.transaction_id = t.id
       GROUP BY t.id, e.currency HAVING count(e.id) = 0 OR sum(e.amount_minor) <> 0`,
  },
  {
    name: "sale-is-booked",
    sentence:
      "Every booking that was confirmed, and no other, has its sale in the books once, by kind of price line, and so has each later payment for dearer seats, and each change of flights.",
    violations: postedOnce(
      "sale",
      `SELECT booking_id, purchase, 'receivable' AS account, currency, amount FROM (${purchases} UNION ALL ${changesSold}) purchase
       UNION ALL
       SELECT b.id, coalesce(l.change_id, l.payment_id, 'booking'), 'sales_' || l.kind, b.currency, -sum(l.amount_minor) FROM booking b JOIN price_line l ON l.booking_id = b.id
        WHERE b.confirmed_at IS NOT NULL AND l.refund_id IS NULL GROUP BY b.id, 2, l.kind HAVING sum(l.amount_minor) <> 0`,
    ),
  },
  {
    name: "payment-is-booked",
    sentence:
      "Every booking that was confirmed, and no other, has its payment in the books once, of what it was sold for, and so has each later one for dearer seats or other flights.",
    violations: postedOnce(
      "payment",
      `SELECT booking_id, purchase, side.account, currency, side.sign * amount AS amount
         FROM (${purchases} UNION ALL ${changesPaid}) purchase CROSS JOIN (VALUES ('stripe_cash', 1), ('receivable', -1)) AS side (account, sign)`,
    ),
  },
  {
    name: "nothing-receivable",
    sentence: "No booking owes or is owed anything: a sale and its payment are booked together.",
    violations: `
      SELECT t.booking_id, e.currency, sum(e.amount_minor) AS receivable_minor
        FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
       WHERE e.account = 'receivable' GROUP BY t.booking_id, e.currency HAVING sum(e.amount_minor) <> 0`,
  },
  {
    name: "refund-debt-is-booked",
    sentence:
      "What is to be given back of a payment is in the books as a debt, once, however often the refund was tried; what pays for other flights is none any more.",
    violations: `
      SELECT debt, owed.reason, currency, owed.amount AS expected_minor, booked.amount AS booked_minor
        FROM (${debts}) owed
        FULL JOIN (
          SELECT CASE WHEN t.kind IN ('cancellation', 'exchange') THEN t.source_id ELSE ${debtOf} END AS debt, e.currency, -sum(e.amount_minor) AS amount
            FROM ledger_transaction t
            JOIN ledger_entry e ON e.transaction_id = t.id AND e.account = 'refunds_payable'
            LEFT JOIN refund r ON r.id = t.source_id
           WHERE t.kind IN ('refund_due', 'cancellation', 'exchange') GROUP BY 1, e.currency HAVING sum(e.amount_minor) <> 0) booked USING (debt, currency)
       WHERE owed.amount IS DISTINCT FROM booked.amount`,
  },
  {
    name: "refund-is-booked",
    sentence: "Every refund that succeeded, and no other, is in the books as paid, unless the bank has returned it.",
    violations: `
      SELECT coalesce(r.id, booked.source_id) AS refund_id, r.state, r.amount_minor, booked.amount AS booked_minor
        FROM refund r
        FULL JOIN (
          SELECT t.source_id, e.currency, sum(e.amount_minor) AS amount
            FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id AND e.account = 'refunds_payable'
           WHERE t.kind IN ('refund_paid', 'refund_returned', 'refund_paid_outside') GROUP BY t.source_id, e.currency) booked
          ON booked.source_id = r.id AND booked.currency = r.currency
       WHERE coalesce(booked.amount, 0) <> CASE WHEN r.state IN ('succeeded', 'paid_outside') THEN r.amount_minor ELSE 0 END`,
  },
  {
    name: "cash-agrees",
    sentence:
      "In each currency, the cash at Stripe is what confirmed bookings paid and what is to be given back, less what was given back and what banks hold in disputes.",
    violations: balanceOf(
      "stripe_cash",
      `SELECT b.currency, ${soldMinor}, 0 FROM booking b WHERE b.confirmed_at IS NOT NULL
        UNION ALL SELECT currency, CASE WHEN automatic THEN amount ELSE 0 END - sent, 0 FROM (${debts}) debt
        UNION ALL SELECT currency, -amount_minor, 0 FROM dispute WHERE payment_id IS NOT NULL AND funds_withdrawn AND NOT funds_reinstated`,
    ),
  },
  {
    name: "dispute-is-booked",
    sentence:
      "What a bank has taken for a dispute, and neither given back nor paid a debt of ours with, is in the books under disputes, and nothing else is.",
    violations: `
      SELECT coalesce(d.id, booked.source_id) AS dispute_id, d.stripe_dispute_id, d.amount_minor, booked.amount AS booked_minor
        FROM (SELECT * FROM dispute WHERE payment_id IS NOT NULL) d
        FULL JOIN (
          SELECT coalesce(c.id, t.source_id) AS source_id, sum(e.amount_minor) AS amount
            FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id AND e.account = 'disputes'
            LEFT JOIN refund r ON r.id = t.source_id LEFT JOIN dispute c ON c.stripe_dispute_id = r.covered_by
           GROUP BY 1) booked
          ON booked.source_id = d.id
       WHERE coalesce(booked.amount, 0) <> CASE WHEN d.funds_withdrawn AND NOT d.funds_reinstated THEN d.amount_minor ELSE 0 END
               - coalesce((SELECT sum(r.amount_minor) FROM refund r WHERE r.covered_by = d.stripe_dispute_id), 0)`,
  },
  {
    name: "refunds-payable-agrees",
    sentence: "In each currency, the books owe exactly the refunds that have not been paid.",
    violations: balanceOf("refunds_payable", `SELECT currency, paid - amount, 0 FROM (${debts}) debt`),
  },
];
