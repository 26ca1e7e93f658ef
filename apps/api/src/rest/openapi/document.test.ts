import { readFileSync } from "node:fs";
import path from "node:path";

import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";

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

test("the reference of error codes is what the code says, and has every code", () => {
  const file = path.resolve(import.meta.dirname, "../../../../../docs/errors.md");

  expect(readFileSync(file, "utf8")).toBe(errorReference(kept.errors));
  expect(Object.keys(kept.errors)).toEqual(knownCodes());
});
