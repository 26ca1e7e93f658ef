import { randomBytes } from "node:crypto";

import { Client } from "pg";

import { openDatabase } from "./client.ts";
import type { Database } from "./client.ts";

/** The variable through which the test run's global set-up tells each test file where the migrated template is. */
export const templateVariable = "SKYHOLD_TEST_TEMPLATE_URL";

/** A database of one test file's own, copied from the migrated template and dropped afterwards. */
export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
  readonly db: Database;
  /** Sets this database's clock ahead, for every connection at once. */
  advanceClock(seconds: number): Promise<void>;
}

/** Copies the template, that of the test run unless another server's is given: about 30 ms, so every test file has its own. */
export async function createTestDatabase(templateUrl = process.env[templateVariable]): Promise<TestDatabase> {
  const template = new URL(templateUrl ?? "missing: run the tests from the root of the repository");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await asAdministrator(template, `CREATE DATABASE ${name} TEMPLATE ${template.pathname.slice(1)}`);
  const url = urlOf(template, name);
  // More connections than a process has in service: races are to be real.
  const db = openDatabase({ connectionString: url, poolSize: 24 });
  return {
    url,
    db,
    advanceClock: async (seconds) => {
      await db.pool.query(
        `INSERT INTO sandbox_clock (advance_seconds) VALUES ($1)
         ON CONFLICT (singleton) DO UPDATE SET advance_seconds = sandbox_clock.advance_seconds + excluded.advance_seconds`,
        [seconds],
      );
    },
    [Symbol.asyncDispose]: async () => {
      await db.close();
      await asAdministrator(template, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/** The same server and settings, another database. */
export function urlOf(server: URL, database: string): string {
  return Object.assign(new URL(server), { pathname: database }).href;
}

/** One statement on the database `postgres` of a server: databases cannot be made or dropped from within. */
export async function asAdministrator(server: URL, sql: string): Promise<void> {
  const client = new Client({ connectionString: urlOf(server, "postgres") });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
