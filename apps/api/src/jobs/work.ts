import { findBookingOfJob } from "@skyhold/core";
import type { Context, JobName } from "@skyhold/core";
import type { Job, JobResult, PgBoss } from "pg-boss";
import type { Logger } from "pino";
import { z } from "zod";

import type { Metrics } from "../observe/metrics.ts";
import type { Tracing } from "../observe/tracing.ts";
import { waitForDatabase } from "../wait-for-database.ts";
import { handlers } from "./handlers.ts";
import { jobNames } from "./queue.ts";

/** What runs by itself, in five-field cron notation, UTC. However many workers there are, each runs once. */
const schedules: Readonly<Partial<Record<JobName, string>>> = {
  "bookings.expire": "* * * * *",
  "payments.reconcile": "*/5 * * * *",
  "reminders.queue": "*/5 * * * *",
  "idempotency.purge": "41 * * * *",
  "flights.status": "*/2 * * * *",
  "flights.extend": "41 1 * * *",
  "sessions.purge": "47 2 * * *",
  "personalData.purge": "53 2 * * *",
  // Before the audit, which asks what the comparison has found.
  "payments.compare": "23 2 * * *",
  "invariants.audit": "17 3 * * *",
};

/** Who is told of each job that was worked on. */
export interface Witnesses {
  readonly log: Logger;
  readonly metrics?: Metrics | null;
  readonly tracing?: Tracing | null;
}

/** Takes jobs from every queue, and sets the schedules. */
export async function work(boss: PgBoss, ctx: Context<"system">, witnesses: Witnesses): Promise<void> {
  for (const name of jobNames) await workQueue(boss, name, { ctx, ...witnesses });
  for (const [name, cron] of Object.entries(schedules)) await waitForDatabase(witnesses.log, () => boss.schedule(name, cron, {}));
}

/**
 * A poll every two seconds finds what a notification missed; between them, NOTIFY wakes the worker within milliseconds. It wakes it once
 * for all jobs of a statement, and a poll that comes back full is followed by the next at once: taken singly, a backlog would go down by
 * one job each two seconds.
 */
const polling = { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2, burstWhenBatchFull: true, perJobResults: true } as const;

/** How the jobs of a queue are taken: each of its takers fetches a batch, whose ends are written together. */
interface Pace {
  readonly takers: number;
  readonly batch: number;
}

const few: Pace = { takers: 2, batch: 5 };

/** One for each booking, payment or message: a backlog of thousands goes down by hundreds. A slow one holds up the rest of no batch, and one taker of four. */
const many: Pace = { takers: 4, batch: 100 };

const paces: Readonly<Partial<Record<JobName, Pace>>> = {
  "payment.capture": many,
  "payment.cancel": many,
  "payment.refresh": many,
  "refund.execute": many,
  "notification.send": many,
};

/** Of one batch: the worker shares its connections, to the database and to others' servers, among all of its queues. */
const atOnce = 5;

type Surroundings = Witnesses & { readonly ctx: Context<"system"> };

async function workQueue(boss: PgBoss, name: JobName, surroundings: Surroundings): Promise<void> {
  const { takers, batch } = paces[name] ?? few;
  const options = { ...polling, localConcurrency: takers, batchSize: batch };
  await boss.work<unknown, unknown, typeof options>(name, options, (jobs) => someAtOnce(jobs, (job) => runJob(name, job, surroundings)));
}

/** Works on a few at a time, each next one as soon as there is room, so that a slow one keeps no other from its turn. */
async function someAtOnce<Item, Result>(items: readonly Item[], workOn: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = items.values();
  const workThrough = async () => {
    for (const item of waiting) results.push(await workOn(item));
  };
  await Promise.all(Array.from({ length: atOnce }, workThrough));
  return results;
}

async function runJob(name: JobName, job: Job<unknown>, { ctx, log, metrics, tracing }: Surroundings): Promise<JobResult> {
  const { traceparent, payload } = apart(job.data);
  const span = tracing?.begin({ name: `job ${name}`, kind: "consumer", attributes: { "skyhold.job_id": job.id }, parent: traceparent });
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1000;
  try {
    const handle = () => handlers[name](ctx, payload);
    const result = await (span ? span.run(handle) : handle());
    span?.end();
    metrics?.worked(name, "done", seconds());
    const ms = Math.round(seconds() * 1000);
    if (log.isLevelEnabled("info")) log.info({ ...(await describe(name, job, { ctx, payload })), ms, result }, "job done");
    return { id: job.id, status: "completed" };
  } catch (error) {
    span?.end({ fault: error });
    metrics?.worked(name, "failed", seconds());
    log.error({ ...(await describe(name, job, { ctx, payload })), err: error }, "job failed, and will be tried again");
    return { id: job.id, status: "failed", output: { message: error instanceof Error ? error.message : String(error) } };
  }
}

/** What a line of the log says of a job. A database that is away has failed the job itself: its line goes without the booking then. */
async function describe(name: JobName, { id: jobId }: Job<unknown>, { ctx, payload }: { ctx: Context<"system">; payload: unknown }) {
  const bookingId = await findBookingOfJob(ctx, payload).catch(() => null);
  return { job: name, jobId, ...(bookingId !== null && { bookingId }) };
}

const Carried = z.looseObject({ traceparent: z.string().optional() });

/** A job's payload, and the trace that it was enqueued in. */
function apart(data: unknown): { readonly traceparent: string | undefined; readonly payload: unknown } {
  const carried = Carried.safeParse(data);
  if (!carried.success) return { traceparent: undefined, payload: data };
  const { traceparent, ...payload } = carried.data;
  return { traceparent, payload };
}
