import { expect, test } from "vitest";

import { CHILD_COST, COST, countBits, infantCost, linkCost, NEARLY, toBlock } from "./allocate-seats-cost.ts";
import { planCabin } from "./cabin-plan.ts";
import { samples, seatsOf } from "./cabin-plan-samples.ts";

const plan = planCabin({ seats: seatsOf(samples.b787), cabin: "economy" });

function block(...seats: string[]) {
  const row = plan.find((each) => each.some((place) => place.seat.seat === seats[0])) ?? [];
  return toBlock(
    row,
    row.filter((place) => seats.includes(place.seat.seat)),
    { seats: 9, infants: 0, exits: 9, wheelchairs: 0 },
  );
}

test("no number of smaller flaws outweighs one greater, for nine people in the longest cabin", () => {
  const front = 9 * 200 * COST.behind;

  expect(COST.noWindow).toBeGreaterThan(front);
  expect(COST.orphan).toBeGreaterThan(COST.middle + front);
  expect(COST.extraLegroom).toBeGreaterThan(18 * COST.orphan + COST.middle + front);
  expect(COST.bassinetOnlyNear).toBeGreaterThan(9 * (COST.exitRow + COST.extraLegroom));
  // Each of four rows counts the four infants, and so does the final seating.
  expect(COST.misaligned).toBeGreaterThan(5 * 4 * COST.noBassinet);
  expect(COST.separated).toBeGreaterThan(NEARLY);
  expect(CHILD_COST.apart).toBeGreaterThan(8 * CHILD_COST.beforeOrBehind);
  expect(CHILD_COST.beforeOrBehind).toBeGreaterThan(8 * CHILD_COST.acrossAisle);
});

test("right behind costs less than a column to the side, that less than out of reach", () => {
  const front = block("20A", "20B");

  expect(linkCost(front, block("21A", "21B"))).toBeLessThan(linkCost(front, block("21B", "21C")));
  expect(linkCost(front, block("21B", "21C"))).toBeLessThan(linkCost(front, block("21E", "21F")));
  expect(linkCost(front, block("21A", "21B"))).toBeLessThan(linkCost(front, block("22A", "22B")));
});

test("a bassinet serves one infant, the wall beside it half", () => {
  expect(infantCost(2, { bassinets: 2, bulkheads: 0 })).toBe(0);
  expect(infantCost(2, { bassinets: 1, bulkheads: 3 })).toBe(COST.bassinetOnlyNear);
  expect(infantCost(1, { bassinets: 0, bulkheads: 0 })).toBe(COST.noBassinet);
});

test("bits are counted", () => {
  expect([0, 1, 0b1011, 1 << 14].map(countBits)).toEqual([0, 1, 3, 1]);
});
