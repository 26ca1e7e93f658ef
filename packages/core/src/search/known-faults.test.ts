import { expect, test } from "vitest";

import { createReferenceCache } from "../reference/reference.ts";
import { openDatabase } from "@skyhold/db";
import { holdSeats } from "../bookings/hold-seats.ts";
import { makeAirports, makeNetworkFlights, search, startTestCore } from "../testing/index.ts";
import type { NetworkFlight, TestCore } from "../testing/index.ts";

// What went wrong in booking systems before this one, a test each.

const airports = [
  { iata: "AKL", country: "NZ", timeZone: "Pacific/Auckland" },
  { iata: "HNL", country: "US", timeZone: "Pacific/Honolulu" },
  { iata: "KTM", country: "NP", timeZone: "Asia/Kathmandu" },
];
const at = (local: string, zone: string) => Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant();

async function startWith(flights: readonly NetworkFlight[]) {
  const core = await startTestCore();
  await makeAirports(core.app.db, airports);
  const ids = await makeNetworkFlights(core.app.db, airports, flights);
  return { core, ids, [Symbol.asyncDispose]: () => core[Symbol.asyncDispose]() };
}

/** A core of the test's own whose connections, and whose process while it is in use, stand in this time zone. */
async function standIn(core: TestCore, zone: string) {
  const opened = new AsyncDisposableStack();
  const before = process.env["TZ"];
  process.env["TZ"] = zone;
  opened.defer(() => {
    if (before === undefined) delete process.env["TZ"];
    else process.env["TZ"] = before;
  });
  const { url } = core.database;
  await core.app.db.pool.query(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET timezone TO '${zone}'`);
  const db = openDatabase({ connectionString: url });
  opened.defer(() => db.close());
  const { rows } = await db.pool.query<{ TimeZone: string }>("SHOW timezone");
  const zones = [rows[0]?.TimeZone, new Intl.DateTimeFormat().resolvedOptions().timeZone];
  return { ctx: { ...core.app, db, reference: createReferenceCache(db) }, zones, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

test.each(["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])(
  "a date is the day at the airport of departure, not the server's: just before and after midnight, and over the date line, on a server in %s",
  async (zone) => {
    const [auckland, honolulu, kathmandu] = ["Pacific/Auckland", "Pacific/Honolulu", "Asia/Kathmandu"];
    await using stage = await startWith([
      { origin: "AKL", destination: "HNL", departs: at("2190-07-01T00:05", auckland ?? ""), minutes: 520 },
      { origin: "AKL", destination: "HNL", departs: at("2190-07-01T23:55", auckland ?? ""), minutes: 520 },
      { origin: "HNL", destination: "AKL", departs: at("2190-07-01T23:55", honolulu ?? ""), minutes: 540 },
      { origin: "KTM", destination: "AKL", departs: at("2190-07-01T00:10", kathmandu ?? ""), minutes: 900 },
    ]);
    await using server = await standIn(stage.core, zone);
    const found = async (origin: string, destination: string, departureDate: string) => {
      const { offers } = await search(server.ctx, { origin, destination, departureDate, maxStops: 0, brands: ["SAVER"] });
      return offers.map(({ segments }) => [segments[0]?.flight.departs.local, segments[0]?.flight.arrives.local]);
    };

    expect(server.zones).toEqual([zone, zone]);
    expect(await found("AKL", "HNL", "2190-06-30")).toEqual([]);
    expect(await found("AKL", "HNL", "2190-07-01")).toEqual([
      ["2190-07-01T00:05", "2190-06-30T10:45"],
      ["2190-07-01T23:55", "2190-07-01T10:35"],
    ]);
    expect(await found("HNL", "AKL", "2190-07-01")).toEqual([["2190-07-01T23:55", "2190-07-03T06:55"]]);
    expect(await found("KTM", "AKL", "2190-07-01")).toHaveLength(1);
    expect(await found("KTM", "AKL", "2190-06-30")).toEqual([]);
  },
);

test("every filter narrows what is shown, and what is counted is what is shown on all pages together", async () => {
  const departs = (local: string) => at(`2190-07-01T${local}`, "Pacific/Auckland");
  const leg = { origin: "AKL", destination: "HNL" };
  await using stage = await startWith([
    { ...leg, departs: departs("08:00"), minutes: 520, airline: "XA", cabins: { economy: { fare: 10_000, capacity: 9 } } },
    { ...leg, departs: departs("12:00"), minutes: 600, airline: "XB", cabins: { business: { fare: 90_000, capacity: 9 } } },
    { ...leg, departs: departs("18:00"), minutes: 520, airline: "XC", currency: "USD" },
    { origin: "AKL", destination: "KTM", departs: departs("06:00"), minutes: 300 },
    { origin: "KTM", destination: "HNL", departs: departs("14:00"), minutes: 600 },
  ]);
  const asked = { ...leg, departureDate: "2190-07-01", limit: 2 };
  const all = async (filter: Partial<Parameters<typeof search>[1]>) => {
    const first = await search(stage.core.app, { ...asked, ...filter });
    let shown = first.offers.length;
    for (let { nextCursor } = first; nextCursor !== null;) {
      const page = await search(stage.core.app, { ...asked, ...filter, cursor: nextCursor });
      expect(page.count).toBe(first.count);
      shown += page.offers.length;
      nextCursor = page.nextCursor;
    }
    expect(shown).toBe(first.count);
    return shown;
  };

  expect(await all({})).toBe(8);
  expect(await all({ cabin: "business" })).toBe(2);
  expect(await all({ maxStops: 0 })).toBe(6);
  expect(await all({ airlines: ["XB", "XC"] })).toBe(4);
  expect(await all({ brands: ["FLEX"] })).toBe(4);
  expect(await all({ price: { currency: "USD" } })).toBe(2);
  expect(await all({ price: { currency: "EUR", max: 20_000 } })).toBe(2);
  expect(await all({ departure: { from: "08:00", to: "12:00" } })).toBe(4);
  expect(await all({ arrival: { from: "18:00" } })).toBe(2);
  expect(await all({ maxDurationMinutes: 520 })).toBe(4);
  expect(await all({ passengers: { adults: 9 } })).toBe(8);
  expect(await all({ passengers: { adults: 5, children: 2, infants: 2 }, cabin: "economy" })).toBe(6);
});

test("what has departed, is cancelled, is blocked or is full is not found, and an offer made before is of no use", async () => {
  const soon = (minutes: number) => Temporal.Instant.from("2190-07-01T12:00:00Z").add({ minutes });
  const leg = { origin: "AKL", destination: "HNL", minutes: 500 };
  const one = { economy: { fare: 10_000, capacity: 1 } };
  await using stage = await startWith([
    { ...leg, departs: soon(0), cabins: one },
    { ...leg, departs: soon(10), cabins: one },
    { ...leg, departs: soon(20), cabins: one },
    { ...leg, departs: soon(30), cabins: { economy: { fare: 10_000, capacity: 1, taken: 1 } } },
    { ...leg, departs: soon(40), status: "cancelled" },
  ]);
  const { core, ids } = stage;
  const { db } = core.app;
  const asked = { origin: "AKL", destination: "HNL", departureDate: "2190-07-02", brands: ["SAVER"] };
  const { offers } = await search(core.app, asked);
  await db.prisma.flight.updateMany({ where: { id: ids[0] ?? "" }, data: { status: "cancelled" } });
  const past = new Date("2020-01-01T12:00:00Z");
  await db.prisma.flight.updateMany({ where: { id: ids[1] ?? "" }, data: { salesCloseAt: past } });
  const claim = { seatNo: "1A", cabin: "economy", blockReason: "broken", expiresAt: new Date("2999-01-01") } as const;
  await db.prisma.seatClaim.create({ data: { flightId: ids[2] ?? "", ...claim } });

  expect(offers.map(({ segments }) => segments[0]?.flight.id)).toEqual(ids.slice(0, 3));
  expect((await search(core.app, asked)).offers).toEqual([]);
  const ctx = await core.traveller();
  for (const { token } of offers)
    await expect(holdSeats(ctx, { offer: token, seats: [["1A"]] }, token)).rejects.toMatchObject({
      code: expect.stringMatching(/^(?:FLIGHT_CLOSED|SEAT_TAKEN)$/u),
    });
});

test("reference data that another process changed are served at once, and never in between; while nothing changes they are read once", async () => {
  await using stage = await startWith([]);
  const { core } = stage;
  await using opened = new AsyncDisposableStack();
  const other = openDatabase({ connectionString: core.database.url });
  opened.defer(() => other.close());
  const statements: string[] = [];
  const cache = createReferenceCache({
    ...other,
    run: (statement, values) => (statements.push(statement.name), other.run(statement, values)),
  });
  const nameSeen = async () => (await cache.read()).reference.airports.get("KTM")?.name;
  const before = await nameSeen();
  for (let reads = 0; reads < 20; reads += 1) await cache.read();
  const { prisma } = core.app.db;

  expect(statements.filter((name) => name === "reference_rows")).toHaveLength(1);
  await core.app.db.transaction(async (tx) => {
    await tx.prisma.airport.update({ where: { iata: "KTM" }, data: { name: "Tribhuvan" } });
    expect(await nameSeen()).toBe(before);
  });
  expect(await nameSeen()).toBe("Tribhuvan");
  await prisma.airport.update({ where: { iata: "KTM" }, data: { name: "Kathmandu" } });
  expect(await nameSeen()).toBe("Kathmandu");
  expect(statements.filter((name) => name === "reference_rows")).toHaveLength(3);
});
