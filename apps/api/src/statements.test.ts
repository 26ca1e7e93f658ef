import { readFileSync } from "node:fs";
import path from "node:path";

import { createTestDatabase } from "@skyhold/db/testing";
import { expect, test } from "vitest";
import { z } from "zod";

import { findStatements, readTables } from "./testing/statements.ts";

const page = readFileSync(path.resolve(import.meta.dirname, "../../../docs/guides/statements.md"), "utf8");
const Shards = z.enum(["none", "copied", "central", "one", "several", "lookup", "every"]);
const classified = new Map(
  [...page.matchAll(/^\| `([^`]+)`\s*\| (\w+)\s*\|$/gmu)].map(([, name = "", word]) => [name, Shards.parse(word)]),
);
const groupOf = new Map(
  [...page.matchAll(/^\| (copied|flight|booking|user|central)\s+\| [^|]+\| (.+?)\s*\|$/gmu)].flatMap(([, group = "", tables = ""]) =>
    [...tables.matchAll(/`(\w+)`/gu)].map(([, table = ""]) => [table, group] as const),
  ),
);

/** The groups of tables that a statement of this word may be seen to touch. */
function mayTouch(word: z.infer<typeof Shards>, groups: ReadonlySet<string>): boolean {
  const spread = ["flight", "booking", "user"].filter((group) => groups.has(group)).length;
  if (word === "none") return groups.size === 0;
  if (word === "copied") return spread === 0 && !groups.has("central");
  if (word === "central") return spread === 0;
  return word !== "one" || (spread <= 1 && !groups.has("central"));
}

test("every table has its place in a database that is spread over machines", () => {
  expect([...groupOf.keys()].toSorted()).toEqual([...readTables().values()].toSorted());
});

test("every statement is classified by the shards that it touches, and by no fewer than its tables say", async () => {
  await using database = await createTestDatabase();
  const { rows } = await database.db.pool.query<{ name: string; body: string }>(
    "SELECT proname AS name, prosrc AS body FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'",
  );
  const found = findStatements(new Map(rows.map(({ name, body }) => [name, body])));
  const names = new Set(found.map(({ name }) => name));
  const wrong = found.filter(({ name, tables }) => {
    const word = classified.get(name);
    return word !== undefined && !mayTouch(word, new Set(tables.map((table) => groupOf.get(table) ?? "unknown")));
  });

  // A new one belongs into docs/guides/statements.md, which says what the words mean.
  expect(found.map(({ name }) => name).filter((name) => !classified.has(name))).toEqual([]);
  expect([...classified.keys()].filter((name) => !names.has(name))).toEqual([]);
  expect(wrong).toEqual([]);
  expect(found.find(({ name }) => name === "hold_seats")?.tables).toEqual(
    expect.arrayContaining(["seat_claim", "booking", "user_account"]),
  );
});
