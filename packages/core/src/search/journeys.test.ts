import { expect, test } from "vitest";

import { holdSeats } from "../bookings/hold-seats.ts";
import { makeFlight, search, startTestCore } from "../testing/index.ts";
import type { FlightOptions, TestCore } from "../testing/index.ts";

const route = { origin: "CDG", destination: "LIS", maxStops: 0 } as const;
const back = { origin: "LIS", destination: "CDG", maxStops: 0 } as const;
const daily = { from: "00:00", to: "23:59" };

/** A flight, and its local date. */
async function fly(core: TestCore, options: FlightOptions) {
  const id = await makeFlight(core.app.db, options);
  const { departureDate } = await core.app.db.prisma.flight.findUniqueOrThrow({ where: { id } });
  return { id, date: departureDate.toISOString().slice(0, 10) };
}

/** Times of day at which all that these tests fly stays within one local day. */
async function startAtMidnight(): Promise<TestCore> {
  const core = await startTestCore();
  const { now } = await core.app.reference.read();
  const midnight = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO("Europe/Paris")
    .add({ days: 1 })
    .startOfDay()
    .add({ hours: 1 });
  await core.database.advanceClock(Math.ceil((midnight.epochMilliseconds - now.getTime()) / 1000));
  return core;
}

test("a return has offers of its own for each way, and never a way back before the earliest arrival", async () => {
  await using core = await startAtMidnight();
  const out = await fly(core, { departsInHours: 8 });
  await fly(core, { departsInHours: 9, wayBack: true });
  const home = await fly(core, { departsInHours: 12, wayBack: true });

  const found = await search(core.app, { ...route, departureDate: out.date, returnDate: home.date, departure: daily });

  expect(found.offers.map(({ segments }) => segments[0]?.flight.id)).toEqual([out.id, out.id]);
  expect(found.onward.map(({ offers }) => offers.map(({ segments }) => segments[0]?.flight.id))).toEqual([[home.id, home.id]]);
  expect(found.onward[0]).toMatchObject({ count: 2, nextCursor: null });
});

test("a leg of a journey is turned by page without the others", async () => {
  await using core = await startAtMidnight();
  const out = await fly(core, { departsInHours: 8 });
  const home = await fly(core, { departsInHours: 15, wayBack: true });
  const asked = { ...route, departureDate: out.date, returnDate: home.date, limit: 1 };

  const first = await search(core.app, asked);
  const cursor = first.onward[0]?.nextCursor ?? "";
  const second = await search(core.app, { ...asked, cursor });

  expect(second.offers.map(({ segments }) => [segments[0]?.flight.id, segments[0]?.brand.code])).toEqual([[home.id, "FLEX"]]);
  expect(second.onward).toEqual([]);
});

test("what can follow an offer departs after its arrival, with time for the change", async () => {
  await using core = await startAtMidnight();
  const out = await fly(core, { departsInHours: 8 });
  await fly(core, { departsInHours: 10, wayBack: true });
  const home = await fly(core, { departsInHours: 11, wayBack: true });
  const { offers } = await search(core.app, { ...route, departureDate: out.date });
  const after = offers[0]?.token ?? "";

  const found = await search(core.app, { ...back, departureDate: home.date, after });
  expect(new Set(found.offers.map(({ segments }) => segments[0]?.flight.id))).toEqual(new Set([home.id]));
  await expect(search(core.app, { ...back, departureDate: home.date, after, passengers: { adults: 2 } })).rejects.toMatchObject({
    details: { fields: [{ path: "after" }] },
  });
});

test("a journey of several offers is one booking at the sum of their prices: all seats, or none", async () => {
  await using core = await startAtMidnight();
  const [ana, jan] = [await core.traveller(), await core.traveller()];
  const out = await fly(core, { departsInHours: 8 });
  const home = await fly(core, { departsInHours: 30, wayBack: true, rows: 1 });
  const found = await search(core.app, { ...route, departureDate: out.date, returnDate: home.date, limit: 1 });
  const [there, hence] = [found.offers[0], found.onward[0]?.offers[0]];
  const offer = [there?.token ?? "", hence?.token ?? ""];

  const booking = await holdSeats(ana, { offer, seats: [["2A"], ["1C"]] }, "key");
  expect(booking.total.amount).toBe((there?.total.amount ?? 0) + (hence?.total.amount ?? 0));
  expect(booking.segments.map(({ flight }) => flight.id)).toEqual([out.id, home.id]);
  expect(booking.passengers[0]?.seats).toEqual(["2A", "1C"]);
  expect(booking.lines.map(({ segment }) => segment)).toEqual([0, 0, 1, 1]);

  await expect(holdSeats(jan, { offer, seats: [["3A"], ["1C"]] }, "key")).rejects.toMatchObject({ code: "SEAT_TAKEN" });
  await expect(holdSeats(jan, { offer, seats: [["3A"], ["1D"]] }, "other")).resolves.toMatchObject({ state: "held" });
});

test("offers that do not make one journey are refused, naming the offer", async () => {
  await using core = await startAtMidnight();
  const ana = await core.traveller();
  const out = await fly(core, { departsInHours: 8 });
  const home = await fly(core, { departsInHours: 12, wayBack: true });
  const tokenOf = async (asked: Parameters<typeof search>[1]) => (await search(core.app, asked)).offers[0]?.token ?? "";
  const there = await tokenOf({ ...route, departureDate: out.date });
  const hence = await tokenOf({ ...back, departureDate: home.date });
  const forTwo = await tokenOf({ ...back, departureDate: home.date, passengers: { adults: 2 } });
  const codeOf = (offer: string[]) => holdSeats(ana, { offer }, "key").catch((error: unknown) => error);
  const notTogether = { code: "INVALID_INPUT", details: { fields: [{ path: "offer[1]" }] } };

  expect(await codeOf([hence, there])).toMatchObject(notTogether);
  expect(await codeOf([there, there])).toMatchObject(notTogether);
  expect(await codeOf([there, forTwo])).toMatchObject(notTogether);
  expect(await codeOf([there, `${hence}x`])).toMatchObject({ code: "OFFER_INVALID", details: { path: "offer[1]" } });
  await core.app.db.pool.query("UPDATE flight SET departs_at = departs_at + interval '5 minutes' WHERE id = $1", [home.id]);
  expect(await codeOf([there, hence])).toMatchObject({ code: "OFFER_EXPIRED", details: { path: "offer[1]", why: "flight" } });
  expect(await core.app.db.prisma.booking.count()).toBe(0);
});

test("of several offers the one is named whose time is over first", async () => {
  await using core = await startAtMidnight();
  const ana = await core.traveller();
  const out = await fly(core, { departsInHours: 8 });
  const home = await fly(core, { departsInHours: 12, wayBack: true });
  const hence = (await search(core.app, { ...back, departureDate: home.date })).offers[0]?.token ?? "";
  await core.database.advanceClock(600);
  const there = (await search(core.app, { ...route, departureDate: out.date })).offers[0]?.token ?? "";
  await core.database.advanceClock(700);

  await expect(holdSeats(ana, { offer: [there, hence] }, "key")).rejects.toMatchObject({
    code: "OFFER_EXPIRED",
    details: { path: "offer[1]", why: "time" },
  });
  expect(await core.app.db.prisma.booking.count()).toBe(0);
});
