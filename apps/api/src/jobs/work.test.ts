import { expect, test } from "vitest";

import { startTestStack } from "../testing.ts";

test("a hundred jobs of one statement are done one after another without a rest, and one that fails keeps no other from its turn", async () => {
  await using stack = await startTestStack();
  const { boss, db } = stack.dependencies;
  const jobs = Array.from({ length: 100 }, (_, at) => ({ data: at === 50 ? { unknown: true } : {} }));
  await boss.insert("sessions.purge", jobs);
  const count = async (state: string) => {
    const { rows } = await db.pool.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM pgboss.job WHERE name = 'sessions.purge' AND state::text = $1",
      [state],
    );
    return rows[0]?.count;
  };
  // Taken singly, with a rest of two seconds after each, they would take a minute and a half.
  await expect.poll(() => count("completed"), { timeout: 20_000, interval: 200 }).toBe(99);
  expect(await count("retry")).toBe(1);
});
