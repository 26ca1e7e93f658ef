import { setTimeout as sleep } from "node:timers/promises";

import { findOffer, makeFlight } from "@skyhold/core/testing";
import { serialize } from "superjson";
import { expect, test } from "vitest";

import { causedByDatabase } from "./errors.ts";
import { startTestStack } from "./testing.ts";
import type { TestStack } from "./testing.ts";
import { openAccount } from "./testing/accounts.ts";

const ana = { email: "ana@example.com", password: "correct horse", givenName: "Ana", surname: "Novák" };

/** Ends the sessions of the database that wait for a lock, as a restart of the server would. */
async function endWaiting({ database }: TestStack): Promise<void> {
  for (let ended = 0; ended === 0; await sleep(20)) {
    const { rowCount } = await database.db.pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'",
    );
    ended = rowCount ?? 0;
  }
}

test("a hold whose database connection breaks says that its outcome is unknown, and the same call again holds the seat once", async () => {
  await using stack = await startTestStack({ worker: false });
  const { token, account } = await openAccount(stack, ana);
  const { token: offer } = await findOffer(stack.dependencies.app, await makeFlight(stack.database.db));
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}`, "idempotency-key": "one-hold-of-ana" };
  const body = JSON.stringify(serialize({ offer, seats: [["1A"]] }));
  const hold = () => fetch(`${stack.url}/trpc/bookings.hold`, { method: "POST", headers, body });
  const stuck = await stack.database.db.pool.connect();
  await stuck.query("BEGIN");
  await stuck.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 7))", [account.id]);

  const answer = hold();
  await endWaiting(stack);
  const interrupted = await answer;
  await stuck.query("ROLLBACK");
  stuck.release();

  expect([interrupted.status, interrupted.headers.get("retry-after")]).toEqual([503, "1"]);
  expect(await interrupted.text()).toContain("OUTCOME_UNKNOWN");
  expect([(await hold()).status, (await hold()).status]).toEqual([200, 200]);
  expect(await stack.database.db.prisma.booking.count()).toBe(1);
});

test("a database that is away is an overload, since nothing can have been changed", () => {
  const refused = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:5432"), { code: "ECONNREFUSED" });
  const late = new Error("Connection terminated due to connection timeout", { cause: new Error("Connection terminated unexpectedly") });
  const starting = Object.assign(new Error("the database system is starting up"), { code: "57P03" });

  expect([refused, late, starting].map((error) => causedByDatabase(error)?.code)).toEqual(["OVERLOADED", "OVERLOADED", "OVERLOADED"]);
  expect(causedByDatabase(new Error("Connection terminated unexpectedly"))?.code).toBe("OUTCOME_UNKNOWN");
  expect(causedByDatabase(new Error("ConnectionClosed"))?.code).toBe("OUTCOME_UNKNOWN");
  const raw =
    "\nInvalid `prisma.$queryRawUnsafe()` invocation:\n\n\nRaw query failed. Code: `N/A`. Message: `Server has closed the connection.`";
  expect(causedByDatabase(new Error(raw))?.code).toBe("OUTCOME_UNKNOWN");
});

test("a pooler that has no server for a caller is an overload, and one that lost it may have done what was asked", () => {
  const pooler = (message: string) => Object.assign(new Error(message), { code: "08P01" });
  const unserved = [
    "server login has been failing, cached error: the database system is starting up (server_login_retry)",
    "query_wait_timeout",
    "pgbouncer cannot connect to server",
  ];

  expect(unserved.map((words) => causedByDatabase(pooler(words))?.code)).toEqual(["OVERLOADED", "OVERLOADED", "OVERLOADED"]);
  expect(causedByDatabase(pooler("server conn crashed?"))?.code).toBe("OUTCOME_UNKNOWN");
});
