import type { Database } from "@skyhold/db";
import { expect, test } from "vitest";

import { holdSeats } from "../bookings/hold-seats.ts";
import type { Context, User } from "../context.ts";
import { isDomainError } from "../errors.ts";
import { findOffer, makeFlight, startTestCore, takeAway } from "../testing/index.ts";
import type { Guard, TestCore } from "../testing/index.ts";

/** The largest number of live claims on any one seat: 1 where a seat is sold once. */
async function mostOwnersOfASeat({ pool }: Database): Promise<number> {
  const { rows } = await pool.query<{ owners: number }>(
    `SELECT coalesce(max(owners), 0)::int AS owners FROM (
       SELECT count(*) AS owners FROM seat_claim WHERE released_at IS NULL AND expires_at > skyhold_now() GROUP BY flight_id, seat_no) claims`,
  );
  return rows[0]?.owners ?? 0;
}

async function buyers(core: TestCore, count: number): Promise<Context<User>[]> {
  return Promise.all(Array.from({ length: count }, () => core.traveller()));
}

/** All try at once; answers the codes of those who lost. Anything but a refusal by name is thrown. */
async function rush(attempts: readonly (() => Promise<unknown>)[]): Promise<string[]> {
  const outcomes = await Promise.allSettled(attempts.map((attempt) => attempt()));
  const failures = outcomes.filter((outcome) => outcome.status === "rejected").map((outcome): unknown => outcome.reason);
  return failures.map((failure) => {
    if (isDomainError(failure)) return failure.code;
    throw failure;
  });
}

/** Buyers of one seat, several rounds, each on a seat of its own. Answers how many got each. */
async function raceForOneSeat(core: TestCore, crowd: number, rounds = 5): Promise<number[]> {
  const flight = await makeFlight(core.app.db);
  const people = await buyers(core, crowd);
  const { token } = await findOffer(core.app, flight);
  const winners: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const losers = await rush(people.map((ctx) => () => holdSeats(ctx, { offer: token, seats: [[`${round}A`]] }, `round ${round}`)));
    expect(new Set(losers)).toEqual(new Set(["SEAT_TAKEN"]));
    winners.push(crowd - losers.length);
  }
  return winners;
}

test.each([2, 10, 60])("of %i buyers of one seat exactly one gets it, and the others are told that it is taken", async (crowd) => {
  await using core = await startTestCore();

  expect(await raceForOneSeat(core, crowd)).toEqual([1, 1, 1, 1, 1]);
  expect(await mostOwnersOfASeat(core.app.db)).toBe(1);
});

test("overlapping pairs asked for in opposite order never wait for each other in a circle", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db, { rows: 8 });
  const people = await buyers(core, 40);
  const { token } = await findOffer(core.app, flight, { adults: 2, children: 0, infants: 0 });
  for (let row = 1; row <= 8; row += 1) {
    const [pair, reversed] = [
      [`${row}A`, `${row}B`],
      [`${row}B`, `${row}A`],
    ];
    const losers = await rush(
      people.map((ctx, index) => () => holdSeats(ctx, { offer: token, seats: [index % 2 === 0 ? pair : reversed] }, `row ${row}`)),
    );

    expect(losers).toEqual(Array.from({ length: 39 }, () => "SEAT_TAKEN"));
  }
  expect(await mostOwnersOfASeat(core.app.db)).toBe(1);
});

test("buyers of a seat whose hold has just run out: one gets it", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db);
  const { token } = await findOffer(core.app, flight);
  const [holder, ...others] = await buyers(core, 30);
  if (holder) await holdSeats(holder, { offer: token, seats: [["1A"]] }, "first");
  await core.database.advanceClock(901);

  expect(await rush(others.map((ctx) => () => holdSeats(ctx, { offer: token, seats: [["1A"]] }, "again")))).toHaveLength(28);
  expect(await mostOwnersOfASeat(core.app.db)).toBe(1);
});

/** Takes guards away from a database of its own, and answers how many got one seat without them. */
async function withoutGuards(...guards: readonly Guard[]): Promise<number> {
  await using core = await startTestCore();
  await takeAway(core.app.db, ...guards);
  const flight = await makeFlight(core.app.db);
  const people = await buyers(core, 40);
  const { token } = await findOffer(core.app, flight);
  for (let round = 1; round <= 5; round += 1) {
    await Promise.allSettled(people.map((ctx) => holdSeats(ctx, { offer: token, seats: [[`${round}A`]] }, `round ${round}`)));
    const owners = await mostOwnersOfASeat(core.app.db);
    if (owners > 1) return owners;
  }
  return 1;
}

test.each([
  ["the unique index and the locks", ["index", "locks"]],
  ["the unique index and the second look", ["index", "recheck"]],
] as const)("negative control: without %s, the same race sells a seat more than once", async (_guards, names) => {
  expect(await withoutGuards(...names)).toBeGreaterThan(1);
});

test.each([
  ["the unique index alone", ["locks", "recheck"]],
  ["locks with a second look alone", ["index"]],
] as const)("%s still refuses the second sale", async (_guards, names) => {
  expect(await withoutGuards(...names)).toBe(1);
});
