import type { Database } from "@skyhold/db";

/** What a function of the database runs to stop at the gate, while a test keeps it shut. */
export const gate = "PERFORM pg_advisory_xact_lock(4711);";

/** Gives a function of the database another body: an expression of SQL over its definition. */
export async function redefine({ pool }: Database, source: string): Promise<void> {
  await pool.query(`DO $$ BEGIN EXECUTE ${source}; END $$`);
}

/**
 * Begins the first, which runs into the gate, then the second, until it is done or waits, and only then opens: so they meet in the same way
 * however slow the machine is. Answers what came of both.
 */
export async function meetAtGate<First, Second>(
  db: Database,
  first: () => Promise<First>,
  second: () => Promise<Second>,
): Promise<[PromiseSettledResult<First>, PromiseSettledResult<Second>]> {
  const keeper = await db.pool.connect();
  await keeper.query("SELECT pg_advisory_lock(4711)");
  const one = Promise.allSettled([first()]);
  await untilWaiting(db, 1);
  const other = Promise.allSettled([second()]);
  await Promise.race([other, untilWaiting(db, 2)]);
  keeper.release(true);
  return [...(await one), ...(await other)];
}

async function untilWaiting({ pool }: Database, count: number): Promise<void> {
  const waiting = `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
                      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
  while (((await pool.query(waiting)).rowCount ?? 0) < count) await new Promise((resolve) => setTimeout(resolve, 10));
}
