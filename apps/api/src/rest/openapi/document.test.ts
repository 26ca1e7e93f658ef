import { readFileSync } from "node:fs";
import path from "node:path";

import { errorTable } from "@skyhold/core";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import { z } from "zod";

import { knownCodes } from "./read-sources.ts";
import { breakingChanges } from "./breaking-changes.ts";
import { buildDocument } from "./document.ts";
import { errorReference } from "./error-reference.ts";
import { readKeptDocument } from "./kept-document.ts";

const fresh: unknown = JSON.parse(JSON.stringify(buildDocument()));
const kept = readKeptDocument();

test("no client of the kept document breaks", () => {
  expect(breakingChanges(JSON.parse(kept.text), fresh)).toEqual([]);
});

test("the kept document is what the code says; `pnpm openapi` writes it anew", () => {
  expect(JSON.parse(kept.text)).toEqual(fresh);
});

test("the document is valid OpenAPI 3.1", async () => {
  const result = await new Validator().validate(kept.text);

  expect(result).toMatchObject({ valid: true });
});

const Exampled = z.looseObject({
  schema: z.unknown().optional(),
  example: z.unknown().optional(),
  examples: z.union([z.array(z.unknown()), z.record(z.string(), z.looseObject({ value: z.unknown() }))]).optional(),
});

/** Every example that stands in the document, with the place of the schema that it is an example of. */
function examplesIn(value: unknown, place: string): { schema: string; example: unknown }[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, each]) =>
    key.startsWith("example") ? [] : examplesIn(each, `${place}/${encodeURIComponent(key.replaceAll("~", "~0").replaceAll("/", "~1"))}`),
  );
  const found = Exampled.safeParse(value).data;
  if (!found) return inner;
  const examples = Array.isArray(found.examples) ? found.examples : Object.values(found.examples ?? {}).map((each) => each.value);
  const schema = found.schema === undefined ? place : `${place}/schema`;
  return [...inner, ...[...examples, ...("example" in found ? [found.example] : [])].map((example) => ({ schema, example }))];
}

test("every example is one that its schema takes", () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(z.record(z.string(), z.unknown()).parse(fresh), "api", false, false);
  const examples = examplesIn(fresh, "api#");
  const faults = examples.flatMap(({ schema, example }) => {
    const validate = ajv.compile({ $ref: schema });
    return validate(example) ? [] : (validate.errors ?? []).map((error) => `${schema}: ${error.instancePath} ${error.message ?? ""}`);
  });

  expect(examples.length).toBeGreaterThan(300);
  expect(faults).toEqual([]);
});

test("every code has a schema that tells its details", () => {
  const { components } = z
    .object({ components: z.object({ schemas: z.record(z.string(), z.looseObject({ allOf: z.array(z.looseObject({})).optional() })) }) })
    .parse(fresh);
  const described = Object.keys(errorTable).filter((code) => JSON.stringify(components.schemas[`Problem.${code}`]).includes('"details":{'));

  expect(described).toEqual(Object.keys(errorTable));
});

test("the reference of error codes is what the code says, and has every code", () => {
  const file = path.resolve(import.meta.dirname, "../../../../../docs/errors.md");

  expect(readFileSync(file, "utf8")).toBe(errorReference(kept.errors, kept.clientErrors));
  expect(Object.keys(kept.errors)).toEqual(knownCodes());
  expect(Object.keys(kept.clientErrors)).toEqual(["TIMEOUT", "ABORTED", "NETWORK", "BAD_RESPONSE", "UNKNOWN"]);
});
