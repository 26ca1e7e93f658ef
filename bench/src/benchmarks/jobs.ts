import { PgBoss } from "pg-boss";

import { toGoal } from "../report.ts";
import type { Benchmark, Figure, Findings, Pace } from "../report.ts";
import { interleave, percentile, summarise } from "../rounds.ts";
import { openStage } from "../stage.ts";
import type { Stage } from "../stage.ts";

const backlog = 100_000;
const batch = 10_000;
const latencies = 200;
/** Long enough to see a rate, however slow the way. */
const longestMs = 10_000;

/** How a worker takes jobs: as ours does those of bookings, payments and messages, the few others, and as one could that takes many at a time. */
const ways = {
  "as the worker takes them": { localConcurrency: 4, batchSize: 100, burstWhenBatchFull: true },
  "as it takes the few": { localConcurrency: 2, batchSize: 5, burstWhenBatchFull: true },
  "a thousand at a time": { localConcurrency: 2, batchSize: 1000, burstWhenBatchFull: true },
} as const;
type Way = keyof typeof ways;

/** The queue alone, with jobs that do nothing: how soon a backlog is gone, and how soon a job begins, its commit included. */
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
    return drain(boss, `drain-${names.indexOf(way)}-${round}`, ways[way]);
  });
  const starts = await measureStarts(boss, rounds);
  const figures = Object.fromEntries(
    names.map((way): [string, Figure] => [`drained ${way}`, { ...summarise(drained.get(way) ?? []), unit: "/s" }]),
  );
  const best = Math.max(...names.map((way) => summarise(drained.get(way) ?? []).median));
  return {
    figures: {
      ...figures,
      "sent to start, p50": { ...summarise(starts.p50), unit: "ms" },
      "sent to start, p99": { ...summarise(starts.p99), unit: "ms" },
    },
    ratios: {},
    goals: [
      toGoal("drained as the worker takes them, /s", summarise(drained.get("as the worker takes them") ?? []).median, { atLeast: 5000 }),
      toGoal("drained at best, /s", best, { atLeast: 5000 }),
      toGoal("sent to start, p50 ms", summarise(starts.p50).median, { atMost: 10 }),
    ],
    setup: {
      postgres: `${stage.version}, default settings, fsync on`,
      queue: "pg-boss, one worker of 4 connections, NOTIFY between polls of 2 s",
      backlog: `${backlog.toLocaleString("en")} jobs that do nothing, drained for ${longestMs / 1000} s at most`,
      "starts measured in a round": latencies,
    },
  };
}

/** Jobs a second, from the first poll until the backlog is gone or the time is over. */
async function drain(boss: PgBoss, name: string, way: (typeof ways)[Way]): Promise<number> {
  await boss.createQueue(name, { notify: true });
  for (let filled = 0; filled < backlog; filled += batch)
    await boss.insert(
      name,
      Array.from({ length: Math.min(batch, backlog - filled) }, (_, at) => ({ data: { number: filled + at } })),
    );
  const startedAt = performance.now();
  let taken = 0;
  const gone = Promise.withResolvers<void>();
  const timer = setTimeout(gone.resolve, longestMs);
  const take = async (jobsTaken: readonly unknown[]) => {
    taken += jobsTaken.length;
    if (taken >= backlog) gone.resolve();
  };
  await boss.work(name, { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 0.5, ...way }, take);
  await gone.promise;
  clearTimeout(timer);
  const rate = (taken * 1000) / (performance.now() - startedAt);
  await boss.offWork(name);
  return rate;
}

async function measureStarts(boss: PgBoss, rounds: number): Promise<{ p50: number[]; p99: number[] }> {
  const queue = "starts";
  await boss.createQueue(queue, { notify: true });
  const started = new Map<number, (at: number) => void>();
  const way = { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2, ...ways["as the worker takes them"] };
  await boss.work<{ number: number }>(queue, way, async (taken) => {
    for (const { data } of taken) started.get(data.number)?.(performance.now());
  });
  const [p50, p99]: [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round += 1) {
    const waits: number[] = [];
    for (let at = 0; at < latencies; at += 1) {
      const begins = new Promise<number>((resolve) => started.set(at, resolve));
      // The commit is somewhere between the sending and its answer, and the job may begin before that answer is here.
      const sent = performance.now();
      await boss.send(queue, { number: at });
      waits.push((await begins) - sent);
    }
    if (round === 0) continue;
    p50.push(percentile(waits, 50));
    p99.push(percentile(waits, 99));
  }
  return { p50, p99 };
}
