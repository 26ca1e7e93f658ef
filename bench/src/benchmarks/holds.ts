import { openDatabase } from "@skyhold/db";

import { startApi } from "../api.ts";
import { measureLatency, rateFigure, ratesOf, ratioOf, sumErrors, withCpu } from "../figures.ts";
import type { Measurement } from "../figures.ts";
import { callWith, levelsOf } from "../holds/levels.ts";
import type { Level, Parts } from "../holds/levels.ts";
import { countHeldPairs, makeCalls, prepareMaterial, readHolds, takeBack } from "../holds/material.ts";
import { leadInSeconds } from "../load.ts";
import type { Load } from "../load.ts";
import { findStatementRunner } from "../pgbench.ts";
import { toGoal } from "../report.ts";
import type { Benchmark, Figure, Findings, Goal, Options } from "../report.ts";
import { interleave, summarise } from "../rounds.ts";
import type { Summary } from "../rounds.ts";
import { openStage } from "../stage.ts";
import type { Stage } from "../stage.ts";

const clientCounts = [1, 10, 50];
const openLoopShare = 0.6;

/** Two-seat holds over many flights, from the disk up to HTTP: what each layer costs. */
export const holds: Benchmark = {
  name: "holds",
  run: async (options) => {
    await using stage = await openStage({ flights: 10_000 });
    await prepareMaterial(stage, options.seconds + leadInSeconds);
    await using opened = new AsyncDisposableStack();
    const api = opened.use(await startApi(stage.url));
    const db = openDatabase({ connectionString: stage.url });
    opened.defer(() => db.close());
    const documents = await readHolds(stage);
    const calls = await makeCalls(stage, api, documents);
    const runner = findStatementRunner(stage.url);
    return await measureAll(stage, { runner, db, api, holds: documents, calls }, options);
  },
};

type ByLevel = ReadonlyMap<string, readonly Measurement[]>;

async function measureAll(stage: Stage, parts: Parts, options: Options): Promise<Findings> {
  const disk = Array.from({ length: options.rounds }, () => stage.measureDisk(0.5));
  const figures: Record<string, Figure> = { "L0 durable 8 kB write": { ...summarise(disk), unit: "/s" } };
  const ratios: Record<string, Summary> = {};
  const goals: Goal[] = [];
  let errors = 0;
  let fastest = 0;
  for (const clients of clientCounts) {
    const measured = await measureLevels(stage, parts, { ...options, clients });
    for (const [name, runs] of measured) figures[`${name}, c = ${clients}`] = rateFigure(runs);
    for (const level of ["L4", "L5", "L3'"]) ratios[`${level}/L3, c = ${clients}`] = ratioToLimit(measured, level);
    errors += sumErrors(measured.values());
    fastest = Math.max(fastest, summarise(runsOf(measured, "L5")).median);
    if (clients > 1) goals.push(...ratioGoals(ratios, clients));
  }
  const latency = await measureLatency(
    { ...options, rate: fastest * openLoopShare },
    {
      label: "L5",
      operation: (number) => callWith(parts.api, parts.calls[number]),
      after: async (run) => {
        const missing = Math.abs(run.operations - run.errors - (await countHeldPairs(stage)));
        await takeBack(stage);
        return missing;
      },
    },
  );
  figures[`L5 p50 at ${latency.rate}/s, open loop`] = latency.p50;
  figures[`L5 p99 at ${latency.rate}/s, open loop`] = latency.p99;
  figures["L5 statements for one hold"] = { ...summarise([await countStatements(stage, parts)]), unit: "" };
  errors += latency.errors;
  goals.push(toGoal("holds/s over HTTP", fastest, { atLeast: 1000 }));
  goals.push(toGoal("p99 at 60 % load, ms", latency.p99.median, { atMost: 25 }));
  goals.push(toGoal("errors", errors, { atMost: 0 }));
  return { figures, ratios, goals, setup: setupOf(stage, parts, options) };
}

async function measureLevels(stage: Stage, parts: Parts, { rounds, ...load }: Options & Load): Promise<ByLevel> {
  const measured = await interleave(levelsOf(parts), rounds, (level, round) => {
    process.stderr.write(`c = ${load.clients}, round ${round} of ${rounds}: ${level.name}\n`);
    return measure(stage, { level, api: parts.api.pid }, load);
  });
  return new Map([...measured].map(([level, runs]) => [level.name, runs]));
}

async function measure(stage: Stage, { level, api }: { level: Level; api: number }, load: Load): Promise<Measurement> {
  const watched = { database: stage.pid, ...(level.throughApi === true && { api }) };
  const run = await withCpu(watched, () => level.run(load));
  const missing = level.holds ? Math.abs(run.operations - run.errors - (await countHeldPairs(stage))) : 0;
  await takeBack(stage);
  return { ...run, errors: run.errors + missing };
}

function runsOf(measured: ByLevel, level: string): number[] {
  const [, runs] = [...measured].find(([name]) => name.startsWith(`${level} `)) ?? [];
  return ratesOf(runs ?? []);
}

function ratioToLimit(measured: ByLevel, level: string): Summary {
  return ratioOf(runsOf(measured, level), runsOf(measured, "L3"));
}

function ratioGoals(ratios: Readonly<Record<string, Summary>>, clients: number): Goal[] {
  const goal = (level: string, atLeast: number) => {
    const name = `${level}/L3, c = ${clients}`;
    return toGoal(name, ratios[name]?.median ?? 0, { atLeast });
  };
  return [goal("L4", 0.85), goal("L5", 0.5)];
}

/** BEGIN and COMMIT count like any other: each is a round trip. */
async function countStatements(stage: Stage, { api, calls }: Parts): Promise<number> {
  const holdsCounted = 20;
  const statements = await stage.statementsDuring(async () => {
    for (const call of calls.slice(0, holdsCounted)) await callWith(api, call);
  });
  await takeBack(stage);
  return statements.length / holdsCounted;
}

function setupOf(stage: Stage, { runner }: Parts, { seconds, rounds }: Options): Findings["setup"] {
  return {
    postgres: `${stage.version}, default settings, fsync on`,
    "L1 to L3 by": runner.name,
    "tables before each measurement": "10,000 flights, 100,000 claims sold earlier",
    "one hold": "2 adults, 1 segment, 6 price lines, of which 2 for the seats; neighbours in time are on different flights",
    "connections of L4 and L5": 8,
    "seconds of a measurement": seconds,
    "rounds after warm-up": rounds,
  };
}
