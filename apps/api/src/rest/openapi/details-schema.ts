import type { JsonSchema } from "../json-schema.ts";

/** Types that the list of codes names instead of writing them out, by the schema that describes them. */
const named: Readonly<Record<string, JsonSchema>> = {
  string: { type: "string" },
  number: { type: "integer" },
  boolean: { type: "boolean" },
  null: { type: "null" },
  Date: { type: "string", format: "date-time" },
  ChangeQuoteShape: { $ref: "#/components/schemas/ChangeQuote" },
  CancellationQuoteShape: { $ref: "#/components/schemas/CancellationQuote" },
};

/** The JSON Schema of a code's details, from the TypeScript type under which the list of codes declares them. Refuses a type that it cannot tell. */
export function detailsSchema(type: string): JsonSchema {
  const words = type.replaceAll(/\/\*\*.*?\*\//gsu, "").match(/"[^"]*"|\w+|\[\]|[{}()|;:?]/gu) ?? [];
  const rest = words.filter((word) => word !== "readonly");
  const schema = readUnion(rest);
  if (rest.length > 0) throw new Error(`Details of this type cannot be described: ${type}`);
  return schema;
}

function readUnion(words: string[]): JsonSchema {
  const options = [readList(words)];
  while (take(words, "|")) options.push(readList(words));
  const [only] = options;
  if (only && options.length === 1) return only;
  const literals = options.flatMap((option) => (option.const === undefined ? [] : [option.const]));
  return literals.length === options.length ? { type: "string", enum: literals } : { anyOf: options };
}

function readList(words: string[]): JsonSchema {
  let schema = readOne(words);
  while (take(words, "[]")) schema = { type: "array", items: schema };
  return schema;
}

function readOne(words: string[]): JsonSchema {
  const word = words.shift() ?? "";
  if (word === "{") return readObject(words);
  if (word.startsWith('"')) return { const: word.slice(1, -1) };
  if (word !== "(") {
    const schema = named[word];
    if (!schema) throw new Error(`Details of the type ${word} cannot be described`);
    return schema;
  }
  const inner = readUnion(words);
  take(words, ")");
  return inner;
}

function readObject(words: string[]): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  while (!take(words, "}")) {
    const name = words.shift() ?? "";
    if (!take(words, "?")) required.push(name);
    if (!take(words, ":")) throw new Error(`Details cannot be described after ${name}`);
    properties[name] = readUnion(words);
    take(words, ";");
  }
  return { type: "object", properties, required };
}

function take(words: string[], word: string): boolean {
  if (words[0] !== word) return false;
  words.shift();
  return true;
}
