import { expect, test } from "vitest";
import { airlines } from "./airlines.ts";
import { aircraftTypes } from "./aircraft.ts";
import { airports } from "./airports.ts";
import { metropolitanAreas } from "./metropolitan-areas.ts";
import { hubs } from "./network.ts";

const byIata = new Map(airports.map((airport) => [airport.iata, airport]));

test("there are 3,842 airports, each code once, each in a zone that this machine knows", () => {
  expect(airports).toHaveLength(3842);
  expect(byIata.size).toBe(3842);
  const zones = new Set(airports.map((airport) => airport.timeZone));
  for (const zone of zones) expect(() => Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)).not.toThrow();
});

test("an ICAO code has four letters and belongs to one airport", () => {
  const codes = airports.flatMap((airport) => airport.icao ?? []);
  expect(codes.every((code) => /^[A-Z]{4}$/.test(code))).toBe(true);
  expect(new Set(codes).size).toBe(codes.length);
});

test.each(Object.entries(metropolitanAreas))("%s names airports of one country that the data has", (_, members) => {
  expect(members.length).toBeGreaterThan(1);
  expect(new Set(members.map((iata) => byIata.get(iata)?.country)).size).toBe(1);
  expect(members.every((iata) => byIata.has(iata))).toBe(true);
});

test.each(hubs)("the hub $airport has an airline, and destinations that the data has", ({ airline, airport, daily, regular }) => {
  expect(airlines.map(({ iata }) => iata)).toContain(airline);
  const destinations = `${airport} ${daily} ${regular}`.split(" ");
  expect(destinations.filter((iata) => byIata.get(iata)?.type !== "large_airport")).toEqual([]);
});

test("the airlines have different codes, and fleets that exist", () => {
  expect(new Set(airlines.flatMap(({ iata, icao, accountingCode }) => [iata, icao, accountingCode])).size).toBe(airlines.length * 3);
  const types = new Set(aircraftTypes.map((type) => type.iata));
  const fleets = airlines.flatMap(({ fleet }) => [...fleet.regional, ...fleet.narrowBody, ...fleet.wideBody]);
  expect(fleets.filter((iata) => !types.has(iata))).toEqual([]);
});
