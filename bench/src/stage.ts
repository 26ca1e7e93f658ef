import { closeSync, fdatasyncSync, openSync, readFileSync, rmSync, statSync, writeSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { startCluster } from "@skyhold/db/embedded";
import { migrate } from "@skyhold/db/migrate";
import { seed } from "@skyhold/db/seed";
import { Client, Pool } from "pg";

/** A fresh PostgreSQL with a migrated database and a timetable, as durable as in service, gone afterwards. */
export interface Stage extends AsyncDisposable {
  readonly url: string;
  /** PostgreSQL's first process. */
  readonly pid: number;
  readonly version: string;
  /** A connection for preparations and checks. */
  readonly admin: Client;
  /** Durable 8 kB writes a second that the disk takes one after another: the floor under every commit. */
  measureDisk(seconds: number): number;
  /** The statements that the server runs during the work, as it logs them. */
  statementsDuring(work: () => Promise<unknown>): Promise<string[]>;
}

/** Starts the server with its default settings: fsync and synchronous commit are on. */
export async function openStage({ flights }: { readonly flights: number }): Promise<Stage> {
  await using started = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), "skyhold-bench-"));
  started.defer(() => rm(folder, { recursive: true, force: true }));
  // Under root the server runs as another user, who must be able to walk through this folder.
  await chmod(folder, 0o711);
  const cluster = await startCluster({ folder: path.join(folder, "postgres") });
  started.defer(() => cluster.stop());
  await createDatabase(cluster.url("postgres"));
  const url = cluster.url("skyhold");
  await migrate(url);
  await fill(url, flights);
  const admin = new Client({ connectionString: url });
  await admin.connect();
  started.defer(() => admin.end());
  const { rows } = await admin.query<{ server_version: string }>("SHOW server_version");
  const owned = started.move();
  const interrupted = () => void owned.disposeAsync().finally(() => process.exit(130));
  process.once("SIGINT", interrupted);
  owned.defer(() => void process.off("SIGINT", interrupted));
  return {
    url,
    pid: cluster.pid,
    version: rows[0]?.server_version ?? "unknown",
    admin,
    measureDisk: (seconds) => measureDisk(cluster.folder, seconds),
    statementsDuring: (work) => statementsDuring({ admin, log: path.join(cluster.folder, "log") }, work),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function createDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query("CREATE DATABASE skyhold");
  await client.end();
}

async function fill(connectionString: string, flights: number): Promise<void> {
  const pool = new Pool({ connectionString });
  await seed(pool, { today: Temporal.Now.plainDateISO("UTC"), flights });
  await pool.query("ANALYZE");
  await pool.end();
}

function measureDisk(folder: string, seconds: number): number {
  const file = path.join(folder, "disk-probe");
  const block = Buffer.alloc(8192, 1);
  const descriptor = openSync(file, "w");
  const end = performance.now() + seconds * 1000;
  let writes = 0;
  for (; performance.now() < end; writes += 1) {
    writeSync(descriptor, block, 0, block.length, 0);
    fdatasyncSync(descriptor);
  }
  closeSync(descriptor);
  rmSync(file);
  return writes / seconds;
}

async function statementsDuring(
  { admin, log }: { readonly admin: Client; readonly log: string },
  work: () => Promise<unknown>,
): Promise<string[]> {
  const reload = async (change: string) => {
    await admin.query(change);
    await admin.query("SELECT pg_reload_conf()");
    // Other connections read the new setting when they are next idle.
    await sleep(500);
  };
  await reload("ALTER SYSTEM SET log_statement = 'all'");
  const begin = statSync(log).size;
  await work();
  const end = statSync(log).size;
  await reload("ALTER SYSTEM RESET log_statement");
  const lines = readFileSync(log).subarray(begin, end).toString("utf8").split("\n");
  return lines.flatMap((line) => /LOG: {2}(?:execute [^:]+|statement): (.*)/u.exec(line)?.[1] ?? []);
}
