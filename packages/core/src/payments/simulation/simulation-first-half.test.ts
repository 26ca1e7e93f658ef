import { expect, test } from "vitest";

import { startTestCore } from "../../testing/index.ts";
import type { TestCore } from "../../testing/index.ts";
import { runLives } from "./run-lives.ts";
import { simulate } from "./simulate.ts";

test(
  "whatever is lost, late, doubled, out of order or cut short by a crash: a seat for the whole price, or nothing for nothing",
  { timeout: 36_000_000 },
  async () => {
    expect(await runLives("first", process.env)).toEqual([]);
  },
);

/** What is wrong with the first so many lives. */
async function faultsIn(core: TestCore, lives: number): Promise<string> {
  const seeds = Array.from({ length: lives }, (_, at) => at + 1);
  return (await simulate(core, seeds)).join("\n");
}

test("negative control: seats that are not taken before the money is found missing", { timeout: 120_000 }, async () => {
  await using core = await startTestCore();
  await core.app.db.pool.query(
    "CREATE OR REPLACE FUNCTION secure_seats(p_booking text) RETURNS text LANGUAGE sql AS $$ SELECT 'secured' $$",
  );

  expect(await faultsIn(core, 24)).toMatch(/SIMULATION_SEED=\d+: confirmed with 0 seats/u);
});

test("negative control: a change that leaves the booking its old seat is found wrong", { timeout: 120_000 }, async () => {
  await using core = await startTestCore();
  await core.app.db.pool.query(
    `CREATE FUNCTION keep_seat() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
       IF EXISTS (SELECT FROM booking_change c WHERE c.booking_id = OLD.booking_id) THEN RETURN OLD; END IF;
       RETURN NEW; END $$;
     CREATE TRIGGER keep_seat BEFORE UPDATE ON seat_claim FOR EACH ROW EXECUTE FUNCTION keep_seat()`,
  );

  expect(await faultsIn(core, 100)).toMatch(/SIMULATION_SEED=\d+: confirmed with 2 seats, 2 tickets, 1 changes/u);
});

test("negative control: a dispute that is put on record otherwise than the bank told is found wrong", { timeout: 120_000 }, async () => {
  await using core = await startTestCore();
  await core.app.db.pool.query(
    `CREATE FUNCTION lose_at_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.state := 'lost'; RETURN NEW; END $$;
     CREATE TRIGGER lose_at_once BEFORE INSERT ON dispute FOR EACH ROW EXECUTE FUNCTION lose_at_once()`,
  );

  expect(await faultsIn(core, 24)).toMatch(/SIMULATION_SEED=\d+: the dispute on record is/u);
});

test("negative control: an amount that is not compared is found wrong", { timeout: 120_000 }, async () => {
  await using core = await startTestCore();
  const { provider } = core;
  const asked = { amount: 10_000, currency: "EUR" };
  const blind = {
    ...core,
    provider: {
      ...provider,
      takeAtOnce: (intentId: string) => ({ ...provider.takeAtOnce(intentId, { amount: 9_999, currency: "EUR" }), amount: asked }),
    },
  };

  expect(await faultsIn(blind, 24)).toMatch(/SIMULATION_SEED=\d+: confirmed with 9999 cents kept/u);
});
