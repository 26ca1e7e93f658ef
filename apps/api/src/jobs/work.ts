import type { Context, JobName } from "@skyhold/core";
import type { PgBoss } from "pg-boss";
import type { Logger } from "pino";

import { handlers } from "./handlers.ts";
import { jobNames } from "./queue.ts";

/** What runs by itself, in five-field cron notation, UTC. However many workers there are, each runs once. */
const schedules: Readonly<Partial<Record<JobName, string>>> = {
  "bookings.expire": "* * * * *",
  "payments.reconcile": "*/5 * * * *",
  "reminders.queue": "*/5 * * * *",
  "idempotency.purge": "41 * * * *",
  "flights.extend": "41 1 * * *",
  "sessions.purge": "47 2 * * *",
  // Before the audit, which asks what the comparison has found.
  "payments.compare": "23 2 * * *",
  "invariants.audit": "17 3 * * *",
};

/** Takes jobs from every queue, and sets the schedules. */
export async function work(boss: PgBoss, ctx: Context<"system">, log: Logger): Promise<void> {
  for (const name of jobNames) await workQueue(boss, name, { ctx, log });
  for (const [name, cron] of Object.entries(schedules)) await boss.schedule(name, cron, {});
}

async function workQueue(boss: PgBoss, name: JobName, { ctx, log }: { ctx: Context<"system">; log: Logger }): Promise<void> {
  // A poll every two seconds finds what a notification missed; between them, NOTIFY wakes the worker within milliseconds.
  await boss.work<unknown>(name, { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2, localConcurrency: 2 }, async ([job]) => {
    if (!job) return;
    const startedAt = performance.now();
    try {
      const result = await handlers[name](ctx, job.data);
      log.info({ job: name, jobId: job.id, ms: Math.round(performance.now() - startedAt), result }, "job done");
    } catch (error) {
      log.error({ job: name, jobId: job.id, err: error }, "job failed, and will be tried again");
      throw error;
    }
  });
}
