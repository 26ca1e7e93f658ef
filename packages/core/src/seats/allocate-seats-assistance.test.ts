import fc from "fast-check";
import { expect, test } from "vitest";

import type { Assistance } from "../bookings/service-requests.ts";
import { allocateSeats } from "./allocate-seats.ts";
import { anyCabin, anyParty, onlyFree, samples, seatsOf } from "./cabin-plan-samples.ts";

const solo = { adults: 1, children: 0, infants: 0 };
const couple = { adults: 2, children: 0, infants: 0 };
const a320 = seatsOf(samples.a320);

test("someone in a wheelchair sits on the aisle, as far in front as there is one, and company beside", () => {
  const seats = onlyFree(samples.a320, "9A 9B 9E 9F 12B 12C 20C 20D");

  expect(allocateSeats({ seats: a320, party: solo, assistance: ["wheelchair"], cabin: "economy" })).toEqual(["7C"]);
  expect(allocateSeats({ seats: a320, party: couple, assistance: [null, "wheelchair"], cabin: "economy" })).toEqual(["7B", "7C"]);
  expect(allocateSeats({ seats: a320, party: couple, assistance: ["wheelchair", null], cabin: "economy" })).toEqual(["7C", "7B"]);
  expect(allocateSeats({ seats, party: couple, assistance: ["wheelchair", null], cabin: "economy" })).toEqual(["12C", "12B"]);
});

test("a child in a wheelchair gets the aisle too", () => {
  const party = { adults: 1, children: 1, infants: 0 };

  expect(allocateSeats({ seats: a320, party, assistance: [null, "wheelchair"], cabin: "economy" })).toEqual(["7B", "7C"]);
});

test("of a party on exit row seats and others, whoever needs assistance gets one of the others", () => {
  const seats = onlyFree(samples.a320, "14A 14B 14C 20D");

  expect(allocateSeats({ seats, party: couple, assistance: [null, "other"], cabin: "economy" })?.[1]).toBe("20D");
  expect(allocateSeats({ seats, party: couple, assistance: ["other", "other"], cabin: "economy" })).toBeNull();
  expect(allocateSeats({ seats, party: couple, cabin: "economy" })).toEqual(["14A", "14B"]);
});

test("a seat with a bassinet is kept for an infant while others as good are free, and no longer", () => {
  const cabin = [{ rows: [1, 5] as const, columns: "ABC-DEF", bassinet: ["1A", "1B"] }];
  const seats = seatsOf(cabin);

  expect(allocateSeats({ seats, party: couple, cabin: "economy" })).toEqual(["1E", "1F"]);
  expect(allocateSeats({ seats, party: { ...solo, infants: 1 }, cabin: "economy" })).toEqual(["1A"]);
  expect(allocateSeats({ seats: onlyFree(cabin, "1A 1B"), party: couple, cabin: "economy" })).toEqual(["1A", "1B"]);
});

test("in any cabin nobody who needs assistance sits in an exit row, and there are seats whenever there is room", () => {
  const anyAssistance = fc.array(fc.constantFrom<Assistance>(null, "other", "wheelchair"), { minLength: 9, maxLength: 9 });
  fc.assert(
    fc.property(anyCabin, anyParty, anyAssistance, (seats, party, needs) => {
      const assistance = needs.slice(0, party.adults + party.children);
      const isGrounded = (position: number) => position < party.infants || position >= party.adults || assistance[position] !== null;
      const answer = allocateSeats({ seats, party, assistance, cabin: "economy" });
      const free = seats.filter(({ cabin, state }) => cabin === "economy" && state === "free");
      const outsideExits = free.filter(({ exitRow }) => !exitRow).length;
      const hasRoom = free.length >= assistance.length && outsideExits >= assistance.filter((_, position) => isGrounded(position)).length;

      expect(answer !== null).toBe(hasRoom);
      const exits = new Set(seats.filter(({ exitRow }) => exitRow).map(({ seat }) => seat));
      expect((answer ?? []).filter((seat, position) => exits.has(seat) && isGrounded(position))).toEqual([]);
      expect(new Set(answer).size).toBe(hasRoom ? assistance.length : 0);
    }),
    { numRuns: 500 },
  );
});
