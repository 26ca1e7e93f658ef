import { randomUUID } from "node:crypto";

import { z } from "zod";

import { startApi } from "../api.ts";
import type { Api, Call } from "../api.ts";
import { makeCalls, prepareMaterial, readHolds } from "../holds/material.ts";
import { closedLoop, leadInSeconds, openLoop } from "../load.ts";
import { toGoal } from "../report.ts";
import type { Benchmark, Findings } from "../report.ts";
import { percentile, summarise } from "../rounds.ts";
import { countDeadRows, readMemory, slopeOf } from "../soak/watch.ts";
import { openStage } from "../stage.ts";
import type { Stage } from "../stage.ts";

const clients = 10;
const share = 0.5;

/** Half an hour of holds and releases at half of what the machine can do: what grows, and what gets slower. */
export const soak: Benchmark = {
  name: "soak",
  run: async ({ minutes, seconds }) => {
    if (minutes < 6) throw new Error("--minutes wants at least 6: what changes is read from thirds of the time, after the first tenth");
    await using stage = await openStage({ flights: 10_000 });
    await prepareMaterial(stage, 1);
    await using api = await startApi(stage.url, { env: { HOLD_LIMIT: "100000" } });
    const calls = await makeCalls(stage, api, await readHolds(stage));
    const operation = (number: number) => holdAndRelease(api, calls[number % calls.length]);
    const { perSecond } = await closedLoop({ clients, seconds }, operation);
    const rate = Math.max(1, Math.floor(perSecond * share));
    const watched = await watch({ stage, api, operation }, { minutes, rate });
    return findingsOf(watched, { minutes, rate });
  },
};

interface Watched {
  readonly p99: readonly number[];
  readonly memory: readonly number[];
  readonly dead: readonly number[];
  readonly errors: number;
}

interface Parts {
  readonly stage: Stage;
  readonly api: Api;
  readonly operation: (number: number) => Promise<boolean>;
}

async function watch({ stage, api, operation }: Parts, { minutes, rate }: { minutes: number; rate: number }): Promise<Watched> {
  const p99: number[] = [];
  const memory: number[] = [];
  const dead: number[] = [];
  let errors = 0;
  let done = 0;
  for (let minute = 1; minute <= minutes; minute += 1) {
    const before = done;
    const run = await openLoop({ rate, seconds: 60 - leadInSeconds }, (number) => operation(before + number));
    done += run.operations;
    errors += run.errors;
    p99.push(percentile(run.latenciesMs, 99));
    memory.push(readMemory(api.pid));
    dead.push(await countDeadRows(stage));
    process.stderr.write(
      `minute ${minute} of ${minutes} at ${rate}/s: p99 ${p99.at(-1)?.toFixed(1)} ms, ${memory.at(-1)?.toFixed(0)} MB, ${dead.at(-1)} dead rows, ${errors} errors\n`,
    );
  }
  return { p99, memory, dead, errors };
}

function findingsOf({ p99, memory, dead, errors }: Watched, { minutes, rate }: { minutes: number; rate: number }): Findings {
  const third = Math.floor(minutes / 3);
  const warm = Math.ceil(minutes / 10);
  const drift = percentile(p99.slice(-third), 50) / percentile(p99.slice(warm, warm + third), 50);
  const bounded = Math.max(...dead.slice(-third)) / Math.max(1, ...dead.slice(warm, -third));
  return {
    figures: {
      "p99 of a minute": { ...summarise(p99), unit: "ms" },
      "resident memory of the API": { ...summarise(memory), unit: "MB" },
      "dead rows": { ...summarise(dead), unit: "" },
    },
    ratios: {},
    goals: [
      toGoal("memory, MB a minute", slopeOf(memory.slice(warm)), { atMost: 1 }),
      toGoal("p99 of the last third / of the first", drift, { atMost: 1.1 }),
      toGoal("most dead rows, last third / before", bounded, { atMost: 1.2 }),
      toGoal("errors", errors, { atMost: 0 }),
    ],
    setup: {
      minutes,
      "holds a second, each released at once": rate,
      "share of what the machine can do": share,
      "minutes before anything counts": warm,
      vacuum: "PostgreSQL's own, default settings",
    },
  };
}

const Held = z.object({ result: z.object({ data: z.object({ json: z.object({ id: z.string() }) }) }) });

async function holdAndRelease(api: Api, call: Call | undefined): Promise<boolean> {
  if (!call) return false;
  const again = () => ({ ...call.headers, "idempotency-key": randomUUID() });
  const held = await api.call({ ...call, headers: again() }, "body");
  if (held.status !== 200) return false;
  const bookingId = Held.parse(JSON.parse(held.body)).result.data.json.id;
  const body = JSON.stringify({ json: { bookingId } });
  const released = await api.call({ method: "POST", path: "/trpc/bookings.release", headers: again(), body });
  return released.status === 200;
}
