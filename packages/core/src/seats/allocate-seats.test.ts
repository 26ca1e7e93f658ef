import { expect, test } from "vitest";

import { allocateSeats } from "./allocate-seats.ts";
import { onlyFree, samples, seatsOf } from "./cabin-plan-samples.ts";

const solo = { adults: 1, children: 0, infants: 0 };
const couple = { adults: 2, children: 0, infants: 0 };
const family = { adults: 2, children: 2, infants: 0 };
const a320 = seatsOf(samples.a320);

test("one alone sits at a window in front, a couple too, and three fill a side", () => {
  expect(allocateSeats({ seats: a320, party: solo, cabin: "economy" })).toEqual(["7A"]);
  expect(allocateSeats({ seats: a320, party: couple, cabin: "economy" })).toEqual(["7A", "7B"]);
  expect(allocateSeats({ seats: a320, party: { ...couple, adults: 3 }, cabin: "economy" })).toEqual(["7A", "7B", "7C"]);
});

test("a family of four on an A320 sits in one row over the aisle, each child beside an adult", () => {
  expect(allocateSeats({ seats: a320, party: family, cabin: "economy" })).toEqual(["7B", "7D", "7A", "7C"]);
});

test("four on an E190 take a whole row, two a side; the first row, with its legroom, is kept", () => {
  const e190 = seatsOf(samples.e190);

  expect(allocateSeats({ seats: e190, party: { ...couple, adults: 4 }, cabin: "economy" })).toEqual(["2A", "2C", "2D", "2F"]);
  expect(allocateSeats({ seats: e190, party: couple, cabin: "economy" })).toEqual(["2A", "2C"]);
});

test("where no row has room, the party sits in the same columns of two rows", () => {
  const seats = onlyFree(samples.a320, "9A 9B 9E 9F 10A 10B 20D 20F");

  expect(allocateSeats({ seats, party: { ...couple, adults: 4 }, cabin: "economy" })).toEqual(["9A", "9B", "10A", "10B"]);
});

test("nine on an A320 fill a row and half of the next", () => {
  expect(allocateSeats({ seats: a320, party: { ...couple, adults: 9 }, cabin: "economy" })).toEqual([
    "7A",
    "7B",
    "7C",
    "7D",
    "7E",
    "7F",
    "8A",
    "8B",
    "8C",
  ]);
});

test("one adult with five children sits amid them, over two rows, rather than in one row with two out of reach", () => {
  const seats = onlyFree(samples.a320, "9A 9B 9C 10A 10B 10C 12A 12B 12C 12D 12E 12F");

  expect(allocateSeats({ seats, party: { adults: 1, children: 5, infants: 0 }, cabin: "economy" })?.[0]).toBe("9B");
});

test("a child sits beside its adult far back rather than apart in front", () => {
  const seats = onlyFree(samples.a320, "7A 7F 8D 28E 28F");

  expect(allocateSeats({ seats, party: { adults: 1, children: 1, infants: 0 }, cabin: "economy" })).toEqual(["28E", "28F"]);
});

test("exit rows are given last, and never to a child or an adult with an infant", () => {
  const seats = onlyFree(samples.a320, "14A 14B 14C 20D 20F");

  expect(allocateSeats({ seats, party: solo, cabin: "economy" })).toEqual(["20F"]);
  expect(allocateSeats({ seats, party: { ...couple, adults: 3 }, cabin: "economy" })).toEqual(["14A", "14B", "14C"]);
  expect(allocateSeats({ seats, party: { adults: 2, children: 0, infants: 1 }, cabin: "economy" })?.[0]).toMatch(/^20/u);
  expect(allocateSeats({ seats, party: { adults: 1, children: 2, infants: 0 }, cabin: "economy" })?.slice(1)).toEqual(["20D", "20F"]);
  expect(allocateSeats({ seats, party: { adults: 1, children: 3, infants: 0 }, cabin: "economy" })).toBeNull();
});

test("a seat at the wall with a bassinet is for the adult with the infant, in the same row as the others", () => {
  const seats = seatsOf(samples.b787);

  expect(allocateSeats({ seats, party: { adults: 2, children: 1, infants: 1 }, cabin: "economy" })).toEqual(["18D", "18E", "18F"]);
  expect(allocateSeats({ seats, party: { adults: 3, children: 0, infants: 0 }, cabin: "economy" })).toEqual(["19A", "19B", "19C"]);
});

test("a couple leaves nobody alone where it can: the last row of a 787 has pairs", () => {
  expect(allocateSeats({ seats: seatsOf(samples.b787), party: couple, cabin: "economy" })).toEqual(["41A", "41C"]);
});

test("in business 1-2-1 a couple takes the pair in the middle, one alone a window", () => {
  const seats = seatsOf(samples.b787);

  expect(allocateSeats({ seats, party: couple, cabin: "business" })).toEqual(["1D", "1G"]);
  expect(allocateSeats({ seats, party: solo, cabin: "business" })).toEqual(["1A"]);
});

test("four in the centre of an A380 are one block; its staggered business has no block wider than two", () => {
  const seats = seatsOf(samples.a380);

  expect(allocateSeats({ seats, party: family, cabin: "economy" })).toEqual(["44D", "44F", "44E", "44G"]);
  expect(allocateSeats({ seats, party: couple, cabin: "business" })).toEqual(["6E", "6F"]);
});

test("a party is not spread over two decks while one deck has room", () => {
  const seats = onlyFree(samples.jumboBusiness, "11A 11C 81A 81C 83A 83C");

  expect(allocateSeats({ seats, party: { ...couple, adults: 4 }, cabin: "business" })).toEqual(["81A", "81C", "83A", "83C"]);
});

test("the seats that the caller names as taken are not given", () => {
  expect(allocateSeats({ seats: a320, party: couple, cabin: "economy", taken: ["7A", "8F"] })).not.toContain("7A");
  expect(allocateSeats({ seats: a320, party: solo, cabin: "first" })).toBeNull();
});

test("many callers at once are spread: ten variants for a family share no seat", () => {
  const variants = Array.from({ length: 10 }, (_, variant) => allocateSeats({ seats: a320, party: family, cabin: "economy", variant }));

  expect(new Set(variants.flat()).size).toBe(40);
});
