import { Client } from "pg";
import { expect, test } from "vitest";

import { createTestDatabase } from "../testing.ts";
import { readMigrations } from "./files.ts";
import { migrate, schemaAsSql } from "./migrate.ts";

/** All that Prisma's schema language can say of a database, one line a fact. */
const facts = `
  SELECT format('column %s.%s %s null=%s default=%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull, pg_get_expr(d.adbin, d.adrelid)) AS fact
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
   WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE '\\_%'
  UNION ALL
  SELECT pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
   WHERE c.relnamespace = 'public'::regnamespace AND i.indpred IS NULL AND c.relname NOT LIKE '\\_%'
  UNION ALL
  SELECT format('foreign key %s %s', conrelid::regclass, pg_get_constraintdef(oid)) FROM pg_constraint WHERE contype = 'f'
  UNION ALL
  SELECT format('enum %s %s %s', enumtypid::regtype, enumsortorder, enumlabel) FROM pg_enum
  ORDER BY 1`;

async function factsOf(connectionString: string, prepare?: string): Promise<string[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    if (prepare) await client.query(prepare);
    const { rows } = await client.query<{ fact: string }>(facts);
    return rows.map((row) => row.fact);
  } finally {
    await client.end();
  }
}

test("schema.prisma and the migrations describe the same database", async () => {
  await using migrated = await createTestDatabase();
  await using described = await createTestDatabase();
  const [clock] = (await readMigrations()).migrationDirectories;
  const functions = clock?.migrationFile.content.tag === "ok" ? clock.migrationFile.content.value : "";
  const fromSchema = [
    "DROP SCHEMA public CASCADE; CREATE SCHEMA public;",
    functions,
    "DROP TABLE sandbox_clock;",
    await schemaAsSql(described.url),
  ];

  expect(await factsOf(described.url, fromSchema.join("\n"))).toEqual(await factsOf(migrated.url));
});

test("a migration that the database refuses is told with its reason, leaves nothing, and is tried again", async () => {
  await using database = await createTestDatabase();
  const twice = "20261123030000_flight_changes";
  const before = await factsOf(database.url, `DELETE FROM _prisma_migrations WHERE migration_name = '${twice}'`);
  const refused = `The database refused migration ${twice}, and is as it was before it: enum label "change" already exists`;

  await expect(migrate(database.url)).rejects.toThrow(refused);
  await expect(migrate(database.url)).rejects.toThrow(refused);
  expect(await factsOf(database.url)).toEqual(before);
});

test("a migrated database needs no further migration", async () => {
  await using database = await createTestDatabase();

  expect(await migrate(database.url)).toEqual([]);
});
