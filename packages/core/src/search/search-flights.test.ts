import { expect, test } from "vitest";

import { findOffer, hold, makeFlight, startTestCore } from "../testing/index.ts";
import { searchFlights } from "./search-flights.ts";

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

  const { offers } = await searchFlights(core.app, {
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
    searchFlights(core.app, { origin: "CDG", destination: "LIS", departureDate, passengers: { ...one, adults } });
  await hold(await core.traveller(), flight, ["1A", "1B"]);

  expect((await forParty(4)).offers.map((offer) => offer.seatsFree)).toEqual([4, 4]);
  expect((await forParty(5)).offers).toEqual([]);
  await core.database.advanceClock(901);
  expect((await forParty(6)).offers).toHaveLength(2);
});

test("departed, closed and cancelled flights are not offered", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db, { departsInHours: 2 });
  const departureDate = await localDate(core, flight);
  const found = async () =>
    (await searchFlights(core.app, { origin: "CDG", destination: "LIS", departureDate, passengers: one })).offers.length;

  expect(await found()).toBe(2);
  await core.database.advanceClock(2 * 3600);
  expect(await found()).toBe(0);
});

test.each([
  [{ origin: "QQQ" }, "origin"],
  [{ destination: "QQQ" }, "destination"],
  [{ destination: "PAR" }, "destination"],
  [{ passengers: { adults: 9, children: 1, infants: 0 } }, "passengers"],
  [{ passengers: { adults: 1, children: 0, infants: 2 } }, "passengers.infants"],
])("%j is refused, naming the field", async (change, path) => {
  await using core = await startTestCore();
  await makeFlight(core.app.db);
  const input = { origin: "CDG", destination: "LIS", departureDate: "2027-01-01", passengers: one, ...change };

  await expect(searchFlights(core.app, input)).rejects.toMatchObject({ code: "INVALID_INPUT", details: { fields: [{ path }] } });
});
