import type { Statement, Transaction } from "./client.ts";

const lockStatement: Statement<string> = {
  name: "lock_booking",
  text: "SELECT id AS answer FROM booking WHERE id = $1 AND ($2::text IS NULL OR user_id = $2) FOR NO KEY UPDATE",
};
const keepStatement: Statement<string> = {
  name: "keep_flights",
  text: "SELECT id AS answer FROM flight WHERE id = ANY ($1::text[]) ORDER BY id FOR SHARE",
};
const clockStatement: Statement<string> = { name: "read_clock", text: "SELECT to_jsonb(skyhold_now()) AS answer" };

/**
 * Locks a booking until the transaction ends, and says whether there is such a one; with an owner, only that owner's.
 * Read it in a second statement: a joined row read with the lock may be stale.
 */
export async function lockBooking(tx: Transaction, bookingId: string, ownerId: string | null): Promise<boolean> {
  return (await tx.run(lockStatement, [bookingId, ownerId])).length === 1;
}

/**
 * Keeps flights as they are until the transaction ends: whoever is changing one of them is waited for, and whoever wants to has to wait. What is
 * read afterwards is what was known of them when the transaction committed.
 */
export async function keepFlights(tx: Transaction, flightIds: readonly string[]): Promise<void> {
  await tx.run(keepStatement, [flightIds]);
}

/** The clock that decides deadlines: the database's, plus what a sandbox has advanced it by. */
export async function readClock(db: Transaction): Promise<Date> {
  const [now] = await db.run(clockStatement, []);
  if (!now) throw new Error("The database's clock gave no answer");
  return new Date(now);
}
