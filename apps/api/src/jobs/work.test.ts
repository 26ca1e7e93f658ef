import { Writable } from "node:stream";

import { expect, test } from "vitest";

import { createLog } from "../log.ts";
import { book, startTestStack, travellerOf } from "../testing.ts";

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

test("in batches of a hundred each job's failure is its own", async () => {
  await using stack = await startTestStack();
  const { boss, db } = stack.dependencies;
  const jobs = Array.from({ length: 250 }, (_, at) => ({ data: at % 50 === 7 ? { unknown: true } : { paymentId: `pay_${at}` } }));
  await boss.insert("payment.cancel", jobs);
  const states = async () =>
    (
      await db.pool.query<{ state: string; count: number }>(
        "SELECT state::text, count(*)::int AS count FROM pgboss.job WHERE name = 'payment.cancel' GROUP BY 1 ORDER BY 1",
      )
    ).rows;
  await expect.poll(states, { timeout: 20_000, interval: 100 }).toEqual([
    { state: "completed", count: 245 },
    { state: "retry", count: 5 },
  ]);
});

test("a slow job keeps none of its batch from its turn", async () => {
  await using stack = await startTestStack();
  const { boss, db } = stack.dependencies;
  const ids = Array.from({ length: 12 }, (_, at) => `ntf_${at}`);
  await db.prisma.notification.createMany({
    data: ids.map((id) => ({ id, kind: "account.password_changed", recipient: "ana@example.com", dedupeKey: id })),
  });
  const waiting = async () => db.prisma.notification.count({ where: { state: "pending" } });
  // Whoever takes it up waits for the lock of its row.
  await using slow = await db.pool.connect().then((client) => ({ client, [Symbol.asyncDispose]: async () => client.release() }));
  await slow.client.query("BEGIN");
  await slow.client.query("SELECT FROM notification WHERE id = 'ntf_0' FOR UPDATE");
  await boss.insert(
    "notification.send",
    ids.map((notificationId) => ({ data: { notificationId } })),
  );
  await expect.poll(waiting, { timeout: 3000, interval: 50 }).toBe(1);
  await slow.client.query("ROLLBACK");
  await expect.poll(waiting, { timeout: 15_000, interval: 50 }).toBe(0);
});

test("the log tells of each job which booking it is about, of one that fails as well", async () => {
  const lines: string[] = [];
  const sink = new Writable({ write: (chunk: Buffer, _encoding, done) => (lines.push(chunk.toString()), done()) });
  await using stack = await startTestStack({ log: createLog("info", "test", sink) });
  const { booking, intentId } = await book(stack, await travellerOf(stack));
  await stack.dependencies.boss.insert("payment.refresh", [{ data: { intentId, unknown: true } }]);

  const told = (job: string, outcome: string) =>
    lines.some((line) => line.includes(`"job":"${job}"`) && line.includes(outcome) && line.includes(`"bookingId":"${booking.id}"`));
  await expect.poll(() => told("notification.send", "job done"), { timeout: 20_000 }).toBe(true);
  await expect.poll(() => told("payment.refresh", "job failed"), { timeout: 20_000 }).toBe(true);
});
