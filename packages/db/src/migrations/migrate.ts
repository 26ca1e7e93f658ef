import { readMigrations, readSchema } from "./files.ts";
import { withSchemaEngine } from "./schema-engine.ts";

/** No table and no enum is managed by anyone but the migrations. */
const filters = { externalTables: [], externalEnums: [] };

/** Brings a database to the newest migration and names those it applied; none when it already was there. Compatible with `prisma migrate deploy`. */
export async function migrate(connectionString: string): Promise<readonly string[]> {
  const migrationsList = await readMigrations();
  const applied = await withSchemaEngine(connectionString, (engine) => engine.applyMigrations({ migrationsList, filters }));
  return applied.appliedMigrationNames;
}

/** The SQL that would create schema.prisma in an empty database. */
export async function schemaAsSql(connectionString: string): Promise<string> {
  const to = { tag: "schemaDatamodel", ...(await readSchema()) } as const;
  const question = { from: { tag: "empty" }, to, script: true, exitCode: null, filters } as const;
  const { stdout } = await withSchemaEngine(connectionString, (engine) => engine.diff(question));
  return stdout ?? "";
}
