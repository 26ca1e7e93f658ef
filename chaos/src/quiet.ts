import { setTimeout as sleep } from "node:timers/promises";

import { createClient } from "@skyhold/sdk";
import type { Skyhold } from "@skyhold/sdk";
import { PgBoss } from "pg-boss";

import { paymentSeconds } from "./product.ts";
import type { Product } from "./product.ts";
import { signIn } from "./sign-in.ts";

/** What is still to be done, by what it is. */
const unfinished = `
  SELECT 'job ' || name || ' ' || state AS what, count(*)::int AS count FROM pgboss.job
   WHERE name NOT LIKE '\\_\\_%' AND name <> 'dead-letters' AND state IN ('created', 'retry', 'active') GROUP BY name, state
  UNION ALL SELECT 'mail not sent', count(*)::int FROM notification WHERE state IN ('pending', 'failed') HAVING count(*) > 0
  UNION ALL SELECT 'payment ' || state, count(*)::int FROM payment WHERE state IN ('starting', 'processing', 'authorised') GROUP BY state
  UNION ALL SELECT 'refund not asked for', count(*)::int FROM refund WHERE state = 'pending' AND stripe_refund_id IS NULL HAVING count(*) > 0
  UNION ALL SELECT 'booking ' || state, count(*)::int FROM booking WHERE state IN ('held', 'awaiting_payment') GROUP BY state`;

/** For how long nothing may become less before what is left counts as never to be done: a slow machine takes its time, but goes on. */
const patienceMs = 120_000;

/**
 * Waits until nothing is left to do, and lets the time go by faster that jobs and deadlines would otherwise wait for: holds run out, jobs are
 * tried again at once, the sweep and the reconciler come now, and staff send again what a mail server refused for good. What of the work is done, and how, is the
 * product's own affair. Answers what was left when patience ran out.
 */
export async function untilQuiet(product: Product): Promise<ReadonlyMap<string, number>> {
  const { db, stripe } = product;
  const boss = new PgBoss({ connectionString: product.postgres.url("skyhold"), max: 1, migrate: false, supervise: false, schedule: false });
  boss.on("error", () => undefined);
  await boss.start();
  const staff = createClient({ url: product.url, token: await signIn(db, "staff") });
  try {
    let least = Infinity;
    let end = 0;
    for (let round = 0; ; round += 1) {
      if (round % 10 === 0) await Promise.all([hurry(product, boss), sendAgain(staff)]);
      await db.pool.query("UPDATE pgboss.job SET start_after = now() WHERE state = 'retry' AND start_after > now()");
      await stripe.idle();
      const { rows } = await db.pool.query<{ what: string; count: number }>(unfinished);
      const left = rows.reduce((sum, { count }) => sum + count, 0);
      if (left < least) end = performance.now() + patienceMs;
      least = Math.min(least, left);
      if (left === 0 || performance.now() > end) return new Map(rows.map(({ what, count }) => [what, count]));
      await sleep(1000);
    }
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** Moves the product's clock on, past every deadline and every patience, and calls those who come by the clock. */
async function hurry({ db }: Product, boss: PgBoss): Promise<void> {
  await db.pool.query(
    `INSERT INTO sandbox_clock (advance_seconds) VALUES ($1)
     ON CONFLICT (singleton) DO UPDATE SET advance_seconds = sandbox_clock.advance_seconds + excluded.advance_seconds`,
    [paymentSeconds + 330],
  );
  for (const name of ["bookings.expire", "payments.reconcile"]) await boss.send(name, {});
}

/** As staff do in the back office, when they see that the server takes mail again. */
async function sendAgain({ admin }: Skyhold): Promise<void> {
  for await (const { id: notificationId } of admin.notifications.list({ state: "failed" }))
    await admin.notifications.retry({ notificationId, reason: "The mail server is well again" });
}
