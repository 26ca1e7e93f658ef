import { listenForChanges } from "@skyhold/db";
import { expect, test } from "vitest";

import { createChangeNews } from "../change-news.ts";
import type { ChangeNews, ChangeNewsOptions } from "../change-news.ts";
import type { Context } from "../context.ts";
import { FlightId } from "../ids.ts";
import { makeFlight, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { makeStaff } from "../testing/staff.ts";
import { cancelFlight } from "./cancel-flight.ts";
import { delayFlight } from "./delay-flight.ts";
import { createFlightNews } from "./flight-news.ts";
import { getFlight } from "./get-flight.ts";
import { rescheduleFlight } from "./reschedule-flight.ts";
import { setGate } from "./set-gate.ts";
import { updateFlightStatuses } from "./update-flight-statuses.ts";
import { watchFlight } from "./watch-flight.ts";
import type { FlightEvents } from "./watch-flight.ts";

const nobody = (core: TestCore): Context => ({ ...core.app, actor: null });
const silent = (event: Promise<unknown>) =>
  Promise.race([event, new Promise((resolve) => setTimeout(() => resolve("silence"), 150))]).then((first) => first === "silence");

/** One who watches, until disposed of. */
function watch(ctx: Context, flightId: FlightId, lastEventId?: string) {
  const controller = new AbortController();
  const events = watchFlight(ctx, { flightId, lastEventId }, controller.signal);
  return {
    next: async (): Promise<FlightEvents> => {
      const { value } = await events.next();
      if (!value) throw new Error("The stream has ended");
      return value;
    },
    leave: () => controller.abort(),
    ended: async () => (await events.next()).done,
    [Symbol.asyncDispose]: async () => {
      controller.abort();
      await events.return();
    },
  };
}

/** The news of another process on the same database. */
function otherProcess(core: TestCore, maxFollowers?: number): Context {
  const changes = changesOf(core, maxFollowers === undefined ? {} : { maxFollowers });
  return { ...nobody(core), flightNews: createFlightNews({ db: core.app.db, changes, onError: () => undefined }) };
}

function changesOf(core: TestCore, options: Omit<ChangeNewsOptions, "listen"> = {}): ChangeNews {
  const connectionString = core.database.url;
  const listen: ChangeNewsOptions["listen"] = (handlers) =>
    listenForChanges({ connectionString, channels: ["flight_change"], onLost: () => undefined }, handlers);
  return createChangeNews({ listen, longestRestMs: null, ...options });
}

/** The same, which counts what it asks of the database. */
function countingProcess(core: TestCore, lookEveryMs: number) {
  const asked: string[] = [];
  const run: typeof core.app.db.run = (statement, values) => {
    asked.push(statement.name);
    return core.app.db.run(statement, values);
  };
  const flightNews = createFlightNews({ db: { ...core.app.db, run }, changes: changesOf(core), onError: () => undefined, lookEveryMs });
  return { asked, ctx: { ...nobody(core), flightNews } };
}

test("whoever watches a flight is told of each change of its gate, its times and its status, in every process", async () => {
  await using core = await startTestCore();
  const staff = await makeStaff(core);
  const flightId = await makeFlight(core.app.db);
  const there = otherProcess(core);
  await using watcher = watch(nobody(core), flightId);
  await using other = watch(there, flightId);
  const next = async () => {
    const [here, elsewhere] = await Promise.all([watcher.next(), other.next()]);
    expect(elsewhere).toEqual(here);
    return here.flight;
  };
  const first = await next();
  expect(await getFlight(core.app, { flightId })).toMatchObject({ ...first });
  expect(first).toMatchObject({ status: "scheduled", gate: null, expectedDeparts: first.departs });

  await setGate(staff, { flightId, gate: "B12", terminal: "2E", reason: "allotted" });
  expect(await next()).toMatchObject({ gate: "B12", origin: { terminal: "2E" } });
  await delayFlight(staff, { flightId, minutes: 90, reason: "late crew" });
  const late = await next();
  expect(late).toMatchObject({ status: "delayed", departs: first.departs });
  expect(late.expectedDeparts.at.getTime() - first.departs.at.getTime()).toBe(90 * 60_000);
  const [departs, arrives] = [`${first.departs.local.slice(0, 10)}T23:30`, `${first.arrives.local.slice(0, 10)}T23:55`];
  await rescheduleFlight(staff, { flightId, departs, arrives, reason: "new slot" });
  expect(await next()).toMatchObject({ status: "scheduled", departs: { local: departs }, expectedDeparts: { local: departs } });
  await cancelFlight(staff, { flightId, reason: "storm" });
  expect(await next()).toMatchObject({ status: "cancelled" });
  await there.flightNews.close();
});

test("the status job tells of each flight that it moves, and a run that moves nothing tells nobody", async () => {
  await using core = await startTestCore();
  const flightId = await makeFlight(core.app.db, { departsInHours: 2 });
  await using watcher = watch(nobody(core), flightId);
  const { flight, version } = await watcher.next();
  const stepTo = async (instant: Date) => {
    const { rows } = await core.app.db.pool.query<{ s: number }>("SELECT ceil(extract(epoch FROM $1 - skyhold_now())) AS s", [instant]);
    await core.database.advanceClock(Number(rows[0]?.s) + 1);
    await updateFlightStatuses(core.app);
  };

  await stepTo(new Date(flight.departs.at.getTime() - 3_600_000));
  expect((await watcher.next()).flight.status).toBe("boarding");
  await stepTo(flight.departs.at);
  const flying = await watcher.next();
  expect(flying.flight.status).toBe("in_air");
  const following = watcher.next();
  await updateFlightStatuses(core.app);
  await core.app.db.pool.query("UPDATE flight SET sales_close_at = sales_close_at - interval '1 minute' WHERE id = $1", [flightId]);
  expect(await silent(following)).toBe(true);

  await using back = watch(nobody(core), flightId, flying.version);
  const resumed = back.next();
  expect(await silent(resumed)).toBe(true);
  await stepTo(flight.arrives.at);
  const landed = await following;
  expect(landed.flight.status).toBe("landed");
  expect(await resumed).toEqual(landed);
  await using late = watch(nobody(core), flightId, version);
  expect((await late.next()).flight.status).toBe("landed");
});

test("while the listening connection is cut nothing is missed", async () => {
  await using core = await startTestCore();
  const flightId = await makeFlight(core.app.db);
  await using watcher = watch(nobody(core), flightId);
  await watcher.next();
  const listening = "FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN flight_change'";
  await expect.poll(async () => (await core.app.db.pool.query(`SELECT ${listening}`)).rowCount).toBe(1);

  const event = watcher.next();
  await core.app.db.pool.query(`SELECT pg_terminate_backend(pid) ${listening}`);
  await core.app.db.pool.query("UPDATE flight SET gate = 'A1' WHERE id = $1", [flightId]);
  expect((await event).flight.gate).toBe("A1");
});

test("however many watch a flight, a change is read for all of them together", async () => {
  await using core = await startTestCore();
  const flightId = await makeFlight(core.app.db);
  const { ctx, asked } = countingProcess(core, 60_000);
  const watchers = Array.from({ length: 200 }, () => watch(ctx, flightId));
  await Promise.all(watchers.map((watcher) => watcher.next()));
  const before = asked.length;

  const told = watchers.map((watcher) => watcher.next());
  await core.app.db.pool.query("UPDATE flight SET gate = 'A1' WHERE id = $1", [flightId]);
  expect(new Set((await Promise.all(told)).map(({ flight }) => flight.gate))).toEqual(new Set(["A1"]));
  expect(asked.length - before).toBeLessThan(10);
  await Promise.all(watchers.map((watcher) => watcher[Symbol.asyncDispose]()));
  await ctx.flightNews.close();
});

test("thousands who watch and hear nothing cost one statement a look, and a change of which the notice was lost is told at the next look", async () => {
  await using core = await startTestCore();
  const flights: FlightId[] = [];
  for (let at = 0; at < 10; at += 1) flights.push(await makeFlight(core.app.db));
  const { ctx, asked } = countingProcess(core, 200);
  const watchers = flights.flatMap((flight) => Array.from({ length: 200 }, () => watch(ctx, flight)));
  await Promise.all(watchers.map((watcher) => watcher.next()));
  const told = watchers.map((watcher) => watcher.next());
  const looks = () => asked.filter((name) => name === "flight_marks").length;
  // The first look knows nothing to compare with, and has each flight read once more.
  await expect.poll(looks, { timeout: 20_000 }).toBeGreaterThan(2);
  const [reads, looked] = [asked.length - looks(), looks()];
  await expect.poll(looks, { timeout: 20_000 }).toBeGreaterThan(looked + 3);
  expect(asked.length - looks()).toBe(reads);

  await core.app.db.pool.query("ALTER TABLE flight DISABLE TRIGGER flight_changed");
  await core.app.db.pool.query("UPDATE flight SET gate = 'A1' WHERE id = ANY ($1)", [flights]);
  expect(new Set((await Promise.all(told)).map(({ flight }) => flight.gate))).toEqual(new Set(["A1"]));
  await Promise.all(watchers.map((watcher) => watcher[Symbol.asyncDispose]()));
  await ctx.flightNews.close();
});

test("whoever comes while the last look at nobody is under way is looked after like the others", async () => {
  await using core = await startTestCore();
  const flightId = await makeFlight(core.app.db);
  const [looking, come] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const run: typeof core.app.db.run = async (statement, values) => {
    if (statement.name === "flight_marks" && JSON.stringify(values) === "[[]]") {
      looking.resolve();
      await come.promise;
    }
    return core.app.db.run(statement, values);
  };
  const db = { ...core.app.db, run };
  const flightNews = createFlightNews({ db, changes: changesOf(core), onError: () => undefined, lookEveryMs: 50 });
  const ctx = { ...nobody(core), flightNews };
  const first = watch(ctx, flightId);
  await first.next();
  await first[Symbol.asyncDispose]();
  await looking.promise;
  await using second = watch(ctx, flightId);
  await second.next();
  come.resolve();

  await core.app.db.pool.query("ALTER TABLE flight DISABLE TRIGGER flight_changed");
  await core.app.db.pool.query("UPDATE flight SET gate = 'A1' WHERE id = $1", [flightId]);
  expect((await second.next()).flight.gate).toBe("A1");
  await flightNews.close();
});

test("an unknown flight is not found; a process takes so many watchers, and whoever leaves makes room, also in the middle of a turn", async () => {
  await using core = await startTestCore();
  const flightId = await makeFlight(core.app.db);
  const unknown = FlightId.parse(core.app.newId("bkg").replace("bkg", "flt"));
  await expect(watch(nobody(core), unknown).next()).rejects.toMatchObject({ code: "NOT_FOUND" });

  const ctx = otherProcess(core, 1);
  // Whoever asks for a flight that there is not leaves no place taken behind, though their connection may last.
  await expect(watch(ctx, unknown).next()).rejects.toMatchObject({ code: "NOT_FOUND" });
  const first = watch(ctx, flightId);
  await first.next();
  await expect(watch(ctx, flightId).next()).rejects.toMatchObject({ code: "OVERLOADED", details: { retryAfterSeconds: 2 } });
  // It took an event and never asked for another one.
  first.leave();
  const second = watch(ctx, flightId);
  await second.next();
  const end = second.ended();
  await ctx.flightNews.close();
  expect(await end).toBe(true);
  await expect(watch(ctx, flightId).next()).rejects.toMatchObject({ code: "OVERLOADED" });
});
