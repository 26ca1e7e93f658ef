import { expect, test } from "vitest";

import { CHILD_COST } from "./allocate-seats-cost.ts";
import { seatParty } from "./allocate-seats-party.ts";
import { planCabin } from "./cabin-plan.ts";
import type { PlannedSeat } from "./cabin-plan.ts";
import { onlyFree, samples } from "./cabin-plan-samples.ts";
import type { SampleRows } from "./cabin-plan-samples.ts";

function places(cabin: readonly SampleRows[], free: string) {
  const seats: PlannedSeat[] = onlyFree(cabin, free);
  return planCabin({ seats, cabin: "economy" })
    .flat()
    .filter((place) => place.free);
}

test.each([
  { free: "9A 9B 9C", adults: 1, seats: "9B 9A 9C", children: 0 },
  { free: "9A 9B 9C 9D 9E 9F", adults: 2, seats: "9B 9E 9A 9C 9D 9F", children: 0 },
  { free: "9C 9D", adults: 1, seats: "9C 9D", children: CHILD_COST.acrossAisle },
  { free: "9A 10B", adults: 1, seats: "9A 10B", children: CHILD_COST.beforeOrBehind },
  { free: "9A 9F", adults: 1, seats: "9A 9F", children: CHILD_COST.apart },
  { free: "9A 14A", adults: 1, seats: "14A 9A", children: CHILD_COST.apart },
])("of the seats $free, $adults adults and the children get $seats", ({ free, adults, seats, children }) => {
  const chosen = places(samples.a320, free);
  const seating = seatParty(chosen, { adults, children: chosen.length - adults, infants: 0 });

  expect(seating?.places.map((place) => place.seat.seat).join(" ")).toBe(seats);
  expect(seating?.children).toBe(children);
});

test("two children and one adult cannot share seats of which two are in an exit row", () => {
  expect(seatParty(places(samples.a320, "9A 14A 14B"), { adults: 1, children: 2, infants: 0 })).toBeNull();
});

test("a child may sit beside a child who sits beside an adult", () => {
  const seating = seatParty(places(samples.a380, "44D 44E 44F 44G"), { adults: 1, children: 3, infants: 0 });

  expect(seating?.children).toBe(CHILD_COST.besideChild);
});

test("the adults with infants are named first, on the seats with a bassinet, and outside of exit rows", () => {
  const atWall = seatParty(places(samples.b787, "18C 18D 18H"), { adults: 3, children: 0, infants: 1 });
  const atExit = seatParty(places(samples.a320, "15A 16A"), { adults: 2, children: 0, infants: 1 });

  expect(atWall?.places.map((place) => place.seat.seat)).toEqual(["18D", "18C", "18H"]);
  expect(atExit?.places.map((place) => place.seat.seat)).toEqual(["16A", "15A"]);
});
