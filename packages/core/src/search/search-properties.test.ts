import fc from "fast-check";
import { expect, test } from "vitest";

import { bruteForce } from "../testing/brute-force.ts";
import type { Network } from "../testing/brute-force.ts";
import { makeAirports, makeNetworkFlights, search, startTestCore } from "../testing/index.ts";
import { SearchFlightsInput } from "./search-input.ts";

/** A quarter past the hour's neighbours, half and three-quarter hours, both sides of the date line, and clocks that change. */
const airports = [
  { iata: "AAA", country: "AA", timeZone: "Europe/London", metroCode: "MMM" },
  { iata: "AAB", country: "AA", timeZone: "Europe/London", metroCode: "MMM" },
  { iata: "BBB", country: "US", timeZone: "Asia/Kathmandu" },
  { iata: "CCC", country: "CC", timeZone: "Pacific/Auckland" },
  { iata: "DDD", country: "CC", timeZone: "Pacific/Honolulu" },
  { iata: "EEE", country: "US", timeZone: "America/New_York" },
];
const codes = airports.map(({ iata }) => iata);
/** Clocks go forward in London on 28 March 2027, and two weeks earlier in New York. */
const start = Temporal.Instant.from("2027-03-27T00:00Z");

const cabin = fc.record({
  fare: fc.integer({ min: 3000, max: 90_000 }),
  capacity: fc.constant(12),
  taken: fc.constantFrom(0, 0, 5, 8, 9, 11, 12),
});
const flight = fc.record({
  origin: fc.constantFrom(...codes),
  destination: fc.constantFrom(...codes),
  departs: fc.integer({ min: 0, max: 60 * 12 }).map((steps) => start.add({ minutes: steps * 5 })),
  minutes: fc.oneof(fc.integer({ min: 40, max: 400 }), fc.integer({ min: 40, max: 1600 })),
  airline: fc.constantFrom("XA", "XB"),
  currency: fc.constantFrom("EUR", "EUR", "EUR", "USD"),
  status: fc.constantFrom("scheduled" as const, "scheduled" as const, "delayed" as const, "cancelled" as const),
  cabins: fc.record({ economy: cabin, business: cabin }, { requiredKeys: ["economy"] }),
});
const network = fc.array(
  flight.filter(({ origin, destination }) => origin !== destination),
  { minLength: 90, maxLength: 150 },
);
const time = fc.constantFrom("00:00", "06:30", "11:45", "18:15", "23:59");
const window = fc.tuple(time, time).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a }));
const goesNowhere = (...ends: readonly string[]) => ends.includes("MMM") && ends.every((end) => ["MMM", "AAA", "AAB"].includes(end));
/** Each filter by itself often, all of them together seldom: together they leave nothing. */
const seldom = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 14, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const query = fc
  .record({
    origin: fc.constantFrom(...codes, "MMM"),
    destination: fc.constantFrom(...codes, "MMM"),
    departureDate: fc.constantFrom("2027-03-27", "2027-03-28", "2027-03-28", "2027-03-29"),
    sort: fc.constantFrom("price" as const, "duration" as const, "departure" as const, "best" as const),
    maxStops: fc.constantFrom(0, 1, 2),
    limit: fc.integer({ min: 3, max: 100 }),
    passengers: fc.record({
      adults: fc.integer({ min: 1, max: 3 }),
      children: fc.integer({ min: 0, max: 2 }),
      infants: fc.constantFrom(0, 1),
    }),
    cabin: seldom(fc.constantFrom("economy" as const, "business" as const)),
    airlines: seldom(fc.constant(["XA"])),
    brands: seldom(fc.constant(["FLEX"])),
    departure: seldom(window),
    arrival: seldom(window),
    maxDurationMinutes: seldom(fc.integer({ min: 300, max: 3000 })),
    price: seldom(
      fc.record({ currency: fc.constantFrom("EUR", "USD"), min: fc.constant(20_000), max: fc.integer({ min: 30_000, max: 400_000 }) }),
    ),
  })
  .filter(({ origin, destination }) => origin !== destination && !goesNowhere(origin, destination))
  .map((input) => SearchFlightsInput.parse(input));

async function searchAllPages(core: Awaited<ReturnType<typeof startTestCore>>, input: SearchFlightsInput) {
  const found: { ids: readonly string[]; cabin: string; brand: string; amount: number }[] = [];
  const counts = new Set<number>();
  let cursor: string | undefined;
  do {
    const page = await search(core.app, { ...input, cursor });
    counts.add(page.count);
    for (const { segments, total } of page.offers)
      found.push({
        ids: segments.map((segment) => segment.flight.id),
        cabin: segments[0]?.cabin ?? "",
        brand: segments[0]?.brand.code ?? "",
        amount: total.amount,
      });
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return { found, counts };
}

test("every search over random networks finds what trying every way finds: the same offers in the same order, page by page", async () => {
  let offers = 0;
  await fc.assert(
    fc.asyncProperty(network, fc.array(query, { minLength: 12, maxLength: 12 }), async (flights, queries) => {
      await using core = await startTestCore();
      const until = Math.floor(start.add({ hours: 8 }).epochMilliseconds / 1000 - Date.now() / 1000);
      await core.database.advanceClock(until);
      await makeAirports(core.app.db, airports);
      const ids = await makeNetworkFlights(core.app.db, airports, flights);
      const { now, reference } = await core.app.reference.read();
      const known: Network = {
        airports,
        flights: flights.map((made, index) => ({ ...made, id: ids[index] ?? "" })),
        charges: reference.charges,
        now: Temporal.Instant.fromEpochMilliseconds(now.getTime()),
      };
      for (const input of queries) {
        const expected = bruteForce(known, input);
        const { found, counts } = await searchAllPages(core, input).catch(noWhere);
        offers += expected.length;
        expect(found).toEqual(expected.map(({ order: _order, ...offer }) => offer));
        expect([...counts]).toEqual([expected.length]);
      }
    }),
    { numRuns: 5 },
  );
  expect(offers).toBeGreaterThan(30);
}, 180_000);

/** The day may be over already on the other side of the date line. */
function noWhere(error: unknown): { found: never[]; counts: Set<number> } {
  expect(error).toMatchObject({ code: "INVALID_INPUT", details: { fields: [{ path: "departureDate" }] } });
  return { found: [], counts: new Set([0]) };
}
