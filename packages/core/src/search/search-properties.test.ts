import fc from "fast-check";
import { expect, test } from "vitest";

import { bruteForce, bruteForceJourney } from "../testing/brute-force.ts";
import type { Network } from "../testing/brute-force.ts";
import { makeAirports, makeNetworkFlights, search, startTestCore } from "../testing/index.ts";
import type { NetworkFlight, TestCore } from "../testing/index.ts";
import { priceCalendar, PriceCalendarInput } from "./price-calendar.ts";
import type { SearchFlightsOutput } from "./search-flights.ts";
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
const days = ["2027-03-27", "2027-03-28", "2027-03-29"] as const;
const day = fc.constantFrom(...days, "2027-03-28");
const query = fc
  .record({
    origin: fc.constantFrom(...codes, "MMM"),
    destination: fc.constantFrom(...codes, "MMM"),
    departureDate: day,
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

/** The same, or with a way back, or with one leg more. */
const journey = fc
  .tuple(query, fc.constantFrom("one way", "one way", "back", "on"), day, fc.constantFrom(...codes))
  .map(([input, kind, drawn, next]): SearchFlightsInput => {
    const departureDate = drawn < input.departureDate ? input.departureDate : drawn;
    const { destination: origin } = input;
    if (kind === "back") return { ...input, returnDate: departureDate };
    if (kind === "one way" || next === origin || goesNowhere(origin, next)) return input;
    return { ...input, furtherLegs: [{ origin, destination: next, departureDate }] };
  });

interface Found {
  readonly ids: readonly string[];
  readonly cabin: string;
  readonly brand: string;
  readonly amount: number;
}

/** Every offer of each leg, page by page. */
async function searchAllPages(core: TestCore, input: SearchFlightsInput): Promise<{ offers: Found[]; counts: number[] }[]> {
  const { onward, ...first } = await search(core.app, input);
  return Promise.all([first, ...onward].map((page) => turnPages(core, input, page)));
}

async function turnPages(core: TestCore, input: SearchFlightsInput, first: Omit<SearchFlightsOutput, "onward">) {
  const pages = [first];
  for (let { nextCursor } = first; nextCursor !== null;) {
    const page = await search(core.app, { ...input, cursor: nextCursor });
    pages.push(page);
    nextCursor = page.nextCursor;
  }
  const offers = pages.flatMap((page) => page.offers).map(toFound);
  return { offers, counts: [...new Set(pages.map(({ count }) => count))] };
}

function toFound({ segments, total }: SearchFlightsOutput["offers"][number]): Found {
  const ids = segments.map((segment) => segment.flight.id);
  return { ids, cabin: segments[0]?.cabin ?? "", brand: segments[0]?.brand.code ?? "", amount: total.amount };
}

const [, middle] = days;

/** What a calendar looks for: a search without its times, prices and second change. */
function calendarAsked(input: SearchFlightsInput) {
  const { origin, destination, passengers, airlines, brands } = input;
  return { origin, destination, passengers, airlines, brands, cabin: input.cabin, maxStops: Math.min(1, input.maxStops) };
}

/** What a calendar says of the fifteen days on either side: how many offers, and the least that one costs. */
async function calendarOf(core: TestCore, input: SearchFlightsInput) {
  const calendar = await priceCalendar(core.app, PriceCalendarInput.parse({ ...calendarAsked(input), departureDate: middle }));
  return calendar.days.map(({ date, cheapest, offers }) => [date, offers, cheapest?.amount ?? null]);
}

function expectedCalendar(known: Network, input: SearchFlightsInput) {
  return Array.from({ length: 31 }, (_, index) => {
    const departureDate = Temporal.PlainDate.from(middle)
      .add({ days: index - 15 })
      .toString();
    const offers = bruteForce(known, SearchFlightsInput.parse({ ...calendarAsked(input), departureDate }));
    return [departureDate, offers.length, offers[0]?.amount ?? null];
  });
}

/** A random network as the database has it, soon after eight in the morning of its first day in London: no flight's sale ends in the next minutes. */
async function build(core: TestCore, flights: readonly NetworkFlight[]): Promise<Network> {
  await core.database.advanceClock(Math.floor(start.add({ hours: 8, minutes: 1 }).epochMilliseconds / 1000 - Date.now() / 1000));
  await makeAirports(core.app.db, airports);
  const ids = await makeNetworkFlights(core.app.db, airports, flights);
  const { now, reference } = await core.app.reference.read();
  return {
    airports,
    charges: reference.charges,
    flights: flights.map((made, index) => ({ ...made, id: ids[index] ?? "" })),
    now: Temporal.Instant.fromEpochMilliseconds(now.getTime()),
  };
}

test("every search over random networks finds what trying every way finds: of each leg the same offers in the same order, page by page, and of each day the cheapest", async () => {
  const seen = { first: 0, onward: 0, days: 0 };
  await fc.assert(
    fc.asyncProperty(network, fc.array(journey, { minLength: 16, maxLength: 16 }), async (flights, journeys) => {
      await using core = await startTestCore();
      const known = await build(core, flights);
      for (const input of journeys) {
        const expected = bruteForceJourney(known, input);
        const found = await searchAllPages(core, input);
        expect(found.map(({ offers }) => offers)).toEqual(
          expected.map((leg) => leg.map(({ departs: _departs, arrives: _arrives, order: _order, ...offer }) => offer)),
        );
        expect(found.map(({ counts }) => counts)).toEqual(expected.map((leg) => [leg.length]));
        const calendar = await calendarOf(core, input);
        expect(calendar).toEqual(expectedCalendar(known, input));
        const [first = [], ...onward] = expected;
        seen.first += first.length;
        seen.onward += onward.flat().length;
        seen.days += calendar.filter(([, , cheapest]) => cheapest !== null).length;
      }
    }),
    { numRuns: 5 },
  );
  for (const found of Object.values(seen)) expect(found).toBeGreaterThan(0);
}, 180_000);
