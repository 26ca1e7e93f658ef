import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import type { MigrationList, SchemasContainer } from "@prisma/schema-engine-wasm/schema_engine_bg";

const prismaFolder = path.resolve(import.meta.dirname, "../../prisma");

/** Where the SQL migrations stand, one folder each. */
export const migrationsFolder = path.join(prismaFolder, "migrations");

/** schema.prisma in the form that the engine takes. */
export async function readSchema(): Promise<SchemasContainer> {
  const file = path.join(prismaFolder, "schema.prisma");
  return { files: [{ path: file, content: await readFile(file, "utf8") }] };
}

/** All migrations on disk, oldest first, in the form that the engine takes. */
export async function readMigrations(): Promise<MigrationList> {
  const entries = await readdir(migrationsFolder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return {
    baseDir: migrationsFolder,
    lockfile: { path: "migration_lock.toml", content: await readFile(path.join(migrationsFolder, "migration_lock.toml"), "utf8") },
    shadowDbInitScript: "",
    migrationDirectories: await Promise.all(names.toSorted().map(readMigration)),
  };
}

async function readMigration(name: string): Promise<MigrationList["migrationDirectories"][number]> {
  const content = await readFile(path.join(migrationsFolder, name, "migration.sql"), "utf8");
  return { path: name, migrationFile: { path: "migration.sql", content: { tag: "ok", value: content } } };
}
