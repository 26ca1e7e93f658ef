import { auditInvariants as audit, auditOn, invariants } from "@skyhold/db";
import type { InvariantAudit } from "@skyhold/db";
import { afterAll, expect, test } from "vitest";

import { startTestCore } from "../testing/index.ts";
import { auditInvariants } from "./audit-invariants.ts";
import { makeEveryState } from "./every-state.ts";

const core = await startTestCore();
afterAll(() => core[Symbol.asyncDispose]());
const id = await makeEveryState(core);

const violated = ({ results }: InvariantAudit) => results.filter(({ holds }) => !holds);
const blockSeat = (seat: string) =>
  `INSERT INTO seat_claim (flight_id, seat_no, cabin, block_reason, expires_at) SELECT id, '${seat}', 'economy', 'broken', 'infinity' FROM flight`;
const post = (...entries: readonly (readonly [account: string, amount: string])[]) =>
  `INSERT INTO ledger_transaction (id, kind, source_id) VALUES ('ltx_fault', 'refund_due', 'ref_fault');
   ${entries.map(([account, amount]) => `INSERT INTO ledger_entry (transaction_id, account, amount_minor, currency) SELECT 'ltx_fault', '${account}', ${amount}, 'EUR'`).join(";")}`;
const addLines = (lines: string) =>
  `INSERT INTO price_line (id, booking_id, position, segment_id, passenger_id, kind, code, label, amount_minor)
   SELECT 'lin_' || row_number() OVER (), '${id.held}', 90 + row_number() OVER (), s.id, p.id, l.kind::price_line_kind, 'X', 'Fault', l.amount
     FROM (VALUES ${lines}) l(kind, amount), booking_segment s, passenger p WHERE s.booking_id = '${id.held}' AND p.booking_id = '${id.held}'`;
const mislabel = (kind: string) =>
  `UPDATE ledger_transaction SET kind = 'mislaid' WHERE id = (SELECT id FROM ledger_transaction WHERE kind = '${kind}' LIMIT 1)`;
const requestFor = (bookingId: string, code: string) =>
  `INSERT INTO special_service_request (passenger_id, segment_id, code)
   SELECT p.id, s.id, '${code}' FROM passenger p JOIN booking_segment s USING (booking_id) WHERE booking_id = '${bookingId}'`;
const paidTwiceOver = `(SELECT 2 * total_minor FROM booking WHERE id = '${id.confirmed}')`;

