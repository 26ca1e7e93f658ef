import { expect, test } from "vitest";

import { getFlight } from "../flights/get-flight.ts";
import { hold, makeFlight, search, startTestCore } from "../testing/index.ts";
import { priceCalendar, PriceCalendarInput } from "./price-calendar.ts";

const route = { origin: "PAR", destination: "LIS" };

test("a calendar shows for each day what the search finds first on it, and nothing where nothing is on sale", async () => {
  await using core = await startTestCore();
  const flights = [
    await makeFlight(core.app.db, { departsInHours: 48, baseFare: 9000 }),
    await makeFlight(core.app.db, { departsInHours: 48, baseFare: 7000, rows: 1 }),
    await makeFlight(core.app.db, { departsInHours: 96, baseFare: 20_000 }),
  ];
  await hold(await core.traveller(), flights[1] ?? "flt_", ["1A", "1B"]);
  const { departureDate } = await core.app.db.prisma.flight.findUniqueOrThrow({ where: { id: flights[0] ?? "" } });
  const asked = { ...route, departureDate: departureDate.toISOString().slice(0, 10), passengers: { adults: 5 } };

  const { days } = await priceCalendar(core.app, PriceCalendarInput.parse(asked));

  expect(days).toHaveLength(31);
  expect(days.map(({ date }) => date)).toEqual(days.map(({ date }) => date).toSorted());
  expect(days.filter(({ offers }) => offers > 0)).toHaveLength(2);
  for (const { date, cheapest, offers } of days.slice(14, 18)) {
    const found = await search(core.app, { ...asked, departureDate: date, maxStops: 0 });
    expect([found.count, found.offers[0]?.total ?? null]).toEqual([offers, cheapest]);
  }
});

test.each([
  [{ origin: "QQQ" }, "origin"],
  [{ departureDate: "2020-01-01" }, "departureDate"],
  [{ passengers: { adults: 1, infants: 2 } }, "passengers.infants"],
  [{ airlines: ["QQ"] }, "airlines[0]"],
])("a calendar with %j is refused, naming the field", async (change, path) => {
  await using core = await startTestCore();
  await makeFlight(core.app.db);
  const asked = PriceCalendarInput.parse({ ...route, departureDate: "2199-01-01", ...change });

  await expect(priceCalendar(core.app, asked)).rejects.toMatchObject({ code: "INVALID_INPUT", details: { fields: [{ path }] } });
});

test("a flight tells its status, whether it is on sale, and how many seats are free", async () => {
  await using core = await startTestCore();
  const flightId = await makeFlight(core.app.db, { rows: 2 });
  await hold(await core.traveller(), flightId, ["1A"]);

  expect(await getFlight(core.app, { flightId })).toMatchObject({
    id: flightId,
    status: "scheduled",
    onSale: true,
    cabins: [{ cabin: "economy", seats: 12, seatsFree: 11 }],
  });
  await core.database.advanceClock(23.5 * 3600);
  expect(await getFlight(core.app, { flightId })).toMatchObject({ onSale: false });
  await expect(getFlight(core.app, { flightId: "flt_00000000-0000-7000-8000-000000000000" })).rejects.toMatchObject({ code: "NOT_FOUND" });
});
