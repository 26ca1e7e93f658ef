import { startTestStack } from "@skyhold/api/testing";
import { makeFlight } from "@skyhold/core/testing";
import { expect, test } from "vitest";

import { createClient } from "../src/index.ts";

test("from what a traveller types to a calendar, a list by page and one flight, over HTTP", async () => {
  await using stack = await startTestStack({ worker: false });
  const skyhold = createClient({ url: stack.url });
  const { db } = stack.database;
  const flights = [await makeFlight(db, { departsInHours: 60 }), await makeFlight(db, { departsInHours: 60, baseFare: 8000 })];
  const { departureDate: date } = await db.prisma.flight.findUniqueOrThrow({ where: { id: flights[0] ?? "" } });
  const departureDate = date.toISOString().slice(0, 10);

  const { places } = await skyhold.airports.search({ query: "pari" });
  expect(places.map(({ code, kind }) => [code, kind])).toEqual([
    ["PAR", "metropolitan_area"],
    ["CDG", "airport"],
  ]);
  expect(await skyhold.airports.get({ code: "LIS" })).toMatchObject({ city: "Lisbon", timeZone: "Europe/Lisbon" });

  const asked = { origin: places[0]?.code ?? "", destination: "LIS", departureDate };
  const { days } = await skyhold.flights.calendar({ ...asked, days: 1 });
  const first = await skyhold.flights.search({ ...asked, limit: 3 });
  const rest = await skyhold.flights.search({ ...asked, limit: 3, cursor: first.nextCursor ?? "" });
  expect([first.count, first.offers.length, rest.offers.length, rest.nextCursor]).toEqual([4, 3, 1, null]);
  expect(days.map(({ cheapest }) => cheapest)).toEqual([null, first.offers[0]?.total, null]);

  const segment = first.offers[0]?.segments[0];
  expect(await skyhold.flights.get({ flightId: segment?.flight.id ?? "" })).toMatchObject({ ...segment?.flight, onSale: true });
  await expect(skyhold.flights.search({ ...asked, passengers: { adults: 10 } })).rejects.toMatchObject({
    code: "INVALID_INPUT",
    details: { fields: [{ path: "passengers.adults" }] },
  });
});
