import { expect, test } from "vitest";

import { breakingChanges, mayBreak } from "./breaking-changes.ts";

const booking = { type: "object", properties: { id: { type: "string" }, payBy: { type: "string" } }, required: ["id", "payBy"] };
const input = { type: "object", properties: { cabin: { type: "string", enum: ["economy", "first"] } }, required: [] };

/** A document with one operation, of which a test changes one thing. */
function version({ answer = booking, body = input, parameters = [] as object[], path = "/bookings" }) {
  const content = (schema: object) => ({ "application/json": { schema } });
  const responses = { "200": { content: content({ $ref: "#/components/schemas/Booking" }) } };
  return {
    paths: { [path]: { post: { parameters, requestBody: { required: true, content: content(body) }, responses } } },
    components: { schemas: { Booking: answer } },
  };
}

const required = { name: "limit", in: "query", required: true, schema: { type: "integer" } };

test.each([
  ["an operation is gone", version({ path: "/reservations" }), "POST /bookings: the operation is gone"],
  [
    "a field of an answer is gone",
    version({ answer: { ...booking, properties: { id: { type: "string" } } } as typeof booking }),
    "POST /bookings: answer.payBy is gone",
  ],
  [
    "a field of an answer may be missing",
    version({ answer: { ...booking, required: ["id"] } }),
    "POST /bookings: answer.payBy may be missing",
  ],
  [
    "a field of an answer may be null",
    version({ answer: { ...booking, properties: { id: { type: "string" }, payBy: { type: ["string", "null"] } } } as never }),
    "POST /bookings: answer.payBy may be something that it never was",
  ],
  [
    "an input has to have a new field",
    version({ body: { ...input, properties: { ...input.properties, seat: { type: "string" } }, required: ["seat"] } as never }),
    "POST /bookings: body.seat has become required",
  ],
  [
    "a value of an input is taken no more",
    version({ body: { ...input, properties: { cabin: { type: "string", enum: ["economy"] } } } }),
    "POST /bookings: body.cabin takes less than before",
  ],
  ["a parameter is required and new", version({ parameters: [required] }), "POST /bookings: the parameter limit is required and new"],
])("clients break when %s", (_change, after, sentence) => {
  expect(breakingChanges(version({}), after)).toEqual([sentence]);
});

test("what only adds breaks nobody", () => {
  const more = version({
    answer: { ...booking, properties: { ...booking.properties, total: { type: "integer" } } } as never,
    body: {
      ...input,
      properties: { cabin: { type: "string", enum: ["economy", "first", "business"] }, seat: { type: "string" } },
    } as never,
    parameters: [{ ...required, required: false }],
  });

  expect(breakingChanges(version({}), more)).toEqual([]);
});

test("a limit that is stricter than before breaks clients, one that is looser does not", () => {
  const limited = (maximum: number) => version({ parameters: [{ ...required, schema: { type: "integer", maximum } }] });

  expect(breakingChanges(limited(100), limited(50))).toEqual(["POST /bookings: limit has a stricter maximum"]);
  expect(breakingChanges(limited(50), limited(100))).toEqual([]);
});

test.each([
  ["0.1.0", "0.1.1", false],
  ["0.1.0", "0.2.0", true],
  ["0.9.0", "1.0.0", true],
  ["1.4.0", "1.5.0", false],
  ["1.4.0", "2.0.0", true],
  ["2.0.0", "1.0.0", false],
])("from %s to %s clients may break: %s", (old, fresh, may) => {
  expect(mayBreak({ info: { version: old } }, { info: { version: fresh } })).toBe(may);
});
