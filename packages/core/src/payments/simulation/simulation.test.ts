import { expect, test } from "vitest";

import { startTestCore } from "../../testing/index.ts";
import { simulate } from "./simulate.ts";

/** `SIMULATION_RUNS=10000` for more of them (a fifth of a second each where the machine is busy), `SIMULATION_SEED=17` for one. */
const first = Number(process.env["SIMULATION_SEED"] ?? 1);
const runs = process.env["SIMULATION_SEED"] === undefined ? Number(process.env["SIMULATION_RUNS"] ?? 100) : 1;
const batch = 100;

test(
  "whatever is lost, late, doubled, out of order or cut short by a crash: a seat for the whole price, or nothing for nothing",
  { timeout: 3_600_000 },
  async () => {
    for (let done = 0; done < runs; done += batch) {
      await using core = await startTestCore();
      const seeds = Array.from({ length: Math.min(batch, runs - done) }, (_, at) => first + done + at);

      expect(await simulate(core, seeds)).toEqual([]);
    }
  },
);

test("negative control: seats that are not taken before the money is found missing", { timeout: 120_000 }, async () => {
  await using core = await startTestCore();
  await core.app.db.pool.query(
    "CREATE OR REPLACE FUNCTION secure_seats(p_booking text) RETURNS text LANGUAGE sql AS $$ SELECT 'secured' $$",
  );

  expect(
    (
      await simulate(
        core,
        Array.from({ length: 24 }, (_, at) => at + 1),
      )
    ).join("\n"),
  ).toMatch(/SIMULATION_SEED=\d+: confirmed with 0 seats/u);
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

  expect(
    (
      await simulate(
        blind,
        Array.from({ length: 24 }, (_, at) => at + 1),
      )
    ).join("\n"),
  ).toMatch(/SIMULATION_SEED=\d+: confirmed with 9999 cents kept/u);
});
