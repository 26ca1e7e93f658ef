import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { Client } from "pg";

import { startCluster } from "./packages/db/src/embedded/cluster.ts";
import { migrate } from "./packages/db/src/migrations/migrate.ts";
import { templateVariable } from "./packages/db/src/testing.ts";

/** One PostgreSQL server for the whole run, with one migrated template database that every test file copies. */
export async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), "skyhold-test-"));
  // Under root the server runs as another user, who must be able to walk through this folder.
  await chmod(folder, 0o711);
  // Durability is not what these tests prove, and without it the run is several times faster.
  const settings = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300"];
  const cluster = await startCluster({ folder: path.join(folder, "postgres"), settings });
  await createTemplate(cluster.url("postgres"), cluster.url("skyhold_template"));
  process.env[templateVariable] = cluster.url("skyhold_template");
  return async () => {
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

async function createTemplate(administration: string, template: string): Promise<void> {
  const client = new Client({ connectionString: administration });
  await client.connect();
  await client.query("CREATE DATABASE skyhold_template");
  await client.end();
  await migrate(template);
}
