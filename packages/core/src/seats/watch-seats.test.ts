import { expect, test } from "vitest";

import { releaseHold } from "../bookings/release-hold.ts";
import type { Context, User } from "../context.ts";
import { FlightId } from "../ids.ts";
import { hold, holdUpToPayment, makeFlight, news, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { createSeatBoards } from "./seat-boards.ts";
import { watchSeats } from "./watch-seats.ts";
import type { SeatEvent } from "./watch-seats.ts";

/** One who watches, until disposed of. */
function watch(ctx: Context, flightId: FlightId, lastEventId?: string) {
  const controller = new AbortController();
  const events = watchSeats(ctx, { flightId, lastEventId }, controller.signal);
  const next = async (): Promise<SeatEvent> => {
    const { value } = await events.next();
    if (!value) throw new Error("The stream has ended");
    return value;
  };
  return {
    next,
    leave: () => controller.abort(),
    ended: async () => (await events.next()).done,
    [Symbol.asyncDispose]: async () => {
      controller.abort();
      await events.return();
    },
  };
}

const statesOf = (event: SeatEvent) => Object.fromEntries(event.seats.map(({ seat, state }) => [seat, state]));
const nobody = (core: TestCore): Context => ({ ...core.app, actor: null });
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const withHoldOf = (ctx: Context<User>, holdSeconds: number): Context<User> => ({ ...ctx, policy: { ...ctx.policy, holdSeconds } });

test("a watcher gets every seat first, and then each change within a moment: held, sold, given back", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const flightId = await makeFlight(core.app.db, { rows: 2 });
  await using watcher = watch(nobody(core), flightId);

  const first = await watcher.next();
  expect(first).toMatchObject({ type: "snapshot" });
  expect(first.seats).toHaveLength(12);
  expect(new Set(Object.values(statesOf(first)))).toEqual(new Set(["free"]));

  const { booking, intentId } = await holdUpToPayment(ctx, flightId, ["1A", "1B"]);
  const held = await watcher.next();
  expect(held).toMatchObject({ type: "changes" });
  expect(statesOf(held)).toEqual({ "1A": "held", "1B": "held" });

  await news(core, core.provider.authorise(intentId));
  expect(statesOf(await watcher.next())).toEqual({ "1A": "sold", "1B": "sold" });

  const other = await hold(ctx, flightId, ["2F"]);
  await watcher.next();
  await releaseHold(ctx, { bookingId: other.id });
  expect(statesOf(await watcher.next())).toEqual({ "2F": "free" });
  expect(booking.state).toBe("held");
});

test("one's own seats are yours, with the countdown that others never see, nor whose they are", async () => {
  await using core = await startTestCore();
  const [owner, other] = [await core.traveller(), await core.traveller()];
  const flightId = await makeFlight(core.app.db, { rows: 1 });
  const booking = await hold(owner, flightId, ["1A"]);
  await using own = watch(owner, flightId);
  await using foreign = watch(other, flightId);
  const [mine, theirs] = [await own.next(), await foreign.next()];

  expect(mine.seats[0]).toEqual({ seat: "1A", state: "yours", heldUntil: booking.expiresAt });
  expect(theirs.seats[0]).toEqual({ seat: "1A", state: "held", heldUntil: null });
  expect(JSON.stringify(theirs)).not.toContain(owner.actor.userId.slice(-12));

  await core.app.db.pool.query("UPDATE seat_claim SET expires_at = expires_at + interval '1 minute'");
  await hold(other, flightId, ["1F"]);
  expect((await own.next()).seats[0]?.heldUntil?.getTime()).toBe((booking.expiresAt?.getTime() ?? 0) + 60_000);
  // Others see nothing of the longer hold.
  expect(statesOf(await foreign.next())).toEqual({ "1F": "yours" });
});

test("a hold that runs out is free at that moment, though nothing is written and no notice comes", async () => {
  await using core = await startTestCore();
  const ctx = withHoldOf(await core.traveller(), 1);
  const flightId = await makeFlight(core.app.db, { rows: 1 });
  await using watcher = watch(nobody(core), flightId);
  await watcher.next();
  const booking = await hold(ctx, flightId, ["1A"]);
  await watcher.next();

  const free = await watcher.next();
  const { rows } = await core.app.db.pool.query<{ late: number }>("SELECT extract(epoch FROM skyhold_now() - $1) * 1000 AS late", [
    booking.expiresAt,
  ]);

  expect(statesOf(free)).toEqual({ "1A": "free" });
  expect(Number(rows[0]?.late)).toBeGreaterThanOrEqual(0);
  // By its own deadline, and not by the look that is taken every ten seconds all the same.
  expect(Number(rows[0]?.late)).toBeLessThan(8000);
  expect(await core.app.db.prisma.seatClaim.count({ where: { releasedAt: null } })).toBe(1);
});

test("who comes back gets exactly what changed meanwhile; a version of someone else or of long ago gets all seats", async () => {
  await using core = await startTestCore();
  const [ctx, other] = [await core.traveller(), await core.traveller()];
  const flightId = await makeFlight(core.app.db, { rows: 3 });
  await hold(ctx, flightId, ["3A"]);
  const before = watch(ctx, flightId);
  const { version } = await before.next();
  await before[Symbol.asyncDispose]();
  expect(core.app.seatBoards.followers()).toBe(0);

  const passing = await hold(other, flightId, ["1A"]);
  await hold(other, flightId, ["1B"]);
  await releaseHold(other, { bookingId: passing.id });

  await using again = watch(ctx, flightId, version);
  const missed = await again.next();
  expect([missed.type, statesOf(missed)]).toEqual(["changes", { "1B": "held" }]);
  for (const [viewer, id] of [
    [other, version] as const,
    [ctx, "no.such.version"] as const,
    [ctx, version.replace(".1.", ".99.")] as const,
  ]) {
    await using stranger = watch(viewer, flightId, id);
    expect(await stranger.next()).toMatchObject({ type: "snapshot" });
  }
});

