import { seed } from "@skyhold/db/seed";
import { afterAll, expect, test } from "vitest";

import { startTestCore } from "../testing/index.ts";
import { getAirport, GetAirportInput } from "./get-airport.ts";
import { searchAirports, SearchAirportsInput } from "./search-airports.ts";

const core = await startTestCore();
afterAll(() => core[Symbol.asyncDispose]());
await seed(core.app.db.pool, { today: Temporal.PlainDate.from("2026-11-22"), flights: 2000 });

async function codes(query: string, limit = 8): Promise<string[]> {
  const { places } = await searchAirports(core.app, SearchAirportsInput.parse({ query, limit }));
  return places.map(({ code }) => code);
}

test.each([
  ["lon", ["LON", "LHR"]],
  ["London", ["LON", "LHR"]],
  ["muni", ["MUC"]],
  ["nyc", ["NYC", "JFK"]],
  ["new york", ["NYC", "JFK"]],
  ["new york jfk", ["JFK"]],
  ["lhr", ["LHR"]],
  ["EGLL", ["LHR"]],
  ["heathrow", ["LHR"]],
  ["Köln", ["CGN"]],
  ["koeln", ["CGN"]],
  ["muenchen", ["MUC"]],
  ["sao paulo", ["SAO", "GRU"]],
  ["São Paulo–Guarulhos", ["GRU"]],
  ["kathmandu nepal", ["KTM"]],
])("%s means %j", async (query, expected) => {
  expect((await codes(query)).slice(0, expected.length)).toEqual(expected);
});

test.each(["zurich", "Zürich", "zuerich", "ZURICH", "zürih", "zurcih", "zurigo"])("%s is Zurich in any spelling", async (query) => {
  expect((await codes(query))[0]).toBe("ZRH");
});

test.each([
  ["heatrow", "LHR"],
  ["londno", "LON"],
  ["reykjavk", "REK"],
  ["fankfurt", "FRA"],
  ["los angelse", "LAX"],
])("a slip of the finger is forgiven: %s", async (query, expected) => {
  expect((await codes(query))[0]).toBe(expected);
});

test("what is near nothing finds nothing, and no pattern of SQL or of a regular expression means anything", async () => {
  for (const query of ["qxzvw", "%", "___", ".*", "'; --", "..", "🙂"]) expect(await codes(query)).toEqual([]);
});

test("a name that changes is found by its new spelling in the next search", async () => {
  expect((await codes("Skyholdville"))[0]).toBeUndefined();
  await core.app.db.prisma.airport.update({ where: { iata: "ZRH" }, data: { city: "Skyholdville" } });
  expect((await codes("Skyholdville"))[0]).toBe("ZRH");
});

test("an airport tells where it is and what is near, a metropolitan code its airports, an unknown code nothing", async () => {
  const gatwick = await getAirport(core.app, GetAirportInput.parse({ code: "LGW" }));
  const london = await getAirport(core.app, GetAirportInput.parse({ code: "LON", nearbyKm: 500 }));

  expect(gatwick).toMatchObject({ kind: "airport", city: expect.any(String), country: { code: "GB" }, timeZone: "Europe/London" });
  expect(gatwick.nearby.slice(0, 3).map(({ airport, distanceKm }) => [airport.code, distanceKm])).toEqual([
    ["LHR", 41],
    ["LCY", 42],
    ["SEN", 76],
  ]);
  expect(london.airports[0]).toBe("LHR");
  expect(london.nearby.some(({ airport }) => london.airports.includes(airport.code))).toBe(false);
  await expect(getAirport(core.app, GetAirportInput.parse({ code: "QQQ" }))).rejects.toMatchObject({ code: "NOT_FOUND" });
});
