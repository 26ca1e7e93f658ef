import { expect, test } from "vitest";

import type { Context, User } from "../context.ts";
import { hold, holdUpToPayment, makeFlight, news, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { extendHold } from "./extend-hold.ts";
import { releaseHold } from "./release-hold.ts";

/** Travellers with accounts of their own who call from one network. */
async function neighbours(core: TestCore, { count, limit, origin = "office" }: { count: number; limit: number; origin?: string }) {
  const people = await Promise.all(Array.from({ length: count }, () => core.traveller()));
  return people.map((ctx): Context<User> => ({
    ...ctx,
    origin: { ...ctx.origin, network: origin },
    policy: { ...ctx.policy, originLimit: limit },
  }));
}

const seatAt = (index: number) => `${Math.floor(index / 6) + 1}${"ABCDEF"[index % 6] ?? ""}`;

test("one network holds only so many bookings unpaid, with however many accounts; others are not touched", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db);
  const [first, second, third] = await neighbours(core, { count: 3, limit: 2 });
  const [stranger] = await neighbours(core, { count: 1, limit: 2, origin: "elsewhere" });
  if (!first || !second || !third || !stranger) throw new Error("Nobody there");
  const booking = await hold(first, flight, ["1A"]);
  await hold(second, flight, ["1B"]);

  await expect(hold(third, flight, ["1C"])).rejects.toMatchObject({ code: "HOLD_LIMIT", details: { limit: 2, per: "address" } });
  await expect(hold(stranger, flight, ["2A"])).resolves.toMatchObject({ state: "held" });
  await expect(hold({ ...third, origin: { ...third.origin, network: null } }, flight, ["2B"])).resolves.toMatchObject({ state: "held" });
  await releaseHold(first, { bookingId: booking.id });
  await expect(hold(third, flight, ["1A"])).resolves.toMatchObject({ state: "held" });
});

test("a limit of 0 is none", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db);
  const people = await neighbours(core, { count: 3, limit: 0 });

  const outcomes = await Promise.allSettled(people.map((ctx, index) => hold(ctx, flight, [seatAt(index)])));

  expect(outcomes.every(({ status }) => status === "fulfilled")).toBe(true);
});

test("many accounts of one network that ask at the same moment do not slip past its limit together", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db);
  const people = await neighbours(core, { count: 24, limit: 5 });

  const outcomes = await Promise.allSettled(people.map((ctx, index) => hold(ctx, flight, [seatAt(index)])));

  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
  expect(await core.app.db.prisma.seatClaim.count()).toBe(5);
});

test("far from the limit a hold does not wait for another one of the same network", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db);
  const [first, second] = await neighbours(core, { count: 2, limit: 200 });
  if (!first || !second) throw new Error("Nobody there");

  await core.app.db.transaction(async (tx) => {
    const unfinished = { ...first, db: { ...first.db, run: tx.run.bind(tx) } };
    await hold(unfinished, flight, ["1A"]);
    await expect(hold(second, flight, ["1B"])).resolves.toMatchObject({ state: "held" });
  });
});

test("extending again and again does not make room: a hold counts until its time is over, and that is bounded", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db);
  const [first, second] = await neighbours(core, { count: 2, limit: 1 });
  if (!first || !second) throw new Error("Nobody there");
  const { id: bookingId } = await hold(first, flight, ["1A"]);

  for (const seconds of [600, 600, 599]) {
    await core.database.advanceClock(seconds);
    await extendHold(first, { bookingId });
    await expect(hold(second, flight, ["1B"])).rejects.toMatchObject({ details: { per: "address" } });
  }
  await core.database.advanceClock(2);
  await expect(extendHold(first, { bookingId })).rejects.toMatchObject({ code: "HOLD_EXPIRED" });
  await expect(hold(second, flight, ["1A"])).resolves.toMatchObject({ state: "held" });
});

test("what a booking keeps of its network is forgotten when it is paid or over", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db);
  const [ctx] = await neighbours(core, { count: 1, limit: 5 });
  if (!ctx) throw new Error("Nobody there");
  const released = await hold(ctx, flight, ["1A"]);
  const { intentId } = await holdUpToPayment(ctx, flight, ["1B"]);
  expect(await core.app.db.prisma.booking.count({ where: { originHash: "office" } })).toBe(2);

  await releaseHold(ctx, { bookingId: released.id });
  await news(core, core.provider.takeAtOnce(intentId));

  expect(await core.app.db.prisma.booking.count({ where: { originHash: { not: null } } })).toBe(0);
});
