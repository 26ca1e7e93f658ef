import fc from "fast-check";
import { expect, test } from "vitest";

import type { Party } from "../fares/party.ts";
import { allocateSeats } from "./allocate-seats.ts";
import { isAcrossAisle, isBeforeOrBehind, isBeside, planCabin } from "./cabin-plan.ts";
import type { Place, PlannedSeat } from "./cabin-plan.ts";
import { anyCabin, anyParty, combinations } from "./cabin-plan-samples.ts";

function freePlaces(seats: readonly PlannedSeat[]): Place[] {
  return planCabin({ seats, cabin: "economy" })
    .flat()
    .filter((place) => place.free);
}

/** Who sits where, or null: adults with an infant, other adults, children. */
function allocate(seats: readonly PlannedSeat[], party: Party, variant = 0) {
  const answer = allocateSeats({ seats, party, cabin: "economy", variant });
  if (!answer) return null;
  const free = freePlaces(seats);
  const places = answer.flatMap((seat) => free.filter((place) => place.seat.seat === seat));
  return {
    answer,
    places,
    carriers: places.slice(0, party.infants),
    adults: places.slice(0, party.adults),
    children: places.slice(party.adults),
  };
}

/** All runs of touching free seats of this length. */
function runs(seats: readonly PlannedSeat[], length: number): Place[][] {
  const free = freePlaces(seats);
  return free
    .map((_, start) => free.slice(start, start + length))
    .filter((run) => run.length === length && run.slice(1).every((place, at) => isBeside(place, run[at] ?? place)));
}

function isApart(child: Place, adults: readonly Place[], children: readonly Place[]): boolean {
  const reaches = (adult: Place) => isBeside(child, adult) || isAcrossAisle(child, adult) || isBeforeOrBehind(child, adult);
  const siblings = children.filter((other) => isBeside(child, other) && adults.some((adult) => isBeside(other, adult)));
  return !adults.some(reaches) && siblings.length === 0;
}

const isPremium = ({ seat }: Place) => seat.exitRow || seat.extraLegroom;

test("the seats are different free seats, one for each who needs one", () => {
  fc.assert(
    fc.property(anyCabin, anyParty, fc.nat(12), (seats, party, variant) => {
      const given = allocate(seats, party, variant);
      if (!given) return;
      expect(new Set(given.answer).size).toBe(party.adults + party.children);
      expect(given.places).toHaveLength(given.answer.length);
    }),
    { numRuns: 300 },
  );
});

test("no child and no adult with an infant sits in an exit row", () => {
  fc.assert(
    fc.property(anyCabin, anyParty, fc.nat(12), (seats, party, variant) => {
      const given = allocate(seats, party, variant);
      expect([...(given?.carriers ?? []), ...(given?.children ?? [])].filter(({ seat }) => seat.exitRow)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test("there is no answer exactly when there is not enough room", () => {
  fc.assert(
    fc.property(anyCabin, anyParty, (seats, party) => {
      const free = freePlaces(seats);
      const outsideExits = free.filter(({ seat }) => !seat.exitRow).length;
      const hasRoom = free.length >= party.adults + party.children && outsideExits >= party.infants + party.children;
      expect(allocate(seats, party) !== null).toBe(hasRoom);
    }),
    { numRuns: 500 },
  );
});

test("a party that fits next to each other anywhere sits in one row", () => {
  fc.assert(
    fc.property(anyCabin, anyParty, fc.nat(5), (seats, party, variant) => {
      const size = party.adults + party.children;
      const fitting = runs(seats, size).filter((run) => party.children + party.infants === 0 || !run.some(({ seat }) => seat.exitRow));
      if (fitting.length === 0) return;
      const lines = allocate(seats, party)?.places.map((place) => place.line);
      expect(new Set(lines).size).toBe(1);
      expect(allocate(seats, party, variant)?.places).toHaveLength(size);
    }),
    { numRuns: 500 },
  );
});

test("nobody alone is left between taken seats, and no seat that costs extra is given, when touching seats without that are free", () => {
  fc.assert(
    fc.property(anyCabin, fc.integer({ min: 2, max: 4 }), (seats, adults) => {
      const fitting = runs(seats, adults).filter((run) => !run.some(isPremium));
      if (fitting.length === 0) return;
      const chosen = allocate(seats, { adults, children: 0, infants: 0 })?.places ?? [];
      expect(chosen.filter(isPremium)).toEqual([]);
      expect(orphans(seats, chosen)).toBe(Math.min(...fitting.map((run) => orphans(seats, run))));
    }),
    { numRuns: 500 },
  );
});

/** How many free seats have a free neighbour before these seats are taken, and none afterwards. */
function orphans(seats: readonly PlannedSeat[], chosen: readonly Place[]): number {
  const names = new Set(chosen.map((place) => place.seat.seat));
  const after = freePlaces(seats).filter((place) => !names.has(place.seat.seat));
  const hadNeighbour = (place: Place) => freePlaces(seats).some((other) => isBeside(place, other));
  return after.filter((place) => hadNeighbour(place) && !after.some((other) => isBeside(place, other))).length;
}

test("no more children are apart from every adult than must be: measured against every possible choice", () => {
  const family = fc.record({ adults: fc.integer({ min: 1, max: 2 }), children: fc.integer({ min: 1, max: 2 }), infants: fc.nat(1) });
  fc.assert(
    fc.property(anyCabin, family, (seats, party) => {
      const free = freePlaces(seats).slice(0, 10);
      const names = new Set(free.map((place) => place.seat.seat));
      const few = seats.map((seat) => (names.has(seat.seat) ? seat : { ...seat, state: "sold" as const }));
      const given = allocate(few, party);
      if (!given) return;
      const apart = given.children.filter((child) => isApart(child, given.adults, given.children)).length;
      expect(apart).toBe(fewestApart(free, party));
    }),
    { numRuns: 300 },
  );
});

function fewestApart(free: readonly Place[], party: Party): number {
  const outside = free.filter(({ seat }) => !seat.exitRow);
  const counts = combinations(outside, party.children).flatMap((children) =>
    combinations(
      free.filter((place) => !children.includes(place)),
      party.adults,
    )
      .filter((adults) => adults.filter(({ seat }) => !seat.exitRow).length >= party.infants)
      .map((adults) => children.filter((child) => isApart(child, adults, children)).length),
  );
  return Math.min(...counts);
}

test("the same question has the same answer, and variant 0 is the best", () => {
  fc.assert(
    fc.property(anyCabin, anyParty, fc.nat(20), (seats, party, variant) => {
      expect(allocate(seats, party, variant)).toEqual(allocate(seats.toReversed(), party, variant));
      expect(allocate(seats, party)?.answer).toEqual(allocateSeats({ seats, party, cabin: "economy" }) ?? undefined);
    }),
    { numRuns: 100 },
  );
});
