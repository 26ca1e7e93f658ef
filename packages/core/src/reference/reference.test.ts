import { expect, test } from "vitest";

import { makeAirports, makeFlight, search, startTestCore } from "../testing/index.ts";
import { createReferenceCache } from "./reference.ts";

test("a search asks one question while nothing changes, and sees at once what another process has changed", async () => {
  await using core = await startTestCore();
  const { db } = core.app;
  const id = await makeFlight(db);
  const { departureDate } = await db.prisma.flight.findUniqueOrThrow({ where: { id } });
  const asked: string[] = [];
  const counted: typeof db = { ...db, run: (statement, values) => (asked.push(statement.name), db.run(statement, values)) };
  const app = { ...core.app, db: counted, reference: createReferenceCache(counted) };
  const cityShown = async (destination: string) => {
    asked.length = 0;
    const { offers } = await search(app, { origin: "CDG", destination, departureDate: departureDate.toISOString().slice(0, 10) });
    return offers[0]?.segments[0]?.flight.destination.city;
  };
  const before = await cityShown("LIS");

  expect(await cityShown("LIS")).toBe(before);
  expect(asked).toEqual(["itineraries_one_stop"]);
  await db.prisma.airport.update({ where: { iata: "LIS" }, data: { city: "Olisipo" } });
  expect(await cityShown("LIS")).toBe("Olisipo");
  expect(asked).toEqual(["itineraries_one_stop", "reference_rows", "itineraries_one_stop"]);
  await expect(cityShown("QQQ")).rejects.toMatchObject({ code: "INVALID_INPUT", details: { fields: [{ path: "destination" }] } });
  await makeAirports(db, [{ iata: "QQQ", country: "PT", timeZone: "Europe/Lisbon" }]);
  expect(await cityShown("QQQ")).toBeUndefined();
});
