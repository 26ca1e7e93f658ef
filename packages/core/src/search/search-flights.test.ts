import { expect, test } from "vitest";

import { SearchFlightsInput } from "./search-input.ts";
import { findOffer, hold, makeFlight, search, startTestCore } from "../testing/index.ts";

const one = { adults: 1, children: 0, infants: 0 };

async function localDate(core: Awaited<ReturnType<typeof startTestCore>>, flight: string): Promise<string> {
  return (await core.app.db.prisma.flight.findUniqueOrThrow({ where: { id: flight } })).departureDate.toISOString().slice(0, 10);
}

test("an offer shows the flight in local times, its brand and what will be charged", async () => {
  await using core = await startTestCore();
  const offer = await findOffer(core.app, await makeFlight(core.app.db, { baseFare: 10_000 }));

  expect(offer.total).toEqual({ amount: 11_400, currency: "EUR" });
  expect(offer.segments[0]).toMatchObject({
    cabin: "economy",
    brand: { code: "SAVER" },
    flight: {
      origin: { iata: "CDG" },
      destination: { iata: "LIS" },
      durationMinutes: 120,
      departs: { timeZone: "Europe/Paris" },
      arrives: { timeZone: "Europe/Lisbon" },
    },
  });
  expect(offer.segments[0]?.flight.departs.local).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/u);
});

test("a metropolitan code finds the flights of its airports", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db);

  const { offers } = await search(core.app, {
    origin: "PAR",
    destination: "LIS",
    departureDate: await localDate(core, flight),
    passengers: one,
  });

  expect(offers).toHaveLength(2);
});

test("only flights with seats for the whole party are offered, and held seats do not count", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db, { rows: 1 });
  const departureDate = await localDate(core, flight);
  const forParty = (adults: number) =>
    search(core.app, { origin: "CDG", destination: "LIS", departureDate, passengers: { ...one, adults } });
  await hold(await core.traveller(), flight, ["1A", "1B"]);

  expect((await forParty(4)).offers.map((offer) => offer.seatsFree)).toEqual([4, 4]);
  expect((await forParty(5)).offers).toEqual([]);
  await core.database.advanceClock(901);
  expect((await forParty(6)).offers).toHaveLength(2);
});

test("cancelled flights and those whose sale is over are not offered", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db, { departsInHours: 3 });
  const cancelled = await makeFlight(core.app.db, { departsInHours: 3 });
  const departureDate = await localDate(core, flight);
  const found = async () =>
    (await search(core.app, { origin: "CDG", destination: "LIS", departureDate, passengers: one })).offers.map(
      ({ segments }) => segments[0]?.flight.id,
    );

  expect(new Set(await found())).toEqual(new Set([flight, cancelled]));
  await core.app.db.prisma.flight.update({ where: { id: cancelled }, data: { status: "cancelled" } });
  expect(new Set(await found())).toEqual(new Set([flight]));
  // A sale ends an hour before the departure, and never after it.
  await core.database.advanceClock(2 * 3600);
  expect(await found()).toEqual([]);
});

const bad = { price: { currency: "EUR", min: 2, max: 1 }, departure: { from: "10:00", to: "09:00" } };
const legs = (...destinations: readonly string[]) =>
  destinations.map((destination) => ({ origin: "LIS", destination, departureDate: "2199-02-01" }));

test.each([
  [{ origin: "QQQ" }, "origin"],
  [{ destination: "QQQ" }, "destination"],
  [{ destination: "CDG" }, "destination"],
  [{ destination: "PAR" }, "destination"],
  [{ departureDate: "2020-01-01" }, "departureDate"],
  [{ returnDate: "2198-12-31" }, "returnDate"],
  [{ returnDate: "2199-02-01", furtherLegs: legs("CDG") }, "returnDate"],
  [{ furtherLegs: legs("QQQ") }, "furtherLegs[0].destination"],
  [{ furtherLegs: [...legs("CDG"), { origin: "CDG", destination: "LIS", departureDate: "2199-01-01" }] }, "furtherLegs[1].departureDate"],
  [{ passengers: { adults: 9, children: 1, infants: 0 } }, "passengers"],
  [{ passengers: { adults: 1, children: 0, infants: 2 } }, "passengers.infants"],
  [{ airlines: ["XT", "QQ"] }, "airlines[1]"],
  [{ brands: ["CHEAPEST"] }, "brands[0]"],
  [{ price: { currency: "QQQ" } }, "price.currency"],
  [{ price: bad.price }, "price"],
  [{ departure: bad.departure }, "departure"],
  [{ cursor: "forged.cursor" }, "cursor"],
  [{ after: "token", returnDate: "2199-02-01" }, "after"],
])("%j is refused, naming the field", async (change, path) => {
  await using core = await startTestCore();
  await makeFlight(core.app.db);
  const input = { origin: "CDG", destination: "LIS", departureDate: "2199-01-01", passengers: one, ...change };

  await expect(search(core.app, input)).rejects.toMatchObject({ code: "INVALID_INPUT", details: { fields: [{ path }] } });
});

test.each([
  { maxStops: 3 },
  { limit: 0 },
  { limit: 101 },
  { airlines: [] },
  { airlines: ["british airways"] },
  { price: { currency: "€", max: 1 } },
  { price: { currency: "EUR", max: 1.5 } },
  { departure: { from: "25:00" } },
  { maxDurationMinutes: 100_000 },
  { passengers: { adults: 0 } },
  { departureDate: "2027-02-30" },
  { furtherLegs: Array.from({ length: 6 }, () => legs("CDG")[0]) },
  { sort: "sponsored" },
])("%j makes no sense to the schema, which names the field", (change) => {
  const input = { origin: "CDG", destination: "LIS", departureDate: "2027-01-01", ...change };

  const { error } = SearchFlightsInput.safeParse(input);
  expect(error?.issues.map(({ path: [field] }) => field)).toEqual(Object.keys(change));
});

test("a field that a search does not have is refused by its name, not ignored", () => {
  const { error } = SearchFlightsInput.safeParse({ origin: "CDG", destination: "LIS", departureDate: "2027-01-01", colour: "blue" });

  expect(error?.issues).toMatchObject([{ code: "unrecognized_keys", keys: ["colour"] }]);
});

test("a cursor goes on where the page ended, and belongs to its search alone", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db);
  await makeFlight(core.app.db, { baseFare: 8000 });
  const asked = { origin: "CDG", destination: "LIS", departureDate: await localDate(core, flight), limit: 1 };
  const first = await search(core.app, asked);
  const cursor = first.nextCursor ?? "";
  const second = await search(core.app, { ...asked, cursor, limit: 100 });

  expect(first.count).toBe(4);
  expect([...first.offers, ...second.offers].map(({ total }) => total.amount)).toEqual([9120, 11_400, 14_592, 18_240]);
  expect(second.nextCursor).toBeNull();
  const others: Partial<Parameters<typeof search>[1]>[] = [
    { sort: "duration" },
    { maxStops: 0 },
    { passengers: { adults: 2 } },
    { brands: ["FLEX"] },
  ];
  for (const change of others)
    await expect(search(core.app, { ...asked, ...change, cursor })).rejects.toMatchObject({ details: { fields: [{ path: "cursor" }] } });
  const offer = first.offers[0]?.token ?? "";
  await expect(search(core.app, { ...asked, cursor: offer })).rejects.toMatchObject({ details: { fields: [{ path: "cursor" }] } });
  for (const after of [cursor, "forged", `${offer}x`])
    await expect(search(core.app, { ...asked, after })).rejects.toMatchObject({ code: "OFFER_INVALID", details: { path: "after" } });
});
