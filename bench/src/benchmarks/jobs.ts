import { PgBoss } from "pg-boss";

import { toGoal } from "../report.ts";
import type { Benchmark, Figure, Findings, Pace } from "../report.ts";
import { interleave, percentile, summarise } from "../rounds.ts";
import { openStage } from "../stage.ts";
import type { Stage } from "../stage.ts";

const backlog = 100_000;
const batch = 10_000;
const latencies = 200;

/** How a worker takes jobs: as ours do, and as one could that takes many at a time. */
const ways = {
  "as the worker takes them": { localConcurrency: 2, batchSize: 1 },
  "a hundred at a time": { localConcurrency: 2, batchSize: 100 },
  "a thousand at a time": { localConcurrency: 2, batchSize: 1000 },
} as const;
type Way = keyof typeof ways;

/** The queue alone, with jobs that do nothing: how soon a backlog is gone, and how soon a job begins after its commit. */
export const jobs: Benchmark = {
  name: "jobs",
  run: async (options) => {
    await using stage = await openStage({ flights: 1000 });
    const boss = new PgBoss({ connectionString: stage.url, max: 4, useListenNotify: true });
    boss.on("error", (error) => process.stderr.write(`${error.message}\n`));
    await boss.start();
    await using opened = new AsyncDisposableStack();
    opened.defer(() => boss.stop({ graceful: false }));
    return await measureAll(stage, boss, options);
  },
};

async function measureAll(stage: Stage, boss: PgBoss, { rounds }: Pace): Promise<Findings> {
  const names = Object.keys(ways).filter((name): name is Way => name in ways);
  const drained = await interleave(names, Math.min(rounds, 3), async (way, round) => {
    process.stderr.write(`${way}, round ${round}\n`);
    return drain(boss, `drain-${names.indexOf(way)}-${round}`, { ...ways[way], jobs: ways[way].batchSize === 1 ? backlog / 10 : backlog });
  });
  const starts = await measureStarts(boss, rounds);
  const figures = Object.fromEntries(
    names.map((way): [string, Figure] => [`drained ${way}`, { ...summarise(drained.get(way) ?? []), unit: "/s" }]),
  );
  const best = Math.max(...names.map((way) => summarise(drained.get(way) ?? []).median));
  return {
    figures: {
      ...figures,
      "commit to start, p50": { ...summarise(starts.p50), unit: "ms" },
      "commit to start, p99": { ...summarise(starts.p99), unit: "ms" },
    },
    ratios: {},
    goals: [
      toGoal("drained as the worker takes them, /s", summarise(drained.get("as the worker takes them") ?? []).median, { atLeast: 5000 }),
      toGoal("drained at best, /s", best, { atLeast: 5000 }),
      toGoal("commit to start, p50 ms", summarise(starts.p50).median, { atMost: 10 }),
    ],
    setup: {
      postgres: `${stage.version}, default settings, fsync on`,
      queue: "pg-boss, one worker of 4 connections, NOTIFY between polls of 2 s",
      backlog: `${backlog.toLocaleString("en")} jobs that do nothing; ${(backlog / 10).toLocaleString("en")} where they are taken one by one`,
      "starts measured in a round": latencies,
    },
  };
}

interface Drain {
  readonly localConcurrency: number;
  readonly batchSize: number;
  readonly jobs: number;
}

/** Jobs a second, from the first poll to the last job. */
async function drain(boss: PgBoss, name: string, { localConcurrency, batchSize, jobs: count }: Drain): Promise<number> {
  await boss.createQueue(name, { notify: true });
  for (let filled = 0; filled < count; filled += batch)
    await boss.insert(
      name,
      Array.from({ length: Math.min(batch, count - filled) }, (_, at) => ({ data: { number: filled + at } })),
    );
  const startedAt = performance.now();
  let left = count;
  await new Promise<void>((resolve, reject) => {
    const take = async (taken: readonly unknown[]) => {
      left -= taken.length;
      if (left <= 0) resolve();
    };
    boss
      .work(
        name,
        {
          pollingIntervalSeconds: 0.5,
          notifyPollingIntervalSeconds: 0.5,
          localConcurrency,
          batchSize,
          ...(batchSize > 1 && { burstWhenBatchFull: true }),
        },
        take,
      )
      .catch(reject);
  });
  const seconds = (performance.now() - startedAt) / 1000;
  await boss.offWork(name);
  return count / seconds;
}

async function measureStarts(boss: PgBoss, rounds: number): Promise<{ p50: number[]; p99: number[] }> {
  const queue = "starts";
  await boss.createQueue(queue, { notify: true });
  const started = new Map<number, (at: number) => void>();
  await boss.work<{ number: number }>(
    queue,
    { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2, localConcurrency: 2 },
    async ([job]) => {
      if (job) started.get(job.data.number)?.(performance.now());
    },
  );
  const [p50, p99]: [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round += 1) {
    const waits: number[] = [];
    for (let at = 0; at < latencies; at += 1) {
      const begins = new Promise<number>((resolve) => started.set(at, resolve));
      await boss.send(queue, { number: at });
      const committed = performance.now();
      // It may begin before the answer of the commit is here.
      waits.push(Math.max(0, (await begins) - committed));
    }
    if (round === 0) continue;
    p50.push(percentile(waits, 50));
    p99.push(percentile(waits, 99));
  }
  return { p50, p99 };
}
