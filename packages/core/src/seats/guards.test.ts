import { auditOn } from "@skyhold/db";
import { afterAll, expect, test } from "vitest";

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
  return { core, other, sql, [Symbol.asyncDispose]: () => Promise.resolve(core[Symbol.asyncDispose]()) };
}

// One for all: what is refused, or undone, changes nothing.
const sold = await soldSeat();
afterAll(() => sold[Symbol.asyncDispose]());

// The five mistakes that would sell a seat twice or lose it.
const secondClaim =
  "INSERT INTO seat_claim (booking_id, segment_id, passenger_id, flight_id, seat_no, cabin, expires_at) SELECT booking_id, segment_id, passenger_id, flight_id, '1A', cabin, 'infinity' FROM seat_claim WHERE seat_no = '1B'";
const expireSold = "UPDATE seat_claim SET released_at = skyhold_clock(), release_reason = 'expired' WHERE seat_no = '1A'";
const expireEarly = "UPDATE seat_claim SET released_at = skyhold_clock(), release_reason = 'expired' WHERE seat_no = '1B'";
const changeOwner = "UPDATE seat_claim SET booking_id = (SELECT booking_id FROM seat_claim WHERE seat_no = '1B') WHERE seat_no = '1A'";
const deleteClaim = "DELETE FROM seat_claim WHERE seat_no = '1A'";

test.each([
  ["a second live claim", secondClaim, "23505"],
  ["expiring a sold seat", expireSold, "23514"],
  ["expiring a hold before its deadline", expireEarly, "23514"],
  ["giving a claim to another owner", changeOwner, "SK091"],
  ["moving a claim to another seat", "UPDATE seat_claim SET seat_no = '1C' WHERE seat_no = '1A'", "SK091"],
  ["deleting a claim", deleteClaim, "SK090"],
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
  expect((await sold.sql("SHOW is_superuser")).rows).toEqual([{ is_superuser: "on" }]);
  await expect(sold.sql(sql)).rejects.toMatchObject({ code: state });
});

/** A superuser's session as a replica runs no trigger: what is tried in it, and what an audit in that same session says. */
async function asReplica(sql: string) {
  const connection = await sold.core.app.db.pool.connect();
  try {
    await connection.query("BEGIN; SET LOCAL session_replication_role = replica; SAVEPOINT before_bug");
    const refusal = await connection.query(sql).then(
      () => null,
      (error: { code: string }) => error.code,
    );
    if (refusal) await connection.query("ROLLBACK TO before_bug");
    const { results } = await auditOn(connection, { production: false });
    return { refusal, found: results.flatMap(({ holds, name, rows }) => (holds ? [] : [{ name, rows }])) };
  } finally {
    await connection.query("ROLLBACK");
    connection.release();
  }
}

test.each([
  ["a second live claim", secondClaim, "23505"],
  ["expiring a sold seat", expireSold, "23514"],
  ["expiring a hold before its deadline", expireEarly, "23514"],
])("even a session that runs no trigger is refused %s", async (_bug, sql, state) => {
  expect((await asReplica(sql)).refusal).toBe(state);
});

test.each([
  ["giving a claim to another owner", changeOwner, "claims-belong-together"],
  ["deleting a claim", deleteClaim, "passengers-have-their-seats"],
])(
  "%s gets by only in a session that runs no trigger, and an audit there names the setting and the damage",
  async (_bug, ...[sql, damage]) => {
    const { refusal, found } = await asReplica(sql);

    expect(refusal).toBeNull();
    expect(found).toContainEqual({ name: "guards-stand", rows: [{ kind: "setting", name: "session_replication_role" }] });
    expect(found.map(({ name }) => name)).toContain(damage);
  },
);

test("a ledger transaction that does not balance is refused when it commits", async () => {
  await using core = await startTestCore();
  const unbalanced =
    "WITH t AS (INSERT INTO ledger_transaction (id, kind, source_id) VALUES ('ltx_x', 'sale', 'x') RETURNING id) INSERT INTO ledger_entry (transaction_id, account, amount_minor, currency) SELECT id, 'receivable', 100, 'EUR' FROM t";

  await expect(core.app.db.pool.query(unbalanced)).rejects.toMatchObject({ code: "SK095" });
});

test("a released claim stays released", async () => {
  await using own = await soldSeat();
  await own.sql("SELECT release_seats($1, 'released')", [own.other.id]);

  await expect(
    own.sql("UPDATE seat_claim SET released_at = NULL, release_reason = NULL WHERE booking_id = $1", [own.other.id]),
  ).rejects.toMatchObject({ code: "SK092" });
});
