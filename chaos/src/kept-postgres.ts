import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { startCluster } from "@skyhold/db/embedded";
import type { Cluster } from "@skyhold/db/embedded";

import { fixedPort } from "./fixed-port.ts";

/** A PostgreSQL that is started again whenever it was killed, on the same port and data, as durable as in service. */
export interface KeptPostgres extends AsyncDisposable {
  readonly url: (database: string) => string;
  /** Ends the server as a crash would; its sessions find out by themselves. */
  kill(): void;
  isReady(): boolean;
  /** Ends sessions, writes everything to disk, starts again. */
  restart(): void;
  /** Resolves once the server takes connections after all that was done to it. */
  ready(): Promise<void>;
}

/** Starts the server in a folder of its own. */
export async function keepPostgres(folder: string): Promise<KeptPostgres> {
  const port = await fixedPort();
  const start = () => startCluster({ folder: path.join(folder, "postgres"), port });
  let cluster = await start();
  let last: Promise<void> = Promise.resolve();
  let underWay = 0;
  const afterwards = (stop: (cluster: Cluster) => Promise<void>) => {
    underWay += 1;
    const before = last;
    last = (async () => {
      await before;
      await stop(cluster);
      cluster = await again(start);
      underWay -= 1;
    })();
    last.catch(() => undefined);
  };
  return {
    url: (database) => cluster.url(database),
    isReady: () => underWay === 0,
    kill: () => afterwards(async ({ pid }) => void process.kill(pid, "SIGKILL")),
    restart: () => afterwards((running) => running.stop()),
    ready: () => last,
    [Symbol.asyncDispose]: async () => {
      await last.catch(() => undefined);
      await cluster.stop();
    },
  };
}

/** Sessions of a killed server hold its shared memory until they notice; a new one cannot start before. */
async function again(start: () => Promise<Cluster>): Promise<Cluster> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start();
    } catch (error) {
      if (attempt === 100) throw error;
      await sleep(100);
    }
  }
}
