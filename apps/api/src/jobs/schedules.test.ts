import { expect, test } from "vitest";

import { startTestStack } from "../testing.ts";
import { startOwnProcess } from "../testing/own-process.ts";

test("with two workers side by side what runs by the clock runs once", async () => {
  await using stack = await startTestStack({ worker: false });
  const { boss, db } = stack.dependencies;
  // As an earlier worker left it: both of these find it due at their start.
  await boss.schedule("bookings.expire", "* * * * *", {});
  const mostInAMinute = async (state: string) => {
    const { rows } = await db.pool.query<{ most: number }>(
      `SELECT coalesce(max(jobs), 0)::int AS most
         FROM (SELECT count(*) AS jobs FROM pgboss.job WHERE name = 'bookings.expire' AND state::text ~ $1 GROUP BY date_trunc('minute', created_on)) each`,
      [state],
    );
    return rows[0]?.most;
  };

  await using parts = new AsyncDisposableStack();
  await Promise.all([1, 2].map(async () => parts.use(await startOwnProcess("worker", stack.variables))));
  await expect.poll(() => mostInAMinute("completed"), { timeout: 40_000, interval: 200 }).toBe(1);

  expect(await mostInAMinute("")).toBe(1);
});
