import { setTimeout as sleep } from "node:timers/promises";

import { isConnectionLost, isOverload } from "@skyhold/core";
import type { Logger } from "pino";

/** How long a process that starts waits for its database. */
const patienceMs = 60_000;

/** How long until the next try. */
const pauseMs = 250;

/**
 * Does the first work on the database, and does it again while the database is away, for up to a minute. A process that ended instead would be
 * read and compiled anew for each try, and miss the moments at which the database is there. What is wrong otherwise fails at once. The work must leave nothing open when it fails.
 */
export async function waitForDatabase<Result>(log: Pick<Logger, "warn">, work: () => Promise<Result>): Promise<Result> {
  const end = performance.now() + patienceMs;
  for (let failures = 0; ; failures += 1) {
    try {
      const result = await work();
      if (failures > 0) log.warn({ failures }, "the database is there");
      return result;
    } catch (err) {
      if (!(isOverload(err) || isConnectionLost(err)) || performance.now() > end) throw err;
      // Once for all tries: there may be four a second.
      if (failures === 0) log.warn({ err }, "the database is away; trying again");
      await sleep(pauseMs);
    }
  }
}
