import fc from "fast-check";
import superjson from "superjson";
import { expect, test } from "vitest";

import { createClient } from "../src/index.ts";
import { deserialize, parse, stringify } from "../src/wire.ts";
import { data, startStubServer } from "./stub-server.ts";

const overTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** What superjson itself refuses. */
const refused = new Set(["__proto__", "constructor", "prototype"]);
/**
 * Keys that try to confuse paths. JSON.parse of Node.js 24 to 26 takes a key with an escape for another one that it has seen, where that one
 * is as long and is what the escape looks like (nodejs/node#63785: `"` becomes a backslash). So of those with an escape there are only some of which
 * neither they nor the paths through them look like one another: none that ends in a backslash.
 */
const key = fc.oneof(
  fc.constantFrom("a", "a.b", "a\\b", "", ".", "..", "\\.", "0", "json"),
  fc.string().filter((name) => !refused.has(name) && JSON.stringify(name) === `"${name}"`),
);

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

test("a key that ends in a backslash does not run into the next one", () => {
  const value = { "way\\": { back: new Date(0) } };
  expect(superjson.parse(stringify(value))).toEqual(value);
  expect(deserialize(overTheWire(superjson.serialize(value)))).toEqual(value);
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

test("a field that is undefined, or no value at all, is as if it were not there, however deep; in a list it arrives as null, to be refused by its field", () => {
  const typed = {
    offer: "o",
    contact: { email: "ana@example.com", phone: undefined, call: () => 1, sign: Symbol("s") },
    seats: [["1A", undefined]],
  };
  expect(superjson.parse(stringify(typed))).toEqual({ offer: "o", contact: { email: "ana@example.com" }, seats: [["1A", null]] });
});

test("minus zero arrives as zero, and what writes itself as the text that it writes", () => {
  expect(stringify({ amount: -0, page: new URL("https://example.com/a"), day: { kept: new Date(0), toJSON: () => "2026-12-01" } })).toBe(
    '{"json":{"amount":0,"page":"https://example.com/a","day":"2026-12-01"}}',
  );
});

const again: { passengers: unknown[] } = { passengers: [] };
again.passengers.push(again);

test.for<[string, object, string, string]>([
  [
    "an invalid date",
    { passengers: [{ name: "Ana" }, { birthDate: new Date("31.12.1990") }] },
    "passengers[1].birthDate",
    "This Date is invalid",
  ],
  ["a bigint", { amount: 1234n }, "amount", "This BigInt"],
  ["a map", { prices: new Map([["EUR", 5]]) }, "prices", "This Map"],
  ["a set", { fares: [{ includedIn: new Set(["economy"]) }] }, "fares[0].includedIn", "This Set"],
  ["what is a part of itself", again, "passengers", "Nested too deep"],
])("%s, of which JSON would make something else, is refused by its field and never sent", async ([, input, path, message]) => {
  await using server = await startStubServer(data(null));
  const { trpc, ...skyhold } = createClient({ url: server.url });
  const fields = [{ path, message: expect.stringContaining(message) as string }];
  const asked = input as Parameters<typeof skyhold.payments.get>[0];

  await expect(skyhold.payments.get(asked)).rejects.toMatchObject({ code: "INVALID_INPUT", retryable: false, details: { fields } });
  const watch = skyhold.admin.flights.watchCancellation({ flightId: "", ...asked })[Symbol.asyncIterator]();
  await expect(watch.next()).rejects.toMatchObject({ code: "INVALID_INPUT", details: { fields } });
  await expect(trpc.payments.get.query(asked)).rejects.toThrow(message);
  expect(server.received).toHaveLength(0);
});

test("an answer cannot reach what does not belong to it", () => {
  const hostile = '{"json":{},"meta":{"values":{"__proto__.polluted":["undefined"],"constructor.name":["undefined"]},"v":1}}';
  expect(parse(hostile)).toEqual({});
  expect([Object.name, "polluted" in {}]).toEqual(["Object", false]);
});

test("what is no answer of the API is told apart", () => {
  expect(() => deserialize(null)).toThrow("no answer of the API");
});
