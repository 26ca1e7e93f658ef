import { openDatabase } from "@skyhold/db";
import type { Database, SeatsToHold } from "@skyhold/db";

import { startApi } from "../api.ts";
import type { Api, Call } from "../api.ts";
import { measureLatency, rateFigure, ratesOf, ratioOf, sumErrors, withCpu } from "../figures.ts";
import type { Measurement } from "../figures.ts";
import { makeCalls, prepareMaterial } from "../holds/material.ts";
import { countRows, prepareRefusals, refusalStatement, refusedBy, refusedHolds, refusedOver } from "../holds/refused.ts";
import { closedLoop } from "../load.ts";
import type { Load, Run } from "../load.ts";
import { findStatementRunner } from "../pgbench.ts";
import type { StatementRunner } from "../pgbench.ts";
import { toGoal } from "../report.ts";
import type { Benchmark, Findings, Pace } from "../report.ts";
import { interleave, summarise } from "../rounds.ts";
import { openStage } from "../stage.ts";
import type { Stage } from "../stage.ts";

const clients = 10;
const openLoopShare = 0.6;

/** Holds of seats that are sold: what the losers of a race get, and how soon. */
export const refusals: Benchmark = {
  name: "refusals",
  run: async (options) => {
    await using stage = await openStage({ flights: 10_000 });
    await prepareMaterial(stage, 1);
    const holds = await prepareRefusals(stage);
    await using opened = new AsyncDisposableStack();
    const api = opened.use(await startApi(stage.url));
    const db = openDatabase({ connectionString: stage.url });
    opened.defer(() => db.close());
    const calls = await makeCalls(stage, api, holds);
    return await measureAll(stage, { runner: findStatementRunner(stage.url), db, api, holds, calls }, options);
  },
};

interface Parts {
  readonly runner: StatementRunner;
  readonly db: Database;
  readonly api: Api;
  readonly holds: readonly SeatsToHold[];
  readonly calls: readonly Call[];
}

interface Level {
  readonly name: string;
  readonly run: (load: Load) => Promise<Run>;
}

function levelsOf({ runner, db, api, holds, calls }: Parts): { sql: Level; driver: Level; http: Level } {
  return {
    sql: { name: "SQL, prepared", run: (load) => runner.run(refusalStatement, load) },
    driver: { name: "driver", run: (load) => closedLoop(load, (number) => refusedBy(db, holds[number % refusedHolds])) },
    http: { name: "HTTP", run: (load) => closedLoop(load, (number) => refusedOver(api, calls[number % refusedHolds])) },
  };
}

async function measureAll(stage: Stage, parts: Parts, { seconds, rounds }: Pace): Promise<Findings> {
  const { sql, driver, http } = levelsOf(parts);
  const before = await countRows(stage);
  const measured = await interleave([sql, driver, http], rounds, (level, round): Promise<Measurement> => {
    process.stderr.write(`${level.name}, round ${round} of ${rounds}\n`);
    const watched = { database: stage.pid, ...(level === http && { api: parts.api.pid }) };
    return withCpu(watched, () => level.run({ clients, seconds }));
  });
  const runsOf = (level: Level) => measured.get(level) ?? [];
  const rate = summarise(ratesOf(runsOf(http))).median * openLoopShare;
  const latency = await measureLatency(
    { rate, seconds, rounds },
    { label: "HTTP", operation: (number) => refusedOver(parts.api, parts.calls[number % refusedHolds]) },
  );
  const written = Math.abs((await countRows(stage)) - before);
  const ratio = (level: Level) => ratioOf(ratesOf(runsOf(level)), ratesOf(runsOf(sql)));
  return {
    figures: {
      ...Object.fromEntries([...measured].map(([{ name }, runs]) => [`${name}, c = ${clients}`, rateFigure(runs)])),
      [`HTTP p50 at ${latency.rate}/s, open loop`]: latency.p50,
      [`HTTP p99 at ${latency.rate}/s, open loop`]: latency.p99,
    },
    ratios: { "driver/SQL": ratio(driver), "HTTP/SQL": ratio(http) },
    goals: [
      toGoal(`p99 at ${latency.rate}/s, ms`, latency.p99.median, { atMost: 10 }),
      toGoal("errors", sumErrors(measured.values()) + latency.errors, { atMost: 0 }),
      toGoal("rows written by refusals", written, { atMost: 0 }),
    ],
    setup: {
      postgres: `${stage.version}, default settings, fsync on`,
      "SQL by": parts.runner.name,
      "one refusal": "2 sold seats of one flight; over HTTP the answer also names the nearest free pairs",
      "sold pairs that are asked for": refusedHolds,
      "seconds of a measurement": seconds,
      "rounds after warm-up": rounds,
    },
  };
}