/** For each invariant a fault that only a broken guard or someone with SQL could bring about. */
const faults: readonly (readonly [name: string, sql: string])[] = [
  ["guest-has-one-booking", "INSERT INTO user_account (id, kind, email, given_name, surname) VALUES ('usr_g', 'guest', 'g@g.g', 'G', 'G')"],
  ["guest-has-one-booking", `UPDATE booking SET user_id = (SELECT user_id FROM booking WHERE id = '${id.guest}') WHERE id = '${id.held}'`],
  ["seat-has-one-owner", `DROP INDEX seat_claim_one_live; ${blockSeat("2C")}`],
  [
    "passengers-have-their-seats",
    `UPDATE seat_claim SET released_at = skyhold_clock(), release_reason = 'released' WHERE booking_id = '${id.confirmed}' AND seat_no = '2C'`,
  ],
  [
    "claims-belong-together",
    `UPDATE seat_claim SET passenger_id = (SELECT id FROM passenger WHERE booking_id = '${id.held}') WHERE booking_id = '${id.released}'`,
  ],
  ["claimed-seats-exist", blockSeat("90A")],
  ["paid-seats-are-sold", `UPDATE seat_claim SET expires_at = skyhold_now() + interval '1 day' WHERE booking_id = '${id.confirmed}'`],
  ["sold-seats-are-paid", `UPDATE seat_claim SET expires_at = 'infinity' WHERE booking_id = '${id.held}'`],
  ["one-deadline", `UPDATE seat_claim SET expires_at = expires_at + interval '1 ms' WHERE booking_id = '${id.held}'`],
  ["ended-bookings-hold-no-seat", `UPDATE booking SET state = 'released', ended_at = skyhold_now() WHERE id = '${id.held}'`],
  ["cabin-not-oversold", "UPDATE flight_cabin SET capacity = 3"],
  ["capacity-has-seats", "UPDATE flight_cabin SET capacity = capacity + 1"],
  ["routes-are-known", "DELETE FROM flight_route"],
  [
    "cancelled-flights-are-empty",
    `INSERT INTO flight_change (id, flight_id, kind, source, before, after, created_at)
     SELECT 'fch_fault', flight_id, 'cancelled', 'staff', '{}', '{}', skyhold_now() - interval '2 hours' FROM booking_segment WHERE booking_id = '${id.confirmed}' LIMIT 1`,
  ],
  [
    "used-coupons-were-checked-in",
    `UPDATE coupon SET status = 'checked_in' WHERE ticket_number IN (SELECT number FROM ticket WHERE booking_id = '${id.confirmed}')`,
  ],
  ["segments-have-flights", `UPDATE booking_segment SET flight_id = 'flt_gone' WHERE booking_id = '${id.released}'`],
  ["exit-rows-are-for-free-hands", "UPDATE seat SET exit_row = true WHERE seat_no = '3A'"],
  ["exit-rows-are-for-free-hands", "UPDATE seat SET exit_row = true WHERE seat_no = '3B'"],
  ["exit-rows-are-for-free-hands", `UPDATE seat SET exit_row = true WHERE seat_no = '2D'; ${requestFor(id.held, "BLND")}`],
  ["confirmed-is-paid-once", `UPDATE payment SET amount_minor = amount_minor + 1 WHERE booking_id = '${id.confirmed}'`],
  ["confirmed-is-paid-once", `UPDATE payment SET state = 'failed' WHERE booking_id = '${id.confirmed}'`],
  [
    "paid-seats-are-charged",
    `UPDATE payment SET amount_minor = amount_minor + CASE purpose WHEN 'seats' THEN 1 ELSE -1 END WHERE booking_id = '${id.upgraded}'`,
  ],
  ["seats-kept-for-money", `UPDATE payment SET state = 'requires_payment' WHERE booking_id = '${id.upgrading}' AND purpose = 'seats'`],
  [
    "sale-is-booked",
    `UPDATE ledger_entry SET account = 'sales_fee' WHERE account = 'sales_seat' AND transaction_id IN (SELECT t.id FROM ledger_transaction t JOIN payment p ON p.id = t.source_id WHERE p.purpose = 'seats')`,
  ],
  ["money-without-a-seat-goes-back", `UPDATE payment SET state = 'captured' WHERE booking_id = '${id.awaiting}'`],
  ["money-without-a-seat-goes-back", `UPDATE refund SET state = 'failed' WHERE booking_id = '${id.mismatched}'`],
  [
    "refunds-within-captured",
    `INSERT INTO refund (id, stripe_intent_id, state, amount_minor, currency, reason)
     SELECT 'ref_fault', stripe_intent_id, 'pending', ${paidTwiceOver}, 'EUR', 'goodwill' FROM payment WHERE booking_id = '${id.confirmed}';
     ${post(["penalties", paidTwiceOver], ["refunds_payable", `-${paidTwiceOver}`])}`,
  ],
  ["authorised-is-decided", `UPDATE payment SET updated_at = skyhold_now() - interval '11 min' WHERE booking_id = '${id.secured}'`],
  ["secured-is-being-paid", `UPDATE payment SET state = 'processing' WHERE booking_id = '${id.secured}'`],
  ["awaited-payment-exists", `DELETE FROM payment WHERE booking_id = '${id.awaiting}'`],
  ["open-payment-asks-the-price", `UPDATE payment SET currency = 'IDR' WHERE booking_id = '${id.awaiting}'`],
  ["ended-cannot-be-paid", `UPDATE booking SET ended_at = ended_at - interval '16 min' WHERE id = '${id.expired}'`],
  [
    "ended-is-withdrawn",
    `INSERT INTO payment (id, booking_id, state, amount_minor, currency, created_at)
     SELECT 'pay_ended', id, 'cancelled', total_minor, currency, skyhold_now() - interval '181 min' FROM booking WHERE id = '${id.expired}'`,
  ],
  ["given-back-is-refunded", `UPDATE refund SET booking_id = '${id.held}' WHERE booking_id = '${id.moved}'`],
  [
    "given-back-is-refunded",
    `UPDATE price_line SET refund_id = (SELECT id FROM refund WHERE booking_id = '${id.mismatched}') WHERE booking_id = '${id.moved}' AND refund_id IS NOT NULL`,
  ],
  ["refunds-are-asked-for", `UPDATE refund SET created_at = created_at - interval '31 min' WHERE booking_id = '${id.mismatched}'`],
  [
    "refunds-arrive",
    `UPDATE refund SET created_at = created_at - interval '15 days', stripe_refund_id = 're_lost' WHERE booking_id = '${id.mismatched}'`,
  ],
  [
    "differences-are-resolved",
    `INSERT INTO payment_difference (id, object, kind, stripe_id, occurred_at, last_seen_at)
     VALUES ('dif_fault', 'payment', 'missing_here', 'pi_stranger', skyhold_now(), skyhold_now() + interval '1 day')`,
  ],
  [
    "differences-are-resolved",
    `INSERT INTO payment_difference (id, object, kind, stripe_id, occurred_at, found_at, last_seen_at)
     SELECT 'dif_fault', 'payment', 'missing_here', 'pi_stranger', t, t, t FROM (SELECT skyhold_now() - interval '49 hours' AS t) w`,
  ],
  ["ledger-balances", post(["penalties", "5"])],
  ["sale-is-booked", mislabel("sale")],
  [
    "sale-is-booked",
    "UPDATE ledger_entry SET account = 'sales_fee' WHERE account = 'sales_fare' AND transaction_id IN (SELECT id FROM ledger_transaction WHERE kind = 'sale')",
  ],
  ["payment-is-booked", mislabel("payment")],
  ["nothing-receivable", post(["receivable", "5"], ["penalties", "-5"])],
  ["refund-debt-is-booked", mislabel("refund_due")],
  ["refund-is-booked", mislabel("refund_paid")],
  ["cash-agrees", post(["stripe_cash", "5"], ["penalties", "-5"])],
  [
    "dispute-is-booked",
    `INSERT INTO dispute (id, booking_id, payment_id, stripe_dispute_id, stripe_intent_id, state, reason, amount_minor, currency, funds_withdrawn, funds_reinstated)
     SELECT 'dsp_fault', booking_id, id, 'du_fault', stripe_intent_id, 'lost', 'fraudulent', 5, 'EUR', true, false
       FROM payment WHERE booking_id = '${id.confirmed}';
     ${post(["stripe_cash", "-5"], ["penalties", "5"])}`,
  ],
  [
    "refunds-payable-agrees",
    `${post(["refunds_payable", "5"], ["penalties", "-5"])}; UPDATE ledger_transaction SET kind = 'other' WHERE id = 'ltx_fault'`,
  ],
  [
    "money-is-conserved",
    `${post(["penalties", "5"], ["bank_cash", "-5"])}; UPDATE ledger_transaction SET booking_id = '${id.partlyCancelled}' WHERE id = 'ltx_fault'`,
  ],
  ["changes-are-whole", "INSERT INTO booking_change (id, booking_id, price_minor, credit_minor) SELECT 'x', id, 0, 0 FROM booking LIMIT 1"],
  ["cancellation-is-sum-of-lines", "UPDATE cancellation_line SET refunded_minor = refunded_minor - 1 WHERE refunded_minor > 0"],
  [
    "cancellation-is-booked",
    "UPDATE ledger_entry SET account = 'sales_fee' WHERE account = 'penalties' AND transaction_id IN (SELECT id FROM ledger_transaction WHERE kind = 'cancellation')",
  ],
  ["cancelled-when-nobody-travels", `UPDATE booking SET state = 'confirmed', ended_at = NULL WHERE id = '${id.cancelled}'`],
  ["nobody-is-left-alone", `UPDATE passenger SET type = 'CHD' WHERE booking_id = '${id.partlyCancelled}' AND position = 0`],
  ["seat-count-fits-party", `UPDATE booking SET seat_count = 5 WHERE id = '${id.held}'`],
  [
    "party-can-travel",
    `INSERT INTO passenger (id, booking_id, position, type) SELECT 'pax_' || n, '${id.held}', n, 'INF' FROM generate_series(1, 2) n`,
  ],
  ["bassinets-have-infants", requestFor(id.held, "BSCT")],
  ["travellers-are-named", `UPDATE passenger SET surname = NULL WHERE booking_id = '${id.awaiting}'`],
  ["total-is-sum-of-lines", `UPDATE booking SET total_minor = total_minor + 1 WHERE id = '${id.held}'`],
  [
    "price-lines-belong-together",
    `UPDATE price_line SET passenger_id = (SELECT id FROM passenger WHERE booking_id = '${id.awaiting}') WHERE booking_id = '${id.held}'`,
  ],
  ["seat-lines-are-for-seats", addLines("('seat', 0), ('seat', 0)")],
  ["seat-lines-are-for-seats", addLines("('seat', -5), ('fee', 5)")],
  ["seat-lines-are-for-seats", `UPDATE price_line SET segment_id = NULL WHERE booking_id = '${id.moved}' AND kind = 'seat'`],
  [
    "sweep-keeps-up",
    `UPDATE booking SET expires_at = expires_at - interval '22 min' WHERE id = '${id.held}';
     UPDATE seat_claim SET expires_at = expires_at - interval '22 min' WHERE booking_id = '${id.held}'`,
  ],
  ["tickets-cover-the-trip", "UPDATE coupon SET status = 'open' WHERE status = 'refunded'"],
  [
    "tickets-cover-the-trip",
    `UPDATE coupon SET status = 'void' WHERE ticket_number IN (SELECT number FROM ticket WHERE booking_id = '${id.confirmed}')`,
  ],
  ["ticket-chains-have-no-gap", `UPDATE ticket SET sequence = 2 WHERE booking_id = '${id.confirmed}'`],
  ["ticket-chains-have-no-gap", "UPDATE coupon SET number = 2"],
  [
    "tickets-are-paid-for",
    `INSERT INTO ticket (number, check_digit, booking_id, passenger_id) SELECT '9990000000700', 0, booking_id, id FROM passenger WHERE booking_id = '${id.held}';
     INSERT INTO coupon (ticket_number, number, segment_id) SELECT '9990000000700', 1, id FROM booking_segment WHERE booking_id = '${id.held}'`,
  ],
  ["confirmation-is-announced", `DELETE FROM notification WHERE booking_id = '${id.confirmed}'`],
  ["mail-goes-out", "UPDATE notification SET created_at = created_at - interval '3 days'"],
  ["guards-stand", "DROP INDEX payment_one_live"],
  ["guards-stand", "ALTER TABLE ledger_entry DISABLE TRIGGER ledger_balanced"],
  ["guards-stand", "ALTER TABLE seat_claim DROP CONSTRAINT seat_claim_expired_only_after_deadline"],
  ["guards-stand", "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET session_replication_role = replica', current_database()); END $$"],
];

