import { expect, test } from "vitest";

import { countOrphans, isAcrossAisle, isBeforeOrBehind, isBeside, planCabin } from "./cabin-plan.ts";
import type { Place } from "./cabin-plan.ts";
import { onlyFree, samples, seatsOf } from "./cabin-plan-samples.ts";
import type { SampleRows } from "./cabin-plan-samples.ts";

function finder(cabin: readonly SampleRows[], name: "economy" | "business" = "economy"): (seat: string) => Place {
  const places = planCabin({ seats: seatsOf(cabin), cabin: name }).flat();
  return (seat) => {
    const place = places.find((each) => each.seat.seat === seat);
    if (!place) throw new Error(`No seat ${seat}`);
    return place;
  };
}

test("neighbours touch, an aisle parts, a seat between parts more", () => {
  const at = finder(samples.a320);

  expect(isBeside(at("10A"), at("10B"))).toBe(true);
  expect(isBeside(at("10C"), at("10D"))).toBe(false);
  expect(isAcrossAisle(at("10D"), at("10C"))).toBe(true);
  expect(isBeside(at("10A"), at("10C"))).toBe(false);
  expect(isBeside(at("10A"), at("11A"))).toBe(false);
});

test("letters that an aircraft leaves out are no gap", () => {
  const at = finder(samples.e190);

  expect(isBeside(at("5A"), at("5C"))).toBe(true);
  expect(isBeforeOrBehind(at("5A"), at("6C"))).toBe(true);
});

test("before and behind is the next row, one column to the side, not over the aisle", () => {
  const at = finder(samples.a320);

  expect(isBeforeOrBehind(at("10B"), at("11A"))).toBe(true);
  expect(isBeforeOrBehind(at("10A"), at("11C"))).toBe(false);
  expect(isBeforeOrBehind(at("10C"), at("11D"))).toBe(false);
  expect(isBeforeOrBehind(at("10B"), at("12B"))).toBe(false);
});

test("a row that the count leaves out is no gap, and the decks are far from each other", () => {
  const twelveThenFourteen = finder([
    { rows: [11, 12], columns: "AC-DF" },
    { rows: [14, 15], columns: "AC-DF" },
  ]);
  const jumbo = finder(samples.jumboBusiness, "business");

  expect(isBeforeOrBehind(twelveThenFourteen("12A"), twelveThenFourteen("14A"))).toBe(true);
  expect(isBeforeOrBehind(jumbo("11A"), jumbo("81A"))).toBe(false);
});

test("only free seats that were not named as taken are free", () => {
  const plan = planCabin({ seats: onlyFree(samples.a320, "7A 7B 2A"), cabin: "economy", taken: ["7B"] });

  expect(
    plan
      .flat()
      .filter((place) => place.free)
      .map((place) => place.seat.seat),
  ).toEqual(["7A"]);
});

test.each([
  ["7A 7B 7C", "7A 7B", 1],
  ["7A 7B 7C", "7B", 2],
  ["7A 7B 7C", "7A", 0],
  ["7A 7B", "7A 7B", 0],
  ["7C 7D", "7C", 0],
  ["7A 7C", "7A", 0],
])("of the free seats %s, taking %s leaves %i alone", (free, taken, orphans) => {
  const [row = []] = planCabin({ seats: onlyFree(samples.a320, free), cabin: "economy" });

  expect(
    countOrphans(
      row,
      row.filter((place) => taken.split(" ").includes(place.seat.seat)),
    ),
  ).toBe(orphans);
});
