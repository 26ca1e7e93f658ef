import fc from "fast-check";
import { expect, test } from "vitest";

import { occupancyPercent, priceLines, totalOf } from "./price.ts";
import type { PricedSegment } from "./price.ts";

const segment = fc.record({
  cabin: fc.constant("economy" as const),
  baseFare: fc.integer({ min: 0, max: 5_000_000 }),
  currency: fc.constantFrom("EUR", "JPY", "KWD"),
  capacity: fc.constant(180),
  free: fc.integer({ min: 0, max: 180 }),
  charges: fc.array(
    fc.record({
      kind: fc.constantFrom("tax" as const, "fee" as const),
      code: fc.constantFrom("XT", "GB"),
      label: fc.constant("Charge"),
      percent: fc.integer({ min: 0, max: 10_000 }).map((share) => share / 100),
    }),
    { maxLength: 3 },
  ),
  brand: fc.constantFrom({ code: "SAVER", name: "Saver", farePercent: 100 }, { code: "FLEX", name: "Flex", farePercent: 165 }),
});
const party = fc.array(fc.constantFrom("ADT" as const, "CHD" as const, "INF" as const), { minLength: 1, maxLength: 9 });

test("the total is the sum of its lines, in whole minor units, and never negative", () => {
  fc.assert(
    fc.property(segment, party, (priced, passengers) => {
      const lines = priceLines([priced], passengers);
      const total = totalOf(lines);
      expect(total.amount).toBe(lines.reduce((sum, line) => sum + line.amount.amount, 0));
      expect(lines.every((line) => Number.isInteger(line.amount.amount) && line.amount.amount >= 0)).toBe(true);
      expect(total.currency).toBe(priced.currency);
    }),
  );
});

test("in a currency of three decimals each line, and so the total, can be charged: its last digit is 0", () => {
  fc.assert(
    fc.property(segment, party, (priced, passengers) => {
      const amounts = priceLines([{ ...priced, currency: "KWD" }], passengers).map(({ amount }) => amount.amount % 10);
      expect(new Set(amounts)).toEqual(new Set([0]));
    }),
  );
});

test("half a unit of a tax is rounded up, whatever its rate", () => {
  const odd = fc.nat(499).map((half) => 2 * half + 1);
  fc.assert(
    fc.property(segment, odd, odd, (priced, thousands, twentieths) => {
      const charges = [{ kind: "tax", code: "XT", label: "Tax", percent: (5 * twentieths) / 100 } as const];
      const plain = { ...priced, baseFare: 1000 * thousands, currency: "EUR", free: priced.capacity, charges };
      const [, tax] = priceLines([{ ...plain, brand: { code: "SAVER", name: "Saver", farePercent: 100 } }], ["ADT"]);
      expect(tax?.amount.amount).toBe((thousands * twentieths + 1) / 2);
    }),
  );
});

test("who is named first makes no difference to the total", () => {
  fc.assert(
    fc.property(segment, party, (priced, passengers) => {
      expect(totalOf(priceLines([priced], passengers.toReversed()))).toEqual(totalOf(priceLines([priced], passengers)));
    }),
  );
});

test("nothing is rounded over flights or passengers: a way costs the sum of its flights, a party the sum of its people", () => {
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 3 }), party, (priced, passengers) => {
      const way = priced.map((each) => ({ ...each, currency: "EUR" }));
      const alone = way.flatMap((flight) => passengers.map((passenger) => totalOf(priceLines([flight], [passenger])).amount));
      expect(totalOf(priceLines(way, passengers)).amount).toBe(alone.reduce((sum, amount) => sum + amount, 0));
    }),
  );
});

test("a fuller cabin is never cheaper", () => {
  fc.assert(
    fc.property(segment, fc.integer({ min: 0, max: 180 }), (priced: PricedSegment, free) => {
      const fuller = { ...priced, free: Math.min(free, priced.free) };
      expect(totalOf(priceLines([fuller], ["ADT"])).amount).toBeGreaterThanOrEqual(totalOf(priceLines([priced], ["ADT"])).amount);
    }),
  );
});

test.each([
  [50, 100],
  [49, 110],
  [30, 110],
  [29, 130],
  [10, 130],
  [9, 150],
  [0, 150],
])("with %i of 100 seats free the fare stands at %i %%", (free, percent) => {
  expect(occupancyPercent(100, free)).toBe(percent);
});

test("a child pays three quarters, a lap infant a tenth and no charges", () => {
  const priced = {
    cabin: "economy",
    baseFare: 10_000,
    currency: "EUR",
    capacity: 100,
    free: 100,
    charges: [{ kind: "tax", code: "XT", label: "Taxes", percent: 14 }],
    brand: { code: "SAVER", name: "Saver", farePercent: 100 },
  } as const;
  const amounts = priceLines([priced], ["ADT", "CHD", "INF"]).map(({ kind, passenger, amount }) => [kind, passenger, amount.amount]);

  expect(amounts).toEqual([
    ["fare", 0, 10_000],
    ["tax", 0, 1400],
    ["fare", 1, 7500],
    ["tax", 1, 1050],
    ["fare", 2, 1000],
  ]);
});
