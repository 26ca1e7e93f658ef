import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { Client } from "pg";

import { binariesIn, findBinaries } from "./binaries.ts";
import { initialise } from "./initialise.ts";
import { choosePlace } from "./identity.ts";
import type { Place } from "./identity.ts";
import { explainFailure } from "./explain-failure.ts";
import { stopLeftover } from "./leftover.ts";

/** A running PostgreSQL server of ours. */
export interface Cluster {
  /** Where its data and its log stand; not always the folder asked for, see `choosePlace`. */
  readonly folder: string;
  readonly port: number;
  readonly pid: number;
  /** The connection string of one of its databases. */
  url(database: string): string;
  /** Ends connections, writes everything to disk, stops. */
  stop(): Promise<void>;
}

export interface ClusterOptions {
  /** Kept between runs; made when missing. */
  readonly folder: string;
  /** Another PostgreSQL than the one that Skyhold brings along: the folder with `bin/postgres` in it. */
  readonly installation?: string;
  /** A free port when left out. */
  readonly port?: number;
  /** Extra settings, `name=value`. */
  readonly settings?: readonly string[];
}

/** Starts the PostgreSQL that Skyhold brings along, or another, and makes its data folder first where there is none. Fails with a sentence that says what to do. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const binaries = options.installation ? binariesIn(path.resolve(options.installation)) : findBinaries();
  const place = choosePlace(path.resolve(options.folder), binaries);
  const password = await initialise(place);
  await stopLeftover(place);
  const port = options.port ?? (await freePort());
  const server = launch(place, port, options.settings ?? []);
  const url = (database: string) => `postgresql://skyhold:${password}@127.0.0.1:${port}/${database}`;
  await untilReady(server, place, url("postgres"));
  return { folder: place.folder, port, pid: server.pid ?? 0, url, stop: () => stop(server) };
}

/** A TCP port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (typeof address === "object" && address ? resolve(address.port) : reject(new Error("No free port"))));
    });
  });
}

function launch(place: Place, port: number, settings: readonly string[]): ChildProcess {
  const log = openSync(path.join(place.folder, "log"), "a");
  const fixed = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200", "jit=off"];
  const flags = [...fixed, ...settings].flatMap((setting) => ["-c", setting]);
  return spawn(place.binaries.postgres, ["-D", path.join(place.folder, "data"), "-p", String(port), ...flags], {
    ...place.user,
    cwd: place.folder,
    stdio: ["ignore", log, log],
    // A process group of its own: Ctrl-C reaches the API first, and the database last.
    detached: true,
  });
}

async function untilReady(server: ChildProcess, place: Place, url: string): Promise<void> {
  let exited = false;
  server.once("exit", () => (exited = true));
  server.once("error", () => (exited = true));
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (exited) throw new Error(explainFailure(readFileSync(path.join(place.folder, "log"), "utf8"), place.folder));
    if (await accepts(url)) return;
    await sleep(50);
  }
  await stop(server);
  throw new Error(`PostgreSQL did not become ready within 30 seconds; its log is ${path.join(place.folder, "log")}.`);
}

async function accepts(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exited = new Promise((resolve) => server.once("exit", resolve));
  // SIGINT is PostgreSQL's fast shutdown: sessions are ended, data is checkpointed.
  server.kill("SIGINT");
  await exited;
}
