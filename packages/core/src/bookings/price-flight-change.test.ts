import fc from "fast-check";
import { expect, test } from "vitest";

import type { CancelledLine } from "../refunds/rules/price-cancellation.ts";
import { findUnchangeable, priceFlightChange } from "./price-flight-change.ts";

const standard = { name: "Standard", changeFeePercent: 15 };
const saver = { name: "Saver", changeFeePercent: null };
const rule = { rule: "fare-conditions", why: "Standard: 50 % of the fare is refundable" };

/** A fare of 125.00 of which half is refundable, 14.00 of taxes, and a seat for 5.00, which is not refundable. */
const lines: CancelledLine[] = [
  { id: "fare", kind: "fare", segment: 0, amount: 12_500, refunded: 6250, ...rule },
  { id: "tax", kind: "tax", segment: 0, amount: 1400, refunded: 1400, ...rule },
  { id: "seat", kind: "seat", segment: 0, amount: 500, refunded: 0, ...rule },
];
const price = (of: number, refundable = 0, cancelled = lines) =>
  priceFlightChange({ cancelled, terms: [standard], remaining: 100_000, price: of, refundable, currency: "EUR" });

test("everything but the change fee goes into the new flights, and what is missing is due", () => {
  expect(price(20_000)).toMatchObject({ paid: 14_400, fee: 1875, value: 12_525, credit: 12_525, due: 7475, refund: 0 });
  expect(price(12_525)).toMatchObject({ due: 0, refund: 0 });
});

test("what is left over comes back, but never more than a cancellation and cheaper seats would give back: the rest of a fare is kept", () => {
  expect(price(10_000)).toMatchObject({ credit: 10_000, refund: 2525, value: 12_525 });
  expect(price(1000)).toMatchObject({ credit: 1000, refund: 8150, value: 9150, due: 0 });
  expect(price(1000).lines.map(({ refunded }) => refunded)).toEqual([7250, 1400, 500]);
});

test("what is not refundable does not become so: not by another brand, nor by a cheaper flight, nor by way of a seat", () => {
  // As if it were cancelled and booked anew: 81.50 come back, and 200.00 are paid.
  expect(price(20_000, 20_000)).toMatchObject({ due: 11_850, refund: 0 });
  expect(price(12_525, 12_525)).toMatchObject({ due: 4375, refund: 0 });
  expect(price(1000, 600)).toMatchObject({ due: 0, refund: 7550 });
});

test("who has a right to all of the money changes free of any fee, whatever the brand says", () => {
  const all = lines.map((line) => ({ ...line, refunded: line.amount }));

  expect(price(14_400, 14_400, all)).toMatchObject({ fee: 0, due: 0, refund: 0 });
  expect(findUnchangeable(all, [saver])).toBeNull();
  expect(findUnchangeable(lines, [saver])).toBe(0);
  expect(findUnchangeable(lines, [standard])).toBeNull();
});

test("what a card's bank or goodwill has given back already pays for nothing", () => {
  const given = priceFlightChange({ cancelled: lines, terms: [standard], remaining: 3000, price: 5000, refundable: 0, currency: "EUR" });

  expect(given).toMatchObject({ credit: 3000, due: 2000, refund: 0 });
});

const anyLine = fc
  .record({
    id: fc.uuid(),
    kind: fc.constantFrom("fare", "tax", "fee", "seat", "ancillary"),
    segment: fc.nat({ max: 2 }),
    amount: fc.integer({ min: 0, max: 10_000_000 }),
    percent: fc.constantFrom(0, 50, 100),
  })
  .map(({ percent, ...line }): CancelledLine => ({
    ...line,
    refunded: Math.round((line.amount * percent) / 100),
    rule: "any",
    why: "any",
  }));

const anyChange = fc.record({
  cancelled: fc.array(anyLine, { minLength: 1, maxLength: 30 }),
  terms: fc.array(fc.record({ name: fc.constant("Any"), changeFeePercent: fc.option(fc.integer({ min: 0, max: 100 })) }), {
    minLength: 3,
    maxLength: 3,
  }),
  price: fc.integer({ min: 1, max: 400_000_000 }),
  share: fc.integer({ min: 0, max: 100 }),
  remaining: fc.constant(1_000_000_000),
  currency: fc.constant("EUR"),
});

test("paid + due = price + refund + kept; nothing is below zero; what could not come back does not become money, and no line is worth more than it cost", () => {
  fc.assert(
    fc.property(anyChange, ({ share, ...change }) => {
      const refundable = Math.floor((change.price * share) / 100);
      const { lines: worth, paid, value, credit, due, refund, price: asked } = priceFlightChange({ ...change, refundable });
      const money = change.cancelled.reduce((sum, { kind, amount, refunded }) => sum + (kind === "seat" ? amount : refunded), 0);
      const kept = paid - value;
      expect(paid + due).toBe(asked + refund + kept);
      expect(value).toBe(credit + refund);
      for (const amount of [kept, due, refund, credit]) expect(amount).toBeGreaterThanOrEqual(0);
      expect(refund + refundable).toBeLessThanOrEqual(money + due);
      expect(due === 0 || refund === 0).toBe(true);
      expect(value).toBeGreaterThanOrEqual(money);
      for (const [at, line] of worth.entries()) {
        expect(line.refunded).toBeLessThanOrEqual(line.amount);
        expect(line.refunded).toBeGreaterThanOrEqual(change.cancelled[at]?.refunded ?? 0);
      }
    }),
  );
});
