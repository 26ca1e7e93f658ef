import { expect, test } from "vitest";

import type { Context, Staff } from "../context.ts";
import { hold, holdUpToPayment, makeFlight, news, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { blockSeats } from "./block-seats.ts";
import { unblockSeats } from "./unblock-seats.ts";

async function staff(core: TestCore): Promise<Context<Staff>> {
  const ctx = await core.traveller();
  return { ...ctx, actor: { ...ctx.actor, role: "staff" } };
}

test("a blocked seat cannot be held until it is unblocked, and the audit log says who did it and why", async () => {
  await using core = await startTestCore();
  const [clerk, traveller] = [await staff(core), await core.traveller()];
  const flightId = await makeFlight(core.app.db);

  const map = await blockSeats(clerk, { flightId, seats: ["1A", "1B"], reason: "crew rest" });
  expect(map.seats.filter(({ state }) => state === "blocked").map(({ seat }) => seat)).toEqual(["1A", "1B"]);
  await expect(hold(traveller, flightId, ["1A"])).rejects.toMatchObject({ code: "SEAT_TAKEN" });
  await unblockSeats(clerk, { flightId, seats: ["1A", "5F"] });
  await expect(hold(traveller, flightId, ["1A"])).resolves.toMatchObject({ state: "held" });

  expect(await core.app.db.prisma.auditEntry.findMany({ orderBy: { id: "asc" } })).toMatchObject([
    { action: "seats.block", actor: clerk.actor.userId, reason: "crew rest", details: { seats: ["1A", "1B"] } },
    { action: "seats.unblock", details: { seats: ["1A"] } },
  ]);
});

test("a block over a held, sold or blocked seat blocks nothing and says which; one over a hold that ran out goes through", async () => {
  await using core = await startTestCore();
  const [clerk, traveller] = [await staff(core), await core.traveller()];
  const flightId = await makeFlight(core.app.db);
  await hold(traveller, flightId, ["1A"]);
  const { intentId } = await holdUpToPayment(traveller, flightId, ["1B"]);
  await news(core, core.provider.takeAtOnce(intentId));
  await blockSeats(clerk, { flightId, seats: ["1C"], reason: "broken" });

  const over = blockSeats(clerk, { flightId, seats: ["1A", "1B", "1C", "1D"], reason: "crew rest" });
  await expect(over).rejects.toMatchObject({ code: "SEAT_TAKEN", message: "Nothing was blocked: 1A is held, 1B is sold, 1C is blocked" });
  await expect(blockSeats(clerk, { flightId, seats: ["9A"], reason: "x" })).rejects.toMatchObject({ code: "SEAT_UNKNOWN" });
  await core.database.advanceClock(901);
  await expect(blockSeats(clerk, { flightId, seats: ["1A", "1D"], reason: "crew rest" })).resolves.toBeDefined();
});

test("of a buyer and a clerk who want the same seat at once, one gets it", async () => {
  await using core = await startTestCore();
  const clerk = await staff(core);
  const flightId = await makeFlight(core.app.db);
  for (const seat of ["1A", "2A", "3A", "4A", "5A"]) {
    const traveller = await core.traveller();
    const both = [blockSeats(clerk, { flightId, seats: [seat], reason: "x" }), hold(traveller, flightId, [seat])];
    const outcomes = await Promise.allSettled(both);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  }
});
