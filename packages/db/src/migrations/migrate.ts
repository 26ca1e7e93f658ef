import { readMigrations, readSchema } from "./files.ts";
import { withSchemaEngine } from "./schema-engine.ts";

/** No table and no enum is managed by anyone but the migrations. */
const filters = { externalTables: [], externalEnums: [] };

/** A migration that the database refused, and why. Nothing of it stays; the next run tries it again. */
export class MigrationRefused extends Error {
  override readonly name = "MigrationRefused";

  constructor(migration: string, cause: Error) {
    super(`The database refused migration ${migration}, and is as it was before it: ${cause.message}`, { cause });
  }
}

/**
 * Brings a database to the newest migration and names those it applied; none when it already was there. Compatible with `prisma migrate deploy`.
 * Throws MigrationRefused.
 */
export async function migrate(connectionString: string): Promise<readonly string[]> {
  const migrationsList = await readMigrations();
  return withSchemaEngine(connectionString, async (engine, causeOf) => {
    try {
      return (await engine.applyMigrations({ migrationsList, filters })).appliedMigrationNames;
    } catch (error) {
      const cause = causeOf(error);
      const migration = /migration_name="(\w+)"/u.exec(String(error))?.[1];
      if (!cause || migration === undefined) throw error;
      // A script is one transaction, so Prisma need not ask anybody how far it came.
      await engine.markMigrationRolledBack({ migrationName: migration });
      throw new MigrationRefused(migration, cause);
    }
  });
}

/** The SQL that would create schema.prisma in an empty database. */
export async function schemaAsSql(connectionString: string): Promise<string> {
  const to = { tag: "schemaDatamodel", ...(await readSchema()) } as const;
  const question = { from: { tag: "empty" }, to, script: true, exitCode: null, filters } as const;
  const { stdout } = await withSchemaEngine(connectionString, (engine) => engine.diff(question));
  return stdout ?? "";
}
