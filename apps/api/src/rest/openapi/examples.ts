import type { JsonSchema } from "../json-schema.ts";

const uuid = "01976c2e-8f3a-7c41-9b5d-2f6e8a1c4d70";
const instant = "2026-12-01T09:30:00.000Z";

/** What fields of these names look like. The rest is made from the schema alone. */
const byName: Readonly<Record<string, unknown>> = {
  email: "ana.novak@example.com",
  password: "a-window-seat",
  currentPassword: "a-window-seat",
  newPassword: "an-aisle-seat-1",
  givenName: "Ana",
  surname: "Novák",
  token: "k3c9YpQ0…",
  guestToken: "k3c9YpQ0…",
  clientSecret: "pi_3Q…_secret_…",
  offer: "eyJvIjoi…",
  quote: "eyJxIjoi…",
  origin: "CDG",
  destination: "LIS",
  code: "LHR",
  query: "london",
  departureDate: "2026-12-01",
  date: "2026-12-01",
  birthDate: "1990-05-17",
  seat: "12A",
  seats: [["12A"]],
  recordLocator: "K7M2QX",
  currency: "EUR",
  amount: 18_950,
  reason: "The traveller asked for it",
  reference: "Bank transfer 2026-0712",
  key: uuid,
  designator: "NV 123",
  iata: "LHR",
  name: "London Heathrow",
  city: "London",
  country: "GB",
  terminal: "5",
  local: "2026-12-01T09:30:00+00:00",
  timeZone: "Europe/London",
  phone: "+351 21 000 0000",
  "airline.iata": "NV",
  "airline.name": "Nova Air",
  "aircraft.iata": "32N",
  "aircraft.name": "Airbus A320neo",
  "brand.code": "FLEX",
  "brand.name": "Flex",
  "cabins.columns": ["A", "B", "C", "", "D", "E", "F"],
  "seats.column": "A",
  label: "Fare",
  durationMinutes: 485,
  aircraft: "Airbus A320neo",
  nextCursor: null,
  passengers: [{ givenName: "Ana", surname: "Novák", birthDate: "1990-05-17" }],
};

/** Fields that a first call should show although they may be left out. */
const shown = new Set(["passengers.adults", "seats", "contact"]);

/** A value that a schema describes, as an example. Of an input, only what is needed. */
export function exampleOf(schema: JsonSchema, { name = "", definitions = {} }: Partial<Omit<Place, "path">> = {}): unknown {
  return example(schema, { name, path: name, definitions });
}

interface Place {
  readonly name: string;
  /** From the root, without the places in lists. */
  readonly path: string;
  readonly definitions: Readonly<Record<string, JsonSchema>>;
}

function example(schema: JsonSchema, place: Place): unknown {
  const { $ref, anyOf, oneOf, allOf } = schema;
  if ($ref !== undefined) return example(place.definitions[$ref.split("/").at(-1) ?? ""] ?? {}, place);
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  const known = byName[place.path.split(".").slice(-2).join(".")] ?? byName[place.name];
  if (known !== undefined && fits(known, schema)) return known;
  const [first] = schema.enum ?? [];
  if (first !== undefined) return first;
  const option = anyOf?.[0] ?? oneOf?.[0];
  if (option) return example(option, place);
  if (allOf) return Object.assign({}, ...allOf.map((part) => example(part, place)));
  return ofType(schema, place);
}

function ofType(schema: JsonSchema, place: Place): unknown {
  switch (typeof schema.type === "string" ? schema.type : schema.type?.[0]) {
    case "object":
      return ofObject(schema, place);
    case "array":
      return ofArray(schema, place);
    case "string":
      return ofText(schema);
    case "integer":
    case "number":
      return Math.max(schema.minimum ?? 1, Math.min(schema.maximum ?? 1, 1));
    case "boolean":
      return false;
    default:
      return null;
  }
}

function ofObject({ properties = {}, required = [] }: JsonSchema, { path, definitions }: Place): unknown {
  const fields = Object.entries(properties).map(([name, field]) => ({ name, field, path: path === "" ? name : `${path}.${name}` }));
  const wanted = fields.filter((field) => required.includes(field.name) || shown.has(field.path));
  return Object.fromEntries(wanted.map(({ name, field, path: inner }) => [name, example(field, { name, path: inner, definitions })]));
}

function ofArray({ items, prefixItems, minItems = 1 }: JsonSchema, place: Place): unknown[] {
  if (prefixItems) return prefixItems.map((item) => example(item, place));
  return items
    ? Array.from({ length: Math.max(1, Math.min(minItems, 2)) }, () => example(items, { ...place, name: singular(place.name) }))
    : [];
}

function singular(name: string): string {
  return name.endsWith("s") ? name.slice(0, -1) : name;
}

function ofText({ format, pattern, minLength = 0 }: JsonSchema): string {
  if (format === "date-time") return instant;
  if (format === "date") return "2026-12-01";
  if (format === "uuid") return uuid;
  const id = /^\^\(?(?<prefix>[a-z]{3})_/u.exec(pattern ?? "")?.groups?.["prefix"];
  if (id !== undefined) return `${id}_${uuid}`;
  const candidates = [
    "12A",
    "EUR",
    "LHR",
    "SK",
    "GB",
    "09:30",
    "K7M2QX",
    "2026-12",
    "2026-12-01",
    "2026-12-01T09:30",
    "EGLL",
    "125",
    "+351 21 000 0000",
    "text",
  ];
  if (pattern !== undefined) return candidates.find((text) => new RegExp(pattern, "u").test(text)) ?? "text";
  return "text".padEnd(minLength, "-");
}

function fits(value: unknown, schema: JsonSchema): boolean {
  const options = schema.anyOf ?? schema.oneOf ?? [schema];
  return options.some(({ type, items, pattern, enum: allowed }) => {
    if (allowed && !allowed.includes(value)) return false;
    const types = typeof type === "string" ? [type] : (type ?? []);
    if (value === null) return types.includes("null");
    if (Array.isArray(value)) return types.includes("array") && fitsItem(value[0], items ?? {});
    if (typeof value === "number") return types.includes("integer") || types.includes("number");
    return types.includes(typeof value) && (typeof value !== "string" || new RegExp(pattern ?? "", "u").test(value));
  });
}

function fitsItem(value: unknown, items: JsonSchema): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return fits(value, items);
  const hasAll = (items.required ?? []).every((key) => key in value);
  return hasAll && Object.keys(value).every((key) => items.properties?.[key] !== undefined);
}
