import fc from "fast-check";
import superjson from "superjson";
import { expect, test } from "vitest";

import { transformer } from "./transformer.ts";

const written = (value: unknown) => JSON.stringify(transformer.serialize(value));

const odd = fc.constantFrom<unknown>(undefined, Number.NaN, -0, 1n, new Set([1]), new Map([["a", 1]]), new Date(Number.NaN), /a/u);
const tree = fc.letrec<{ part: unknown }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.double({ noNaN: false }),
    fc.boolean(),
    fc.constant(null),
    fc.date({ noInvalidDate: true }),
    { weight: 1, arbitrary: odd.map((value) => structuredClone(value)) },
    fc.array(tie("part"), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom("a.b", "a\\b")), tie("part"), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  ),
})).part;

test("whatever is answered, it is told as superjson tells it; only the order of the dates' places may be another", () => {
  const property = fc.property(tree, (value) => {
    expect(JSON.parse(written(value))).toEqual(JSON.parse(JSON.stringify(superjson.serialize(value))));
  });
  fc.assert(property, { numRuns: 2000 });
});

test("one object at two places comes out as two equal ones", () => {
  const price = { amount: 1500, currency: "EUR", from: new Date(0) };

  const read = superjson.parse(written({ seats: [price, price] }));

  expect(read).toEqual({ seats: [price, price] });
});

test("what refers to itself is left to superjson, which ends it", () => {
  const ring: { next?: unknown } = {};
  ring.next = ring;

  expect(transformer.serialize(ring)).toEqual(superjson.serialize(ring));
});
