import type { Transaction } from "@skyhold/db";
import { expect, test } from "vitest";

import { holdSeats } from "../bookings/hold-seats.ts";
import type { Context } from "../context.ts";
import { findOffer, makeFlight, startTestCore } from "../testing/index.ts";

/** Bookings of a thousand other people, as many as asked for, in one state. */
async function makeBookings({ db }: Context, { state, count }: { state: "held" | "confirmed"; count: number }): Promise<void> {
  await db.pool.query(
    `INSERT INTO user_account (id, email, given_name, surname) SELECT 'usr_' || n, n || '@example.com', 'Ana', 'Novak' FROM generate_series(1, 1000) n
     ON CONFLICT DO NOTHING`,
  );
  await db.pool.query(
    `INSERT INTO booking (id, record_locator, user_id, hold_key, hold_fingerprint, state, contact_email, currency, total_minor, seat_count, expires_at,
                          pay_by, confirmed_at)
     SELECT 'bkg_' || $1 || n, translate(lpad(n::text, 5, '0'), '01', 'AB') || CASE $1 WHEN 'held' THEN 'H' ELSE 'C' END, 'usr_' || n % 1000 + 1, $1 || n, '',
            $1::booking_state, 'someone@example.com', 'EUR', 100, 1, skyhold_now() + interval '10 minutes', skyhold_now() + interval '20 minutes',
            CASE $1 WHEN 'confirmed' THEN skyhold_now() END
       FROM generate_series(1, $2::int) n`,
    [state, count],
  );
}

async function bookingsReadBy(tx: Transaction): Promise<number> {
  const text = "SELECT to_jsonb(idx_tup_fetch + seq_tup_read) AS answer FROM pg_stat_xact_user_tables WHERE relname = 'booking'";
  return (await tx.run<number>({ name: "bookings_read", text }, []))[0] ?? Number.NaN;
}

test("a hold costs the same however many others hold at that moment", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db);
  const buyer = await core.traveller();
  const { token } = await findOffer(core.app, flight);
  // As after a quiet night: what the planner knows of the table is that nothing is held.
  await makeBookings(core.app, { state: "confirmed", count: 20_000 });
  await core.app.db.pool.query("ANALYZE booking");
  await makeBookings(core.app, { state: "held", count: 500 });

  const read = await core.app.db.transaction(async (tx) => {
    await holdSeats(
      { ...buyer, db: { ...buyer.db, run: (statement, values) => tx.run(statement, values) } },
      { offer: token, seats: [["1A"]] },
      "key",
    );
    return bookingsReadBy(tx);
  });

  expect(read).toBeLessThan(20);
});
