import { jobSchemas } from "@skyhold/core";
import type { JobName, Jobs } from "@skyhold/core";
import { fromPrisma, PgBoss } from "pg-boss";
import type { Queue } from "pg-boss";

import type { Tracing } from "../observe/tracing.ts";

/** Where jobs go that failed every retry, for staff to look at and to send back. */
const deadLetters = "dead-letters";

/** As long as staff may take to look at them: left to itself, the queue would forget them after two weeks. */
const keepDeadSeconds = 365 * 86_400;

/** Tries over about an hour, for a mail server or a payment provider that is down. */
const retries = { retryLimit: 12, retryDelay: 2, retryBackoff: true, retryDelayMax: 600 } satisfies Partial<Queue>;

/** A whole batch may wait for a server that answers none of it in time: that is no reason to give it to another worker. A dead worker is found by its silence. */
const expireInSeconds = 3600;

/** A job whose worker has been silent for so long is given to another one: a killed worker tells nobody. Working ones are heard of every 15 seconds, however long the job. */
const heartbeatSeconds = 30;
/** A mail is tried over most of a day, and gives up by itself before its queue does: then its message says so, to staff who look for it there. */
const retriesOf: Readonly<Partial<Record<JobName, Partial<Queue>>>> = { "notification.send": { retryLimit: 150, retryDelayMax: 900 } };

export const jobNames = Object.keys(jobSchemas).filter((name): name is JobName => name in jobSchemas);

/** Opens pg-boss for a process that only enqueues: it keeps no schedules and does no upkeep. */
export async function openQueue(connectionString: string, onError: (error: unknown) => void): Promise<PgBoss> {
  const boss = new PgBoss({ connectionString, max: 2, migrate: false, supervise: false, schedule: false });
  boss.on("error", onError);
  await orStop(boss, () => boss.start());
  return boss;
}

/** Opens pg-boss for a worker, making its tables and queues where they are missing. */
export async function openWorkerQueue(connectionString: string, onError: (error: unknown) => void): Promise<PgBoss> {
  const boss = new PgBoss({ connectionString, max: 4, useListenNotify: true, superviseIntervalSeconds: 10, monitorIntervalSeconds: 10 });
  boss.on("error", onError);
  await orStop(boss, async () => {
    await boss.start();
    await createQueues(boss);
  });
  return boss;
}

/** A queue that could not be opened leaves no connections behind: it is opened again by another one. */
async function orStop(boss: PgBoss, start: () => Promise<unknown>): Promise<void> {
  try {
    await start();
  } catch (error) {
    await boss.stop({ graceful: false });
    throw error;
  }
}

/** Makes the queue's tables and queues, as a step of the migration: a process that only enqueues expects to find them. */
export async function prepareQueue(connectionString: string): Promise<void> {
  const boss = new PgBoss({ connectionString, max: 1, supervise: false, schedule: false });
  const failures: Error[] = [];
  boss.on("error", (error) => failures.push(error));
  await boss.start();
  await createQueues(boss);
  await boss.stop({ graceful: false });
  if (failures[0]) throw failures[0];
}

async function createQueues(boss: PgBoss): Promise<void> {
  const known = new Set((await boss.getQueues()).map(({ name }) => name));
  if (known.has(deadLetters)) await boss.updateQueue(deadLetters, { retentionSeconds: keepDeadSeconds });
  else await boss.createQueue(deadLetters, { retentionSeconds: keepDeadSeconds });
  for (const name of jobNames) {
    const options = { ...retries, ...retriesOf[name], heartbeatSeconds, expireInSeconds };
    if (!known.has(name)) await boss.createQueue(name, { ...options, deadLetter: deadLetters, notify: true });
    // An older version may have made it otherwise.
    else await boss.updateQueue(name, options);
  }
}

/** Jobs through pg-boss, each enqueued by the transaction that it belongs to, and part of its trace. */
export function jobsOver(boss: PgBoss, tracing: Pick<Tracing, "carry"> | null): Jobs {
  const carried = () => {
    const traceparent = tracing?.carry() ?? null;
    return traceparent === null ? {} : { traceparent };
  };
  return {
    send: async (tx, name, payload) => {
      await boss.send(name, { ...payload, ...carried() }, { db: fromPrisma(tx.prisma) });
    },
    sendAll: async (tx, name, payloads) => {
      const jobs = payloads.map((payload) => ({ data: { ...payload, ...carried() } }));
      if (jobs.length > 0) await boss.insert(name, jobs, { db: fromPrisma(tx.prisma) });
    },
    redrive: (tx, { ids, queue }) =>
      boss.redrive(deadLetters, {
        db: fromPrisma(tx.prisma),
        ...(ids !== null && { ids: [...ids] }),
        ...(queue !== null && { sourceName: queue }),
      }),
  };
}
