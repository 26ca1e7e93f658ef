import type { JsonSchema } from "./json-schema.ts";

/** A field of an input as a parameter of the query. */
export interface QueryField {
  /** `limit`, or `passengers.adults` for a field of a field. */
  readonly name: string;
  readonly keys: readonly string[];
  readonly schema: JsonSchema;
  readonly required: boolean;
  /** One text; the parameter once for each item; or JSON, for lists of objects. */
  readonly form: "text" | "repeated" | "json";
}

/** The parameters that an input is made of. Objects become their fields. */
export function queryFieldsOf(input: JsonSchema): QueryField[] {
  return fieldsOf(input, [], true);
}

function fieldsOf(schema: JsonSchema, keys: readonly string[], required: boolean): QueryField[] {
  if (schema.properties)
    return Object.entries(schema.properties).flatMap(([key, field]) =>
      fieldsOf(field, [...keys, key], required && (schema.required ?? []).includes(key)),
    );
  return keys.length === 0 ? [] : [{ name: keys.join("."), keys, schema, required, form: formOf(schema) }];
}

function formOf({ type, items }: JsonSchema): QueryField["form"] {
  if (type !== "array") return "text";
  return items?.type === "array" || items?.type === "object" ? "json" : "repeated";
}

/** The value that a parameter's text stands for. Text that is none of the field's kind stays text, for the schema to refuse by name. */
export function readField({ schema, form }: Pick<QueryField, "schema" | "form">, given: string | readonly string[]): unknown {
  if (form === "text") return typeof given === "string" ? readScalar(schema, given) : given;
  const list = typeof given === "string" ? [given] : given;
  if (form === "repeated") return list.map((text) => readScalar(schema.items ?? {}, text));
  return readJson(list.join(""));
}

function readScalar(schema: JsonSchema, text: string): unknown {
  const types = schema.anyOf?.map(({ type }) => type) ?? [schema.type];
  if (types.includes("integer") || types.includes("number")) return /^-?\d{1,15}(\.\d{1,15})?$/u.test(text) ? Number(text) : text;
  if (types.includes("boolean")) return text === "true" || (text === "false" ? false : text);
  return text;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
