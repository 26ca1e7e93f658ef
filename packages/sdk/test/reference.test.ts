import { readFileSync } from "node:fs";
import path from "node:path";

import { errorTable } from "@skyhold/core/errors";
import { beforeAll, expect, test } from "vitest";

import { apiReport } from "../reference/api-report.ts";
import { keptPage, keptReport } from "../reference/kept.ts";
import { readClient } from "../reference/read-client.ts";
import type { Client } from "../reference/read-client.ts";
import { referencePage } from "../reference/reference-page.ts";

let client: Client;

beforeAll(() => {
  client = readClient();
}, 120_000);

const codes = [...Object.keys(errorTable), "NETWORK", "TIMEOUT"];

function codesIn(text: string): string[] {
  const words = new Set(text.match(/\b[A-Z]+(?:_[A-Z]+)*\b/gu));
  return codes.filter((code) => words.has(code));
}

function callsOf({ groups }: Client) {
  return groups.flatMap(({ calls }) => calls);
}

test("the kept report is what the package exports; `pnpm openapi` writes it anew", () => {
  expect(readFileSync(keptReport, "utf8")).toBe(apiReport(client));
});

test("the kept reference is what the docstrings say; `pnpm openapi` writes it anew", () => {
  expect(readFileSync(keptPage, "utf8")).toBe(referencePage(client));
});

test("the documentation of every call has an example of it and names its error codes after `Errors:`", () => {
  const calls = callsOf(client);
  const withoutExample = calls.filter(({ path: name, words }) => words.example?.includes(`skyhold.${name}(`) !== true);
  const withoutErrors = calls.filter(({ words }) => codesIn(words.text.split("Errors:")[1] ?? "").length === 0);

  expect(calls.length).toBeGreaterThan(90);
  expect(withoutExample.map(({ path: name }) => name)).toEqual([]);
  expect(withoutErrors.map(({ path: name }) => name)).toEqual([]);
});

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string; readonly description?: string }>>>>;
}

test("every procedure has its call, which names every error code that the procedure names", () => {
  const document: OpenApi = JSON.parse(readFileSync(path.resolve(import.meta.dirname, "../../../apps/api/openapi.json"), "utf8"));
  const operations = Object.values(document.paths).flatMap((each) => Object.values(each));
  const procedures = operations.filter(({ operationId }) => operationId !== "info");
  const told = new Map(callsOf(client).map(({ path: name, words }) => [name, codesIn(words.text)]));
  const missing = procedures.flatMap(({ operationId, description = "" }) =>
    codesIn(description)
      .filter((code) => told.get(operationId)?.includes(code) !== true)
      .map((code) => `${operationId}: ${code}`),
  );

  expect(procedures.map(({ operationId }) => operationId).filter((name) => !told.has(name))).toEqual([]);
  expect(missing).toEqual([]);
});

test("the README's table of calls names all of them, but for those of `auth` and what staff do in each of their groups", () => {
  const readme = readFileSync(path.resolve(import.meta.dirname, "../README.md"), "utf8");
  const rows = new Map(
    [...readme.matchAll(/(?=`skyhold\.(?<group>\w+)`(?<row>[^\n]*))/gu)].map(({ groups }) => [
      groups?.["group"] ?? "",
      groups?.["row"] ?? "",
    ]),
  );
  const named = callsOf(client)
    .map(({ path: name }) => name.split("."))
    .filter(([group]) => group !== "auth");
  const missing = named.filter(([group = "", name = ""]) => rows.get(group)?.includes(`\`${name}\``) !== true);
  expect([...new Set(missing.map((parts) => parts.join(".")))]).toEqual([]);
});
