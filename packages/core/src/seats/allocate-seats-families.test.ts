import { expect, test } from "vitest";

import { shapesAroundAdults } from "./allocate-seats-families.ts";
import { seatParty } from "./allocate-seats-party.ts";
import { planCabin } from "./cabin-plan.ts";
import { onlyFree, samples } from "./cabin-plan-samples.ts";

test("in a cabin all but sold out each of two adults takes a child far from the other", () => {
  const seats = onlyFree(samples.a320, "8A 9F 10A 10B 20D 20E 28A 28F");
  const party = { adults: 2, children: 2, infants: 0 };
  const shapes = shapesAroundAdults(planCabin({ seats, cabin: "economy" }), { seats: 4, infants: 0, exits: 2, wheelchairs: 0 }, party);
  const together = shapes.find(({ places }) => seatParty(places, party)?.children === 0);

  expect(together?.places.map((place) => place.seat.seat)).toEqual(["10A", "10B", "20D", "20E"]);
});
