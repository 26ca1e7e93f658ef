import fc from "fast-check";
import { expect, test } from "vitest";

import type { SegmentFacts } from "./facts.ts";
import { priceCancellation } from "./price-cancellation.ts";
import type { CancelledLine, PaidLine } from "./price-cancellation.ts";
import { bookedAt, delayed, sampleFlight, samplePlaces, sampleTrip } from "./rule-samples.ts";

const anyPlace = fc.constantFrom(...Object.values(samplePlaces));

const anyFlight: fc.Arbitrary<SegmentFacts> = fc
  .record({
    refundPercent: fc.integer({ min: 0, max: 100 }),
    origin: anyPlace,
    destination: anyPlace,
    departsInHours: fc.integer({ min: 1, max: 400 }),
    cancelledByCarrier: fc.boolean(),
    late: fc.integer({ min: -8, max: 8 }),
  })
  .map(({ refundPercent, late, ...flight }) => delayed(sampleFlight({ ...flight, brand: { name: "Any", refundPercent } }), late, late));

const anyLine = (segments: number): fc.Arbitrary<PaidLine> =>
  fc.record({
    id: fc.uuid(),
    kind: fc.constantFrom("fare", "tax", "fee", "seat", "ancillary"),
    segment: fc.nat({ max: segments - 1 }),
    amount: fc.integer({ min: 0, max: 1_000_000_000 }),
  });

const anyTrip = fc
  .array(anyFlight, { minLength: 1, maxLength: 6 })
  .chain((segments) =>
    fc.record({
      segments: fc.constant(segments),
      lines: fc.uniqueArray(anyLine(segments.length), { minLength: 1, maxLength: 40, selector: ({ id }) => id }),
      hours: fc.integer({ min: 0, max: 200 }),
      freeHours: fc.option(fc.integer({ min: 0, max: 200 })),
    }),
  )
  .map(({ segments, lines, hours, freeHours }) => {
    const until = freeHours === null ? null : new Date(bookedAt.getTime() + freeHours * 3_600_000);
    return { lines, segments, hours, until };
  });

type Trip = typeof anyTrip extends fc.Arbitrary<infer Each> ? Each : never;

function price({ segments, until, hours }: Trip, lines: readonly PaidLine[], later = 0): CancelledLine[] {
  return priceCancellation(sampleTrip(segments, hours + later, { freeCancellationUntil: until }), lines);
}

const sum = (lines: readonly CancelledLine[]) => lines.reduce((total, { refunded }) => total + refunded, 0);

test("of no line more comes back than was paid, nor less than nothing, and always whole minor units with a reason", () => {
  fc.assert(
    fc.property(anyTrip, (trip) => {
      for (const line of price(trip, trip.lines)) {
        expect(Number.isSafeInteger(line.refunded)).toBe(true);
        expect(line.refunded).toBeGreaterThanOrEqual(0);
        expect(line.refunded).toBeLessThanOrEqual(line.amount);
        expect(line.why).not.toBe("");
      }
    }),
  );
});

test("cancelled in any parts and any order at the same moment, each line comes back exactly as in the whole", () => {
  fc.assert(
    fc.property(anyTrip, fc.func(fc.nat({ max: 3 })), (trip, partOf) => {
      const whole = price(trip, trip.lines);
      const parts = [...Map.groupBy(trip.lines, (line) => partOf(line.id)).values()].flatMap((lines) => price(trip, lines));
      expect(sum(parts)).toBe(sum(whole));
      expect(new Map(parts.map(({ id, refunded }) => [id, refunded]))).toEqual(new Map(whole.map(({ id, refunded }) => [id, refunded])));
    }),
  );
});

test("once a flight was given up, the rest is worth no more than before", () => {
  fc.assert(
    fc.property(anyTrip, fc.nat(), (trip, any) => {
      const given = any % trip.segments.length;
      const rest = trip.lines.filter((line) => line.segment !== given);
      const after = { ...trip, segments: trip.segments.map((segment, index) => (index === given ? { ...segment, given: true } : segment)) };
      expect(sum(price(after, rest))).toBeLessThanOrEqual(sum(price(trip, rest)));
    }),
  );
});

test("waiting never brings more back, as long as the flights stay as they are", () => {
  fc.assert(
    fc.property(anyTrip, fc.nat({ max: 300 }), (trip, later) => {
      const [now, then] = [price(trip, trip.lines), price(trip, trip.lines, later)];
      for (const [index, line] of then.entries()) expect(line.refunded).toBeLessThanOrEqual(now[index]?.refunded ?? -1);
    }),
  );
});
