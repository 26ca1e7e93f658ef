import fc from "fast-check";
import { expect, test } from "vitest";

import type { Need } from "./allocate-seats-cost.ts";
import { shapeOf, shapesInOneRow, shapesOverRows } from "./allocate-seats-search.ts";
import { planCabin } from "./cabin-plan.ts";
import { anyCabin, combinations, onlyFree, samples } from "./cabin-plan-samples.ts";

function adults(seats: number): Need {
  return { seats, infants: 0, exits: seats, wheelchairs: 0 };
}

test("up to three find the best of all choices that there are", () => {
  fc.assert(
    fc.property(anyCabin, fc.integer({ min: 1, max: 3 }), (seats, size) => {
      const plan = planCabin({ seats, cabin: "economy" });
      const free = plan.flat().filter((place) => place.free);
      if (free.length < size || free.length > 14) return;
      const found = shapesOverRows(plan, adults(size)).map((shape) => shape.cost);
      const all = combinations(free, size).map((places) => shapeOf(plan, adults(size), new Set(places)).cost);
      expect(Math.min(...found)).toBe(Math.min(...all));
    }),
    { numRuns: 500 },
  );
});

test("in one row, neighbours cost less than an aisle between, and that less than a stranger between", () => {
  const plan = planCabin({ seats: onlyFree(samples.a320, "8A 8B 9C 9D 10A 10C"), cabin: "economy" });
  const shapes = shapesInOneRow(plan, adults(2)).toSorted((a, b) => a.cost - b.cost);

  expect(shapes.map(({ places }) => places.map((place) => place.seat.seat).join(" "))).toEqual(["8A 8B", "9C 9D", "10A 10C"]);
});

test("the party goes on in the next row, right behind, rather than further away", () => {
  const plan = planCabin({ seats: onlyFree(samples.a320, "8A 8B 9A 9B 9E 9F 11A 11B"), cabin: "economy" });
  const [best] = shapesOverRows(plan, adults(4)).toSorted((a, b) => a.cost - b.cost);

  expect(best?.places.map((place) => place.seat.seat)).toEqual(["8A", "8B", "9A", "9B"]);
});
