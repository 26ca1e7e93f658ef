import { expect, test } from "vitest";

import { hold, holdUpToPayment, makeFlight, startTestCore } from "../testing/index.ts";
import { recordPaymentEvent } from "../payments/record-payment-event.ts";

/** A confirmed booking with seat 1A, and the ways in which a faulty program could try to sell that seat again. */
async function soldSeat() {
  const core = await startTestCore();
  const ctx = await core.traveller();
  const flight = await makeFlight(core.app.db);
  const { intentId } = await holdUpToPayment(ctx, flight, ["1A"]);
  const intent = core.provider.takeAtOnce(intentId);
  await recordPaymentEvent(core.app, { eventId: "evt", type: "payment_intent.succeeded", subject: { kind: "payment", intent } });
  const other = await hold(await core.traveller(), flight, ["1B"]);
  const sql = (text: string, values: unknown[] = []) => core.app.db.pool.query(text, values);
  return { other, sql, [Symbol.asyncDispose]: () => Promise.resolve(core[Symbol.asyncDispose]()) };
}

test.each([
  [
    "a second live claim",
    "INSERT INTO seat_claim (booking_id, segment_id, passenger_id, flight_id, seat_no, cabin, expires_at) SELECT booking_id, segment_id, passenger_id, flight_id, '1A', cabin, 'infinity' FROM seat_claim WHERE seat_no = '1B'",
    "23505",
  ],
  ["expiring a sold seat", "UPDATE seat_claim SET released_at = skyhold_clock(), release_reason = 'expired' WHERE seat_no = '1A'", "23514"],
  [
    "expiring a hold before its deadline",
    "UPDATE seat_claim SET released_at = skyhold_clock(), release_reason = 'expired' WHERE seat_no = '1B'",
    "23514",
  ],
  [
    "giving a claim to another owner",
    "UPDATE seat_claim SET booking_id = (SELECT booking_id FROM seat_claim WHERE seat_no = '1B') WHERE seat_no = '1A'",
    "SK091",
  ],
  ["moving a claim to another seat", "UPDATE seat_claim SET seat_no = '1C' WHERE seat_no = '1A'", "SK091"],
  ["deleting a claim", "DELETE FROM seat_claim WHERE seat_no = '1A'", "SK090"],
  ["bringing a deadline forward", "UPDATE seat_claim SET expires_at = now() WHERE seat_no = '1B'", "SK093"],
  ["expiring a confirmed booking", "UPDATE booking SET state = 'expired' WHERE state = 'confirmed'", "SK094"],
  [
    "changing the price of a sale",
    "UPDATE price_line SET amount_minor = 1 WHERE booking_id = (SELECT id FROM booking WHERE state = 'confirmed')",
    "SK090",
  ],
  [
    "deleting a price line of a sale",
    "DELETE FROM price_line WHERE booking_id = (SELECT id FROM booking WHERE state = 'confirmed')",
    "SK090",
  ],
  ["deleting a payment", "DELETE FROM payment", "SK090"],
  ["changing the books", "UPDATE ledger_entry SET amount_minor = 1", "SK090"],
])("the database refuses %s, whoever asks", async (_bug, sql, state) => {
  await using sold = await soldSeat();

  await expect(sold.sql(sql)).rejects.toMatchObject({ code: state });
});

test("a ledger transaction that does not balance is refused when it commits", async () => {
  await using core = await startTestCore();
  const unbalanced =
    "WITH t AS (INSERT INTO ledger_transaction (id, kind, source_id) VALUES ('ltx_x', 'sale', 'x') RETURNING id) INSERT INTO ledger_entry (transaction_id, account, amount_minor, currency) SELECT id, 'receivable', 100, 'EUR' FROM t";

  await expect(core.app.db.pool.query(unbalanced)).rejects.toMatchObject({ code: "SK095" });
});

test("a released claim stays released", async () => {
  await using sold = await soldSeat();
  await sold.sql("SELECT release_seats($1, 'released')", [sold.other.id]);

  await expect(
    sold.sql("UPDATE seat_claim SET released_at = NULL, release_reason = NULL WHERE booking_id = $1", [sold.other.id]),
  ).rejects.toMatchObject({ code: "SK092" });
});
