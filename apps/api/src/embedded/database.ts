import { openDatabase } from "@skyhold/db";
import { createDatabase, startCluster } from "@skyhold/db/embedded";
import { migrate } from "@skyhold/db/migrate";
import { seed } from "@skyhold/db/seed";

import { prepareQueue } from "../jobs/queue.ts";
import { createDemoAccounts } from "./demo-accounts.ts";
import type { Say } from "./say.ts";

/** How many days ahead flights are on sale in the demo data. */
const horizonDays = 30;

/** Starts the embedded PostgreSQL with a database in it, and hands its stop to the stack. */
export async function startDatabase(folder: string, stack: AsyncDisposableStack): Promise<string> {
  const cluster = await startCluster({ folder });
  stack.defer(() => cluster.stop());
  await createDatabase(cluster.url("postgres"), "skyhold");
  return cluster.url("skyhold");
}

/** Brings a database up to date: migrations and queues. Where it is the embedded one, in this folder, an error says how to begin anew. */
export async function migrateDatabase(url: string, folder: string | null): Promise<void> {
  try {
    await migrate(url);
  } catch (error) {
    if (folder === null || !(error instanceof Error)) throw error;
    throw new Error(`${error.message}\nIf it stays so, move ${folder} away: the next start begins with an empty database.`, {
      cause: error,
    });
  }
  await prepareQueue(url);
}

/** Loads the demo data where there is none, and the days that have come since the last start where there is. */
export async function loadDemoData(url: string, say: Say): Promise<void> {
  await createDemoAccounts(url);
  const db = openDatabase({ connectionString: url, poolSize: 2 });
  try {
    const today = Temporal.Now.plainDateISO("UTC");
    const { _max } = await db.prisma.flight.aggregate({ _max: { departureDate: true } });
    const lastDay = today.add({ days: horizonDays - 1 });
    if (_max.departureDate && _max.departureDate.toISOString().slice(0, 10) >= lastDay.toString()) return;
    await say.step("Loading airports, aircraft and a timetable", (progress) =>
      seed(db.pool, { today, onProgress: ({ done, total }) => progress(done, total) }),
    );
  } finally {
    await db.close();
  }
}
