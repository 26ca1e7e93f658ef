import { Client } from "pg";
import { expect, test } from "vitest";

import { createTestDatabase } from "../testing.ts";
import { readMigrations } from "./files.ts";
import { findBreaks, readShape } from "./old-code.ts";
import { released } from "./released.ts";

/** A database as the released version left it, and the migrations since then. */
async function openReleased(parts: AsyncDisposableStack, lastMigration: string) {
  const database = parts.use(await createTestDatabase());
  const client = new Client({ connectionString: database.url });
  await client.connect();
  parts.defer(() => client.end());
  const steps = (await readMigrations()).migrationDirectories.map(({ path: name, migrationFile: { content } }) => ({
    name,
    sql: content.tag === "ok" ? content.value : "",
  }));
  const apply = async (wanted: typeof steps) => {
    for (const { sql } of wanted) await client.query(sql);
  };
  const last = steps.findIndex(({ name }) => name === lastMigration);
  await client.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public;");
  await apply(steps.slice(0, last + 1));
  return { client, last, upgrade: () => apply(steps.slice(last + 1)) };
}

test("a program of the released version runs on the database of this one: nothing that it uses is gone, renamed, retyped or newly demanded", async () => {
  await using parts = new AsyncDisposableStack();
  const { client, last, upgrade } = await openReleased(parts, released.lastMigration);
  const old = await readShape(client);

  await upgrade();

  const allowed = new Set(released.contracted);
  expect(last).toBeGreaterThanOrEqual(0);
  expect(old.functions.size).toBeGreaterThan(10);
  expect(findBreaks(old, await readShape(client)).filter((fault) => !allowed.has(fault))).toEqual([]);
});

test("each step that would break running programs is found", async () => {
  await using parts = new AsyncDisposableStack();
  const client = await parts.use(await createTestDatabase()).db.pool.connect();
  parts.defer(() => client.release(true));
  const old = await readShape(client);
  const breaksOf = async (sql: string) => {
    await client.query(`BEGIN; ${sql}`);
    const found = findBreaks(old, await readShape(client));
    await client.query("ROLLBACK");
    return found;
  };

  const found = {
    dropped: await breaksOf("ALTER TABLE audit_entry DROP COLUMN reason"),
    renamed: await breaksOf("ALTER TABLE audit_entry RENAME COLUMN reason TO why"),
    retyped: await breaksOf("ALTER TABLE audit_entry ALTER COLUMN reason TYPE varchar(100)"),
    demanded: await breaksOf("ALTER TABLE audit_entry ADD COLUMN shift text NOT NULL"),
    noDefault: await breaksOf("ALTER TABLE audit_entry ALTER COLUMN at DROP DEFAULT"),
    function: await breaksOf("ALTER FUNCTION skyhold_now() RENAME TO skyhold_time"),
    harmless: await breaksOf("ALTER TABLE audit_entry ADD COLUMN shift text NOT NULL DEFAULT 'day', ADD COLUMN note text"),
  };

  expect(found).toEqual({
    dropped: ["column audit_entry.reason is gone"],
    renamed: ["column audit_entry.reason is gone"],
    retyped: [expect.stringMatching(/^column audit_entry.reason was text and is/u)],
    demanded: [expect.stringMatching(/^column audit_entry.shift is new/u)],
    noDefault: ["column audit_entry.at has lost its default"],
    function: ["function skyhold_now() is gone"],
    harmless: [],
  });
});
