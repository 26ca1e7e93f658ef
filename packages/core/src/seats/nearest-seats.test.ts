import fc from "fast-check";
import { expect, test } from "vitest";

import { isBeside, planCabin } from "./cabin-plan.ts";
import { anyCabin, onlyFree, samples, seatsOf } from "./cabin-plan-samples.ts";
import { nearestSeats } from "./nearest-seats.ts";

function without(...taken: string[]) {
  return seatsOf(samples.a320, (seat) => taken.includes(seat));
}

test("a seat that is gone is replaced by the same kind in the nearest row", () => {
  expect(nearestSeats({ seats: without("20A", "20F", "19A", "19F"), wanted: ["20A"] })).toEqual(["21A"]);
  expect(nearestSeats({ seats: without("20C"), wanted: ["20C"] })).toEqual(["20D"]);
});

test("seats next to each other stay so, with what is still free of them", () => {
  expect(nearestSeats({ seats: without("20A"), wanted: ["20A", "20B"] })).toEqual(["20C", "20B"]);
  expect(nearestSeats({ seats: without("20B"), wanted: ["20A", "20B"] })).toEqual(["20F", "20E"]);
  expect(nearestSeats({ seats: without("20B", "20E"), wanted: ["20B", "20A"] })).toEqual(["19B", "19A"]);
});

test("on the other side of the aisle each finds the kind of seat that was wanted", () => {
  expect(nearestSeats({ seats: onlyFree(samples.a320, "20D 20E 20F"), wanted: ["20A", "20B", "20C"] })).toEqual(["20F", "20E", "20D"]);
});

test("seats that did not touch are replaced one by one, and those still free are kept", () => {
  expect(nearestSeats({ seats: without("20F"), wanted: ["20A", "20F"] })).toEqual(["20A", "19F"]);
});

test("an exit row is given only for an exit row, and only to those who may sit there", () => {
  const seats = without("13A", "13F", "16A", "16F", "14A", "14F");
  const child = { adults: 1, children: 1, infants: 0 };

  expect(nearestSeats({ seats, wanted: ["13A"] })).toEqual(["12A"]);
  expect(nearestSeats({ seats, wanted: ["14A"] })).toEqual(["15A"]);
  expect(nearestSeats({ seats, wanted: ["14A"], party: { adults: 1, children: 0, infants: 1 } })).toEqual(["12A"]);
  expect(nearestSeats({ seats: without("14A", "14B"), wanted: ["14A", "14B"], party: child })?.[1]).toMatch(/^(12|13|16)/u);
  expect(nearestSeats({ seats: onlyFree(samples.a320, "14A 15A 2A"), wanted: ["20A"] })).toBeNull();
});

test("where no seats touch any more, each is as near as can be", () => {
  expect(nearestSeats({ seats: onlyFree(samples.a320, "19A 21B 28C"), wanted: ["20A", "20B"] })).toEqual(["19A", "21B"]);
});

test("more seats than were named are found next to those", () => {
  expect(nearestSeats({ seats: without("20A"), wanted: ["20A"], count: 3 })).toEqual(["20D", "20E", "20F"]);
  expect(nearestSeats({ seats: without("20A"), wanted: ["20A", "20B"], count: 1 })).toEqual(["20F"]);
});

test("seats that the aircraft does not have have no equivalent", () => {
  expect(nearestSeats({ seats: without(), wanted: ["99A"] })).toBeNull();
  expect(nearestSeats({ seats: without(), wanted: ["99A", "20A"] })).toHaveLength(2);
});

const question = anyCabin.chain((seats) =>
  fc.record({ seats: fc.constant(seats), wanted: fc.shuffledSubarray(seats, { minLength: 1, maxLength: Math.min(9, seats.length) }) }),
);

test("the answer is as many different free seats, no exit row unasked, and there is one exactly when there is room", () => {
  fc.assert(
    fc.property(question, ({ seats, wanted }) => {
      const answer = nearestSeats({ seats, wanted: wanted.map((seat) => seat.seat) });
      const free = seats.filter((seat) => seat.state === "free");
      const exits = wanted.filter((seat) => seat.exitRow).length;
      const outsideExits = free.filter((seat) => !seat.exitRow).length;
      expect(answer !== null).toBe(free.length >= wanted.length && outsideExits >= wanted.length - exits);
      const given = (answer ?? []).flatMap((name) => free.filter((seat) => seat.seat === name));
      expect(new Set(given).size).toBe(answer?.length ?? 0);
      expect(given.filter((seat, passenger) => seat.exitRow && !wanted[passenger]?.exitRow)).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test("wanted seats that are all free are the answer", () => {
  const allFree = question.filter(({ wanted }) => wanted.every((seat) => seat.state === "free"));
  fc.assert(
    fc.property(allFree, ({ seats, wanted }) => {
      const names = wanted.map((seat) => seat.seat);
      expect(nearestSeats({ seats, wanted: names })).toEqual(names);
    }),
    { numRuns: 300 },
  );
});

test("two neighbours find two neighbours wherever there are any", () => {
  fc.assert(
    fc.property(anyCabin, (seats) => {
      const places = planCabin({ seats, cabin: "economy" }).flat();
      const [first, second] = places;
      const isPair = (at: number) => {
        const pair = places.slice(at, at + 2);
        const [a, b] = pair;
        return a && b && isBeside(a, b) && pair.every((place) => place.free && !place.seat.exitRow);
      };
      if (!first || !second || !isBeside(first, second) || !places.some((_, at) => isPair(at))) return;
      const answer = nearestSeats({ seats, wanted: [first.seat.seat, second.seat.seat] }) ?? [];
      const [a, b] = answer.flatMap((name) => places.filter((place) => place.seat.seat === name));
      expect(a && b && isBeside(a, b)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
