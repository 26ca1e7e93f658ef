import { openDatabase } from "@skyhold/db";
import { expect, test } from "vitest";

import { searchAirports, SearchAirportsInput } from "../airports/search-airports.ts";
import { holdSeats } from "../bookings/hold-seats.ts";
import type { Context } from "../context.ts";
import { priceCalendar, PriceCalendarInput } from "../search/price-calendar.ts";
import { getSeatMap } from "../seats/get-seat-map.ts";
import { createSeatMaps } from "../seats/seat-maps.ts";
import { findOffer, makeFlight, search, startTestCore } from "../testing/index.ts";
import type { FlightId, TestCore } from "../testing/index.ts";
import { createReferenceCache } from "./reference.ts";

/** Another process on the same database, with connections and kept data of its own; it names the statements that it has sent. */
async function anotherProcess(core: TestCore) {
  const opened = openDatabase({ connectionString: core.database.url });
  const sent: string[] = [];
  const db: typeof opened = { ...opened, run: (statement, values) => (sent.push(statement.name), opened.run(statement, values)) };
  const ctx: Context<null> = { ...core.app, actor: null, db, reference: createReferenceCache(db), seatMaps: createSeatMaps(db) };
  return { ctx, sent, [Symbol.asyncDispose]: () => opened.close() };
}

/** What a process shows of one flight, from everything that it keeps and everything that it must not keep. */
async function lookAt(ctx: Context, flightId: FlightId, date: string) {
  const asked = { origin: "CDG", destination: "LIS", departureDate: date };
  const { count, offers } = await search(ctx, { ...asked, brands: ["SAVER"] });
  const { days } = await priceCalendar(ctx, PriceCalendarInput.parse({ ...asked, days: 0 }));
  const { places } = await searchAirports(ctx, SearchAirportsInput.parse({ query: "lisbon" }));
  const { aircraft, seats } = await getSeatMap(ctx, { flightId });
  const [seat] = seats;
  return {
    found: count,
    price: offers[0]?.total.amount,
    cheapest: days[0]?.cheapest?.amount,
    free: offers[0]?.seatsFree,
    city: offers[0]?.segments[0]?.flight.destination.city,
    brand: offers[0]?.segments[0]?.brand.name,
    airline: offers[0]?.segments[0]?.flight.airline.name,
    inList: places[0]?.name,
    aircraft,
    seat: [seat?.state, seat?.price?.amount, seat?.extraLegroom],
  };
}

/** One after the other on the same flight. */
const changes: readonly (readonly [sql: string, shown: object])[] = [
  ["UPDATE airport SET city = 'Lisboa' WHERE iata = 'LIS'", { city: "Lisboa" }],
  ["UPDATE airport SET name = 'Lisbon Portela' WHERE iata = 'LIS'", { inList: "Lisbon Portela" }],
  ["UPDATE airline SET name = 'Other Air'", { airline: "Other Air" }],
  ["UPDATE aircraft_type SET name = 'Airbus A32Z'", { aircraft: "Airbus A32Z" }],
  ["UPDATE fare_brand SET name = 'Light', fare_percent = 50 WHERE code = 'SAVER'", { brand: "Light", price: 5700 }],
  ["UPDATE flight_cabin SET base_fare_minor = 20000", { price: 11_400, cheapest: 11_400 }],
  ["UPDATE flight_cabin SET seat_fee_minor = 900", { seat: ["free", 900, false] }],
  ["UPDATE seat SET extra_legroom = true WHERE seat_no = '1A'", { seat: ["free", undefined, true] }],
  [
    "INSERT INTO seat_claim (flight_id, seat_no, cabin, block_reason, expires_at) SELECT id, '1A', 'economy', 'broken', 'infinity' FROM flight",
    { free: 29, seat: ["blocked", undefined, true] },
  ],
  ["UPDATE flight SET status = 'cancelled'", { found: 0 }],
];

