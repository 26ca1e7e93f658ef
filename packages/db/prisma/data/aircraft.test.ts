import { expect, test } from "vitest";
import { compileSeatMap, countSeatsByCabin } from "../../src/seat-notation.ts";
import { aircraftTypes } from "./aircraft.ts";

test.each(aircraftTypes)("the $name has its published number of seats in each cabin", ({ layout, seats }) => {
  expect(Object.fromEntries(countSeatsByCabin(compileSeatMap(layout)))).toEqual(seats);
});

test.each(aircraftTypes)("the $name has exits and a bulkhead", ({ layout }) => {
  const compiled = compileSeatMap(layout);
  expect(compiled.some((seat) => seat.exitRow)).toBe(true);
  expect(compiled.some((seat) => seat.bulkhead)).toBe(true);
});

test("no two types share a code", () => {
  expect(new Set(aircraftTypes.map((type) => type.iata)).size).toBe(aircraftTypes.length);
  expect(new Set(aircraftTypes.map((type) => type.icao)).size).toBe(aircraftTypes.length);
});

test("some aircraft have two decks and all four cabins", () => {
  const maps = aircraftTypes.map((type) => compileSeatMap(type.layout));
  expect(maps.some((seats) => seats.some((seat) => seat.deck === 2))).toBe(true);
  expect(maps.some((seats) => countSeatsByCabin(seats).size === 4)).toBe(true);
});
