import { prepareQueue, startApi } from "../api.ts";
import type { Api } from "../api.ts";
import { countConfirmed, prepareUnpaid } from "../confirm/material.ts";
import type { Unpaid } from "../confirm/material.ts";
import { deliver, makeTemplate } from "../confirm/webhooks.ts";
import type { SucceededEvent } from "../confirm/webhooks.ts";
import { measureLatency, rateFigure, ratesOf, ratioOf, sumErrors, withCpu } from "../figures.ts";
import type { Latency, Measurement } from "../figures.ts";
import { closedLoop, leadInSeconds } from "../load.ts";
import type { Load, Run } from "../load.ts";
import { openReplay } from "../replay.ts";
import type { Flow } from "../replay.ts";
import { toGoal } from "../report.ts";
import type { Benchmark, Findings, Pace } from "../report.ts";
import { interleave, summarise } from "../rounds.ts";
import { inDatabase, openStage } from "../stage.ts";
import type { Stage } from "../stage.ts";

const clients = 10;
/** As many as the API has. */
const connections = 8;
const openLoopShare = 0.6;
/** More than one process confirms in a second. */
const mostPerSecond = 1000;
/** Of each round. */
const replayedFlows = 150;

/** Signed webhooks of payments that succeeded, each of which confirms a booking: against its own statements alone. */
export const confirm: Benchmark = {
  name: "confirm",
  run: async (options) => {
    await using stage = await openStage({ flights: 10_000 });
    const runs = options.rounds + 1;
    const loads = 2 * runs * (options.seconds + leadInSeconds) * mostPerSecond;
    const unpaid = await prepareUnpaid(stage, runs * replayedFlows + loads);
    prepareQueue(stage.url);
    const copy = await stage.copyTo("replay");
    await using opened = new AsyncDisposableStack();
    const api = opened.use(await startApi(stage.url));
    const bench = { stage, api, unpaid, template: await makeTemplate(), used: 0 };
    const flows = await recordFlows(bench, runs);
    const replay = opened.use(await openReplay(copy, connections));
    const replayRound = async (round: number): Promise<Run> => {
      const before = await inDatabase(copy, countConfirmed);
      const run = await replay.run(flows.slice(round * replayedFlows, (round + 1) * replayedFlows));
      return { ...run, errors: Math.max(run.errors, missing(run, (await inDatabase(copy, countConfirmed)) - before)) };
    };
    return await measureAll(bench, { replayRound, statements: statementsOf(flows) }, options);
  },
};

interface Bench {
  readonly stage: Stage;
  readonly api: Api;
  readonly unpaid: readonly Unpaid[];
  readonly template: SucceededEvent;
  /** Bookings up to this number are paid: every measurement takes fresh ones. */
  used: number;
}

interface Raw {
  readonly replayRound: (round: number) => Promise<Run>;
  readonly statements: number;
}

function payNext(bench: Bench): Promise<boolean> {
  const next = bench.unpaid[bench.used];
  bench.used += 1;
  return deliver(bench.api, bench.template, next);
}

/** One after the other, so that what the server logs belongs to one webhook. */
async function recordFlows(bench: Bench, runs: number): Promise<Flow[]> {
  const pay = async () => {
    if (!(await payNext(bench))) throw new Error("A webhook did not confirm its booking");
  };
  return bench.stage.record(Array.from({ length: runs * replayedFlows }, () => pay));
}

function statementsOf(flows: readonly Flow[]): number {
  return flows.reduce((sum, flow) => sum + flow.length, 0) / flows.length;
}

function missing({ operations }: { readonly operations: number }, confirmed: number): number {
  return Math.abs(operations - confirmed);
}

async function measureAll(bench: Bench, { replayRound, statements }: Raw, { seconds, rounds }: Pace): Promise<Findings> {
  const http = { name: `HTTP, c = ${clients}`, api: true, run: () => payMany(bench, { clients, seconds }) };
  const raw = { name: `its ${Math.round(statements)} statements alone, ${connections} connections`, api: false, run: replayRound };
  const measured = await interleave([http, raw], rounds, (candidate, round): Promise<Measurement> => {
    process.stderr.write(`${candidate.name}, round ${round} of ${rounds}\n`);
    return withCpu({ database: bench.stage.pid, ...(candidate.api && { api: bench.api.pid }) }, () => candidate.run(round));
  });
  const ratesAt = (candidate: typeof http | typeof raw) => ratesOf(measured.get(candidate) ?? []);
  const perSecond = summarise(ratesAt(http)).median;
  const latency = await measureWebhookLatency(bench, { seconds, rounds, rate: perSecond * openLoopShare });
  return {
    figures: {
      ...Object.fromEntries([...measured].map(([{ name }, runs]) => [name, rateFigure(runs)])),
      "statements for one webhook": { ...summarise([statements]), unit: "" },
      [`HTTP p50 at ${latency.rate}/s, open loop`]: latency.p50,
      [`HTTP p99 at ${latency.rate}/s, open loop`]: latency.p99,
    },
    ratios: { "HTTP/its statements alone": ratioOf(ratesAt(http), ratesAt(raw)) },
    goals: [
      toGoal("confirmed/s by webhooks", perSecond, { atLeast: 500 }),
      toGoal(`p99 at ${latency.rate}/s, ms`, latency.p99.median, { atMost: 30 }),
      toGoal("errors", sumErrors(measured.values()) + latency.errors, { atMost: 0 }),
    ],
    setup: setupOf(bench, { seconds, rounds }),
  };
}

async function payMany(bench: Bench, load: Load): Promise<Run> {
  const before = await countConfirmed(bench.stage.admin);
  const run = await closedLoop(load, () => payNext(bench));
  return { ...run, errors: Math.max(run.errors, missing(run, (await countConfirmed(bench.stage.admin)) - before)) };
}

async function measureWebhookLatency(bench: Bench, pace: Pace & { readonly rate: number }): Promise<Latency> {
  let before = await countConfirmed(bench.stage.admin);
  return measureLatency(pace, {
    label: "HTTP",
    operation: () => payNext(bench),
    after: async (run) => {
      const now = await countConfirmed(bench.stage.admin);
      const uncounted = Math.max(0, missing(run, now - before) - run.errors);
      before = now;
      return uncounted;
    },
  });
}

function setupOf({ stage }: Bench, { seconds, rounds }: Pace): Findings["setup"] {
  return {
    postgres: `${stage.version}, default settings, fsync on`,
    "one webhook": "payment_intent.succeeded, signed; 2 passengers: seats for good, 2 tickets, ledger, mail queued, in one transaction",
    "its statements alone": `as recorded, with their values, run again by pg on a copy; ${replayedFlows} bookings in each round`,
    "bookings that wait": "each webhook confirms another one; neighbours in time are on different flights",
    worker: "none: the queued mails wait",
    "seconds of a measurement": seconds,
    "rounds after warm-up": rounds,
  };
}