test("every invariant holds with bookings in every state", async () => {
  expect(violated(await audit(core.app.db, { production: false }))).toEqual([]);
});

test.each(faults)("a fault is found by %s and by nothing else", async (name, sql) => {
  const connection = await core.app.db.pool.connect();
  try {
    // As a replica, the session runs no trigger and checks no foreign key: the fault gets in, and goes with the transaction.
    await connection.query(`BEGIN; SET LOCAL session_replication_role = replica; ${sql}; SET LOCAL session_replication_role = origin`);
    const found = violated(await auditOn(connection, { production: false }));

    // The seat's own index cannot stand while a seat is sold twice.
    expect(found.map((result) => result.name)).toEqual(name === "seat-has-one-owner" ? [name, "guards-stand"] : [name]);
    expect(found[0]?.rows).toHaveLength(found[0]?.violations ?? -1);
  } finally {
    await connection.query("ROLLBACK");
    connection.release();
  }
});

test("a shifted clock violates in production, and nowhere else", async () => {
  expect(violated(await audit(core.app.db, { production: true }))).toMatchObject([
    { name: "clock-is-true", violations: 1, rows: [{ advance_seconds: 1801 }] },
  ]);
});

test("each invariant has a fault that it was seen to find", () => {
  const tested = new Set([...faults.map(([name]) => name), "clock-is-true"]);

  expect(invariants.map(({ name }) => name).filter((name) => !tested.has(name))).toEqual([]);
  expect(new Set(invariants.map(({ name }) => name)).size).toBe(invariants.length);
});

