import { createTestDatabase } from "@skyhold/db/testing";
import { expect, test } from "vitest";

import { prepareQueue } from "./queue.ts";

test("a job that was given up waits for staff for a year, also where an older version had made its queue", async () => {
  await using database = await createTestDatabase();
  const days = async () =>
    (
      await database.db.pool.query<{ days: number }>(
        "SELECT retention_seconds / 86400 AS days FROM pgboss.queue WHERE name = 'dead-letters'",
      )
    ).rows[0]?.days;
  await prepareQueue(database.url);
  expect(await days()).toBe(365);
  await database.db.pool.query("UPDATE pgboss.queue SET retention_seconds = 1209600 WHERE name = 'dead-letters'");
  await prepareQueue(database.url);
  expect(await days()).toBe(365);
});