async function setUp() {
  const core = await startTestCore();
  const flightId = await makeFlight(core.app.db);
  const { departureDate } = await core.app.db.prisma.flight.findUniqueOrThrow({ where: { id: flightId } });
  const date = departureDate.toISOString().slice(0, 10);
  return { core, flightId, date, [Symbol.asyncDispose]: () => Promise.resolve(core[Symbol.asyncDispose]()) };
}

test("what one process changes is in the next answer of every other, whatever that has kept: names, brands, fares, seats, statuses", async () => {
  await using made = await setUp();
  await using other = await anotherProcess(made.core);
  const look = () => lookAt(other.ctx, made.flightId, made.date);

  for (const [sql, shown] of changes) {
    const before = await look();
    expect(await look()).toEqual(before);
    await made.core.app.db.pool.query(sql);
    const after = await look();
    expect([sql, after]).not.toEqual([sql, before]);
    expect([sql, after]).toMatchObject([sql, shown]);
  }
});

test("a seat that is held in one process is no longer free in the next answer of every other", async () => {
  await using made = await setUp();
  await using other = await anotherProcess(made.core);
  const look = () => lookAt(other.ctx, made.flightId, made.date);
  expect(await look()).toMatchObject({ free: 30, seat: ["free", undefined, false] });
  const { token } = await findOffer(made.core.app, made.flightId);

  await holdSeats(await made.core.traveller(), { offer: token, seats: [["1A"]] }, "key");

  expect(await look()).toMatchObject({ free: 29, seat: ["held", undefined, false] });
});

test("while nothing changes each look costs one question, and no reference data and no layout are read again", async () => {
  await using made = await setUp();
  await using other = await anotherProcess(made.core);
  const look = () => lookAt(other.ctx, made.flightId, made.date);
  await look();
  expect(other.sent).toEqual(expect.arrayContaining(["reference_rows", "seat_layout"]));
  other.sent.length = 0;

  await look();

  expect(other.sent).toEqual(["itineraries_one_stop", "itineraries_direct", "reference_version", "seat_states"]);
});

test("negative control: where no change moves the version, another process goes on with what it has", async () => {
  await using made = await setUp();
  await using other = await anotherProcess(made.core);
  const look = () => lookAt(other.ctx, made.flightId, made.date);
  await made.core.app.db.pool.query("ALTER TABLE airport DISABLE TRIGGER USER; ALTER TABLE seat DISABLE TRIGGER USER");
  const before = await look();

  await made.core.app.db.pool.query("UPDATE airport SET city = 'Lisboa' WHERE iata = 'LIS'; UPDATE seat SET extra_legroom = true");

  expect(await look()).toEqual(before);
});

test("a process keeps 200 layouts of aircraft and no more: the one that was not asked for the longest goes", async () => {
  await using made = await setUp();
  await using other = await anotherProcess(made.core);
  const { pool, prisma } = made.core.app.db;
  const { seatMapId: first } = await prisma.flight.findUniqueOrThrow({ where: { id: made.flightId } });
  await pool.query("INSERT INTO seat_map (id, name, layout) SELECT 'map_' || n, 'Layout ' || n, '' FROM generate_series(1, 200) n");
  /** How many layouts are read for the map of the flight with this one. */
  const readsWith = async (layout: string) => {
    await pool.query("UPDATE flight SET seat_map_id = $1", [layout]);
    other.sent.length = 0;
    await getSeatMap(other.ctx, { flightId: made.flightId });
    return other.sent.filter((name) => name === "seat_layout").length;
  };

  for (const layout of [first, ...Array.from({ length: 199 }, (_, index) => `map_${index + 1}`)]) expect(await readsWith(layout)).toBe(1);
  expect(await readsWith(first)).toBe(0);
  expect(await readsWith("map_200")).toBe(1);
  expect([await readsWith(first), await readsWith("map_1")]).toEqual([0, 1]);
});