test("of many violations an audit shows twenty, and says how many there are", async () => {
  const connection = await core.app.db.pool.connect();
  try {
    await connection.query(
      "BEGIN; INSERT INTO notification (id, kind, recipient, dedupe_key, created_at) SELECT n, 'booking.expired', 'a@b', n, '2020-01-01' FROM generate_series(1, 25) n",
    );
    expect(violated(await auditOn(connection, { production: false }))).toMatchObject([{ violations: 25, rows: { length: 20 } }]);
  } finally {
    await connection.query("ROLLBACK");
    connection.release();
  }
});

test("the nightly audit is kept for staff, the newest 90", async () => {
  const { invariantAudit } = core.app.db.prisma;
  const older = Array.from({ length: 91 }, (_, day) => ({
    id: `aud_${day}`,
    checkedAt: new Date(Date.UTC(2026, 0, day + 1)),
    durationMs: 1,
    holds: true,
    results: [],
  }));
  await invariantAudit.createMany({ data: older });

  expect(await auditInvariants(core.app)).toEqual({ holds: false, violated: ["clock-is-true"] });

  const kept = await invariantAudit.findMany({ orderBy: { checkedAt: "desc" } });
  expect(kept).toHaveLength(90);
  expect(kept[0]).toMatchObject({ holds: false, results: { length: invariants.length } });
  expect(kept.at(-1)?.id).toBe("aud_2");
});