test("a watcher who takes nothing for long gets what is true now, in one event", async () => {
  await using core = await startTestCore();
  const ctx = { ...(await core.traveller()), policy: { ...core.app.policy, holdLimit: 100 } };
  const flightId = await makeFlight(core.app.db, { rows: 5 });
  await using slow = watch(nobody(core), flightId);
  await using quick = watch(nobody(core), flightId);
  await Promise.all([slow.next(), quick.next()]);
  for (const seat of ["1A", "2A", "3A", "4A"]) {
    await hold(ctx, flightId, [seat]);
    await quick.next();
  }

  expect(statesOf(await slow.next())).toEqual({ "1A": "held", "2A": "held", "3A": "held", "4A": "held" });
});

test("while the listening connection is cut nothing is missed", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const flightId = await makeFlight(core.app.db, { rows: 3 });
  await using watcher = watch(nobody(core), flightId);
  await watcher.next();
  const listening = "FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN seat_change'";
  const listeners = async () => (await core.app.db.pool.query(`SELECT ${listening}`)).rowCount;
  while ((await listeners()) === 0) await sleep(10);

  const event = watcher.next();
  await core.app.db.pool.query(`SELECT pg_terminate_backend(pid) ${listening}`);
  // Past every notice, so that only coming back can find it.
  await core.app.db.pool.query(
    "INSERT INTO seat_claim (flight_id, seat_no, cabin, block_reason, expires_at) VALUES ($1, '1A', 'economy', 'crew rest', 'infinity')",
    [flightId],
  );
  expect(statesOf(await event)).toEqual({ "1A": "blocked" });

  while ((await listeners()) === 0) await sleep(10);
  await hold(ctx, flightId, ["2A"]);
  expect(statesOf(await watcher.next())).toEqual({ "2A": "held" });
});

test("whatever many sellers do at once, a watcher who adds up what it is told has the true map", async () => {
  await using core = await startTestCore();
  const flightId = await makeFlight(core.app.db, { rows: 5 });
  const seen = new Map<string, string>();
  const controller = new AbortController();
  const following = (async () => {
    for await (const event of watchSeats(nobody(core), { flightId }, controller.signal))
      for (const { seat, state } of event.seats) seen.set(seat, state);
  })();
  const sellers = Array.from({ length: 20 }, async (_, index) => {
    const ctx = await core.traveller();
    const seat = `${1 + (index % 5)}${"ABCD".charAt(index % 4)}`;
    const booking = await hold(ctx, flightId, [seat]);
    if (index % 3 === 0) await releaseHold(ctx, { bookingId: booking.id });
    if (index % 6 === 0) await hold(ctx, flightId, [seat]);
  });
  await Promise.all(sellers);
  await using fresh = watch(nobody(core), flightId);
  const truth = statesOf(await fresh.next());
  expect(Object.values(truth).filter((state) => state === "held")).toHaveLength(17);

  await expect.poll(() => Object.fromEntries(seen)).toEqual(truth);
  controller.abort();
  await following;
});

test("who leaves is forgotten, an unknown flight is not found, and closing ends everyone", async () => {
  await using core = await startTestCore();
  const flightId = await makeFlight(core.app.db, { rows: 1 });
  const unknown = FlightId.parse(core.app.newId("bkg").replace("bkg", "flt"));
  await expect(watch(nobody(core), unknown).next()).rejects.toMatchObject({ code: "NOT_FOUND" });

  const [leaving, staying] = [watch(nobody(core), flightId), watch(nobody(core), flightId)];
  await Promise.all([leaving.next(), staying.next()]);
  expect(core.app.seatBoards.followers()).toBe(2);
  const [left, end] = [leaving.ended(), staying.ended()];
  leaving.leave();
  expect([await left, core.app.seatBoards.followers()]).toEqual([true, 1]);
  await core.app.seatBoards.close();
  expect([await end, core.app.seatBoards.followers()]).toEqual([true, 0]);
  await expect(watch(nobody(core), flightId).next()).rejects.toMatchObject({ code: "OVERLOADED" });
});

test("a process takes so many watchers and refuses more until one leaves", async () => {
  await using core = await startTestCore();
  const flightId = await makeFlight(core.app.db, { rows: 1 });
  const listen = () => ({ close: () => Promise.resolve() });
  const seatBoards = createSeatBoards({ db: core.app.db, listen, newEpoch: () => "epoch", onError: () => undefined, maxFollowers: 1 });
  const ctx: Context = { ...nobody(core), seatBoards };
  const first = watch(ctx, flightId);
  await first.next();

  await expect(watch(ctx, flightId).next()).rejects.toMatchObject({ code: "OVERLOADED", details: { retryAfterSeconds: 2 } });
  await first[Symbol.asyncDispose]();
  await using next = watch(ctx, flightId);
  expect(await next.next()).toMatchObject({ type: "snapshot" });
  await seatBoards.close();
});
