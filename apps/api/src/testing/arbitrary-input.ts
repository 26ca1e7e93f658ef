import fc from "fast-check";
import { z } from "zod";

/** The part of JSON Schema that zod writes for our inputs. */
interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly format?: string;
  readonly pattern?: string;
}

const AnySchema = z.custom<Schema>();

/** Good values of fields by name, such as ids of things that exist: without them a random call would end at its first look-up. */
export type Known = Readonly<Record<string, fc.Arbitrary<unknown>>>;

/** Inputs that a procedure's schema describes. */
export function validInput(schema: z.ZodType, known: Known): fc.Arbitrary<unknown> {
  return fromSchema(AnySchema.parse(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" })), known);
}

function fromSchema(schema: Schema, known: Known): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const options = schema.anyOf;
  if (options) return fc.oneof(...options.map((option) => fromSchema(option, known)));
  if (schema.allOf) return fromSchema(AnySchema.parse({ ...Object.assign({}, ...schema.allOf) }), known);
  switch (schema.type) {
    case "object":
      return fromObject(schema, known);
    case "array":
      return fc.array(fromSchema(schema.items ?? {}, known), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, 9),
      });
    case "string":
      return text(schema);
    case "integer":
    case "number":
      return fc.integer({ min: Math.max(schema.minimum ?? -1e9, -1e9), max: Math.min(schema.maximum ?? 1e9, 1e9) });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      return fc.jsonValue();
  }
}

function fromObject({ properties = {}, required = [] }: Schema, known: Known): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties).map(([name, field]) => [name, known[name] ?? fromSchema(field, known)] as const);
  return fc.record(Object.fromEntries(fields), { requiredKeys: [...required] });
}

function text({ format, pattern, minLength = 0, maxLength = 60 }: Schema): fc.Arbitrary<string> {
  if (format === "date")
    return fc
      .date({ min: new Date("1900-01-01"), max: new Date("2199-12-31"), noInvalidDate: true })
      .map((day) => day.toISOString().slice(0, 10));
  if (pattern !== undefined) return fc.oneof(fc.stringMatching(new RegExp(pattern, "u")), fc.string());
  return fc.string({ minLength, maxLength: Math.max(minLength, Math.min(maxLength, 200)), unit: "grapheme" });
}

/** What nobody sends by accident. */
const hostileText = fc.constantFrom(
  "\u0000",
  "a\u0000b",
  "\uD800",
  "\uDFFF\uD800",
  "'; DROP TABLE booking; --",
  "$1",
  "%00",
  "\u202Egnp.exe",
  "a".repeat(4_000),
  "\u0301".repeat(300),
  "{{7*7}}${7*7}",
  "../../etc/passwd",
  "\r\nBcc: all@example.com",
  "-1",
  "1e309",
  "NaN",
  "",
  "\u00A0",
);
/** Values that are of no kind that is expected. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    2 ** 53,
    -(2 ** 63),
    1e308,
    0.1,
    [],
    {},
    [[]],
    Array.from({ length: 500 }, () => "1A"),
  ),
  fc.jsonValue(),
);
const extraField = fc.constantFrom(
  "role",
  "price",
  "total",
  "amount",
  "currency",
  "ownerId",
  "userId",
  "state",
  "id",
  "constructor",
  "prototype",
);

/** An input before and after one field was changed or added, and where. */
export interface Damage {
  readonly before: unknown;
  readonly input: unknown;
  readonly path: string;
}

/** Inputs that are valid but for one field, with its path. */
export function nearlyValidInput(valid: fc.Arbitrary<unknown>): fc.Arbitrary<Damage> {
  return fc
    .record({ input: valid, pick: fc.nat(), value: hostileValue, extra: extraField, add: fc.boolean() })
    .map(({ input, pick, value, extra, add }) => {
      const places = placesIn(input);
      const place = places[pick % places.length] ?? [];
      if (add) return withField(input, extra, value);
      return {
        before: input,
        input: replace(input, place, value),
        path: place.map((key) => (typeof key === "number" ? `[${key}]` : key)).join("."),
      };
    });
}

/** Anything at all in place of an input. */
export const hostileInput: fc.Arbitrary<unknown> = fc.oneof(
  hostileValue,
  fc.constant("a".repeat(40_000)),
  fc.anything({ withBigInt: false, withDate: true, withMap: true, withSet: true }),
);

/** What no client of ours would put on the wire: broken JSON, superjson's own notes turned against it, depth without end. */
export const hostileWire: fc.Arbitrary<string> = fc.oneof(
  fc.string(),
  fc.constantFrom(
    "",
    "{",
    "null",
    "[]",
    '"x"',
    "{}",
    '{"json":{"__proto__":{"role":"admin"}}}',
    '{"json":{"email":"a@b.example"},"meta":{"values":{"__proto__.role":["undefined"]}}}',
    '{"json":{"a":1},"meta":{"values":{"constructor.prototype.role":["Date"]}}}',
    '{"json":{"a":"x"},"meta":{"values":{"a":[["custom","nothing"]]}}}',
    '{"json":{"a":"x"},"meta":{"values":{"a":[["class","User"]]}}}',
    '{"json":{"a":"x"},"meta":{"values":{"a":["bigint"]}}}',
    '{"json":{"a":"x"},"meta":{"values":{"a":["regexp"]}}}',
    '{"json":{"a":"x"},"meta":{"values":{"a":["set"]}}}',
    '{"json":{"a":1},"meta":{"referentialEqualities":{"a":["b.c.d"]}}}',
    '{"json":{"a":1},"meta":{"values":7}}',
    '{"json":{"a":1},"meta":7}',
    `{"json":${"[".repeat(5000)}${"]".repeat(5000)}}`,
    `{"json":{"a":"\\ud800"}}`,
  ),
);

function placesIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (Array.isArray(value)) return [path, ...value.flatMap((item: unknown, index) => placesIn(item, [...path, index]))];
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, item]) => placesIn(item, [...path, key]))];
}

function replace(value: unknown, [key, ...rest]: readonly (string | number)[], by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((item: unknown, index) => (index === key ? replace(item, rest, by) : item));
  return Object.fromEntries(Object.entries(value ?? {}).map(([name, item]) => [name, name === key ? replace(item, rest, by) : item]));
}

function withField(input: unknown, name: string, value: unknown): Damage {
  const fields = typeof input === "object" && input !== null ? Object.entries(input) : [];
  return { before: input, input: Object.fromEntries([...fields, [name, value]]), path: name };
}
