import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { startCluster } from "@skyhold/db/embedded";
import { migrate } from "@skyhold/db/migrate";
import { seed } from "@skyhold/db/seed";
import { Client, Pool } from "pg";

import { recordStatements } from "./server-log.ts";
import type { LoggedStatement, ServerLog } from "./server-log.ts";

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
  /** The same for each of several pieces of work, with the values and who sent them; this stage's own connection is left out. */
  record(works: readonly (() => Promise<unknown>)[]): Promise<LoggedStatement[][]>;
  /** Makes a copy of the database as it is now and answers its connection string. Nobody else may be connected. */
  copyTo(name: string): Promise<string>;
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
  await inDatabase(cluster.url("postgres"), (client) => client.query("CREATE DATABASE skyhold"));
  const url = cluster.url("skyhold");
  await migrate(url);
  await fill(url, flights);
  let admin = await connect(url);
  started.defer(() => admin.end());
  const log = path.join(cluster.folder, "log");
  const { rows } = await admin.query<{ server_version: string }>("SHOW server_version");
  const copyTo = async (name: string) => {
    await admin.end();
    await inDatabase(cluster.url("postgres"), (client) => client.query(`CREATE DATABASE ${name} TEMPLATE skyhold`));
    admin = await connect(url);
    return cluster.url(name);
  };
  const owned = started.move();
  endWithProcess(owned);
  return {
    url,
    pid: cluster.pid,
    version: rows[0]?.server_version ?? "unknown",
    get admin() {
      return admin;
    },
    measureDisk: (seconds) => measureDisk(cluster.folder, seconds),
    statementsDuring: async (work) => (await recordOthers({ admin, file: log }, [work])).flat().map(({ text }) => text),
    record: (works) => recordOthers({ admin, file: log }, works),
    copyTo,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Ctrl-C, a terminal that closes, a time limit: none of them leaves a server running. */
function endWithProcess(owned: AsyncDisposableStack): void {
  const ended = (_: NodeJS.Signals, number: number) => void owned.disposeAsync().finally(() => process.exit(128 + number));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, ended);
    owned.defer(() => void process.off(signal, ended));
  }
}

async function connect(connectionString: string): Promise<Client> {
  const client = new Client({ connectionString });
  await client.connect();
  return client;
}

/** Does something over a connection of its own. */
export async function inDatabase<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = await connect(url);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function recordOthers(log: ServerLog, works: readonly (() => Promise<unknown>)[]): Promise<LoggedStatement[][]> {
  const { rows } = await log.admin.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  const recorded = await recordStatements(log, works);
  return recorded.map((statements) => statements.filter(({ pid }) => pid !== rows[0]?.pid));
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
