import { setTimeout as sleep } from "node:timers/promises";

import { expect, test } from "vitest";

import { startTestStack } from "../testing.ts";
import { startOwnProcess } from "../testing/own-process.ts";

test("a job whose worker was killed in the middle of it is done by another one within a minute", async () => {
  await using stack = await startTestStack({ worker: false });
  const { boss, db } = stack.dependencies;
  const id = await boss.send("payments.reconcile", {});
  expect(await boss.fetch("payments.reconcile")).toMatchObject([{ id }]);
  // Nobody has heard of whoever took it since.
  await db.pool.query(
    "UPDATE pgboss.job SET heartbeat_on = now() - interval '40 seconds', started_on = started_on - interval '40 seconds'",
  );

  await using worker = await startOwnProcess("worker", stack.variables);
  const state = async () => (await db.pool.query<{ state: string }>("SELECT state FROM pgboss.job WHERE id = $1", [id])).rows[0]?.state;
  const patience = performance.now() + 45_000;
  while ((await state()) !== "completed" && performance.now() < patience) await sleep(200);

  expect(await state()).toBe("completed");

  worker.stop();
  expect(await worker.ended).toBe(0);
});
