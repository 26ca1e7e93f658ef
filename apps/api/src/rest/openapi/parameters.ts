import type { JsonSchema } from "../json-schema.ts";
import type { Operation } from "../operations.ts";
import type { QueryField } from "../query-fields.ts";
import { exampleOf } from "./examples.ts";
import type { Described } from "./read-sources.ts";
import { wholeExamples } from "./whole-examples.ts";

/** Where an operation's input stands: in the path, the query, the headers and the body. */
export function describeInput(operation: Operation, { takesIdempotencyKey }: Described) {
  const { input, pathFields, method, answers, needsIdempotencyKey } = operation;
  const key = takesIdempotencyKey || needsIdempotencyKey ? [keyParameter(needsIdempotencyKey)] : [];
  const resume = answers === "events" ? [lastEventId] : [];
  const parameters = [
    ...pathFields.map((name) => pathParameter(name, input)),
    ...operation.queryFields.map(queryParameter),
    ...key,
    ...resume,
  ];
  const body = method === "GET" ? null : withoutFields(input, pathFields);
  return {
    ...(parameters.length > 0 && { parameters }),
    ...(body && Object.keys(body.properties ?? {}).length > 0 && { requestBody: requestBody(body, wholeExamples[operation.name]) }),
  };
}

function pathParameter(name: string, { properties = {} }: JsonSchema) {
  const { description, ...schema } = properties[name] ?? {};
  return { name, in: "path", required: true, ...wordsOf(description), schema, example: exampleOf(schema, { name }) };
}

function queryParameter({ name, keys, schema: { description, ...schema }, required, form }: QueryField) {
  const common = { name, in: "query", required, ...wordsOf(description) };
  if (form === "json") return { ...common, content: { "application/json": { schema } } };
  return { ...common, schema, ...(required && { example: exampleOf(schema, { name: keys.at(-1) ?? name }) }) };
}

function wordsOf(description: string | undefined) {
  return description === undefined ? {} : { description };
}

function keyParameter(required: boolean) {
  return {
    name: "Idempotency-Key",
    in: "header",
    required,
    description:
      "A new UUID for each thing that is meant to happen once, and the same one when the call is repeated. `x-idempotency-key` is read, too.",
    schema: { type: "string", pattern: "^[\\x21-\\x7E]{1,255}$" },
    example: "0d9a4f1e-6c1b-4f57-9d0c-6a3f0a3e5b11",
  };
}

const lastEventId = {
  name: "Last-Event-ID",
  in: "header",
  required: false,
  description: "The `id` of the last event, when a stream was cut",
  schema: { type: "string", maxLength: 100 },
};

function withoutFields(input: JsonSchema, fields: readonly string[]): JsonSchema {
  const properties = Object.fromEntries(Object.entries(input.properties ?? {}).filter(([name]) => !fields.includes(name)));
  return { ...input, properties, required: (input.required ?? []).filter((name) => !fields.includes(name)) };
}

function requestBody(schema: JsonSchema, example: unknown = exampleOf(schema)) {
  return { required: (schema.required ?? []).length > 0, content: { "application/json": { schema, example } } };
}
