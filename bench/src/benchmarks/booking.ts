import type { SeatsToHold } from "@skyhold/db";

import { prepareQueue } from "../api.ts";
import { book, untilQuiet, watchConfirmations } from "../booking/flow.ts";
import type { Counter } from "../booking/flow.ts";
import { startProduct } from "../booking/surroundings.ts";
import type { Product } from "../booking/surroundings.ts";
import { countConfirmed } from "../confirm/material.ts";
import { measureLatency, rateFigure, ratesOf, ratioOf, sumErrors, withCpu } from "../figures.ts";
import type { Latency, Measurement } from "../figures.ts";
import { findOffers, prepareMaterial, readHolds } from "../holds/material.ts";
import { closedLoop, leadInSeconds } from "../load.ts";
import type { Load, Run } from "../load.ts";
import { openReplay } from "../replay.ts";
import type { Flow } from "../replay.ts";
import { toGoal } from "../report.ts";
import type { Benchmark, Findings, Pace } from "../report.ts";
import { interleave, summarise } from "../rounds.ts";
import { inDatabase, openStage } from "../stage.ts";
import type { Stage } from "../stage.ts";

/** As many as the API has connections. */
const clients = 8;
const openLoopShare = 0.6;
/** More than one process books in a second. */
const mostPerSecond = 250;
/** Of each round. */
const replayedFlows = 24;

/** Whole bookings, from the hold to the confirmation, through every part of the product: against their own statements alone. */
export const booking: Benchmark = {
  name: "booking",
  run: async (options) => {
    await using stage = await openStage({ flights: 10_000 });
    const runs = options.rounds + 1;
    const needed = runs * (replayedFlows + 2 * (options.seconds + leadInSeconds) * mostPerSecond);
    await prepareMaterial(stage, Math.ceil(needed / 5000));
    prepareQueue(stage.url);
    const copy = await stage.copyTo("replay");
    await using opened = new AsyncDisposableStack();
    const product = opened.use(await startProduct(stage.url));
    const holds = await readHolds(stage);
    const counter = {
      api: product.api,
      stripeUrl: product.stripe.url,
      offers: await findOffers(stage, product.api, { adults: 2, trips: holds.length }),
      untilConfirmed: watchConfirmations(stage.admin),
    };
    const bench = { stage, product, counter, holds, used: 0 };
    const flows = await recordFlows(bench, runs);
    const replay = opened.use(await openReplay(copy, clients));
    const replayRound = async (round: number): Promise<Run> => {
      const before = await inDatabase(copy, countConfirmed);
      const run = await replay.run(flows.slice(round * replayedFlows, (round + 1) * replayedFlows));
      return withMissing(run, (await inDatabase(copy, countConfirmed)) - before);
    };
    return await measureAll(bench, { replayRound, statements: statementsOf(flows) }, options);
  },
};

interface Bench {
  readonly stage: Stage;
  readonly product: Product;
  readonly counter: Counter;
  readonly holds: readonly SeatsToHold[];
  /** Holds up to this number are made: every measurement takes fresh ones. */
  used: number;
}

interface Raw {
  readonly replayRound: (round: number) => Promise<Run>;
  readonly statements: number;
}

async function bookNext(bench: Bench): Promise<boolean> {
  const hold = bench.holds[bench.used];
  bench.used += 1;
  if (!hold) return false;
  await book(bench.counter, hold);
  return true;
}

/** One after the other, each with its mail, so that what the server logs belongs to one booking. */
async function recordFlows(bench: Bench, runs: number): Promise<Flow[]> {
  process.stderr.write(`recording ${runs * replayedFlows} bookings\n`);
  const work = async () => {
    await bookNext(bench);
    await untilQuiet(bench.stage.admin);
  };
  await work();
  return bench.stage.record(Array.from({ length: runs * replayedFlows }, () => work));
}

function statementsOf(flows: readonly Flow[]): number {
  return flows.reduce((sum, flow) => sum + flow.length, 0) / flows.length;
}

/** What was promised is counted, not believed. */
function withMissing(run: Run, confirmed: number): Run {
  return { ...run, errors: Math.max(run.errors, Math.abs(run.operations - confirmed)) };
}

async function measureAll(bench: Bench, { replayRound, statements }: Raw, { seconds, rounds }: Pace): Promise<Findings> {
  const watched = { database: bench.stage.pid, api: [bench.product.api.pid, bench.product.worker.pid] };
  const http = { name: `whole bookings, c = ${clients}`, watched, run: () => bookMany(bench, { clients, seconds }) };
  const raw = {
    name: `their ${Math.round(statements)} statements alone, ${clients} connections`,
    watched: { database: bench.stage.pid },
    run: replayRound,
  };
  const measured = await interleave([http, raw], rounds, (candidate, round): Promise<Measurement> => {
    process.stderr.write(`${candidate.name}, round ${round} of ${rounds}\n`);
    return withCpu(candidate.watched, () => candidate.run(round));
  });
  const ratesAt = (candidate: typeof http | typeof raw) => ratesOf(measured.get(candidate) ?? []);
  const latency = await measureBookingLatency(bench, { seconds, rounds, rate: summarise(ratesAt(http)).median * openLoopShare });
  return {
    figures: {
      ...Object.fromEntries([...measured].map(([{ name }, runs]) => [name, rateFigure(runs)])),
      "statements for one booking": { ...summarise([statements]), unit: "" },
      [`hold to confirmed, p50 at ${latency.rate}/s, open loop`]: latency.p50,
      [`hold to confirmed, p99 at ${latency.rate}/s, open loop`]: latency.p99,
    },
    ratios: { "whole bookings/their statements alone": ratioOf(ratesAt(http), ratesAt(raw)) },
    goals: [toGoal("errors", sumErrors(measured.values()) + latency.errors, { atMost: 0 })],
    setup: setupOf(bench, { seconds, rounds }),
  };
}

/** The mails of a measurement are written before the next one begins. */
async function bookMany(bench: Bench, load: Load): Promise<Run> {
  const { admin } = bench.stage;
  const before = await countConfirmed(admin);
  const run = await closedLoop(load, () => bookNext(bench));
  await untilQuiet(admin);
  return withMissing(run, (await countConfirmed(admin)) - before);
}

async function measureBookingLatency(bench: Bench, pace: Pace & { readonly rate: number }): Promise<Latency> {
  const { admin } = bench.stage;
  let before = await countConfirmed(admin);
  return measureLatency(pace, {
    label: "whole bookings",
    operation: () => bookNext(bench),
    after: async (run) => {
      await untilQuiet(admin);
      const now = await countConfirmed(admin);
      const uncounted = Math.max(0, Math.abs(run.operations - (now - before)) - run.errors);
      before = now;
      return uncounted;
    },
  });
}

function setupOf({ stage }: Bench, { seconds, rounds }: Pace): Findings["setup"] {
  return {
    postgres: `${stage.version}, default settings, fsync on`,
    "one booking":
      "2 adults, 1 segment: hold, name passengers, start and make the payment, webhooks, capture, confirmed, read; then the mail",
    "payment provider": "the Stripe sandbox in a process of its own, whose CPU is not counted",
    "CPU of api": "of the API and the worker",
    "their statements alone": `as recorded, the worker's too, with their values, run again by pg on a copy; ${replayedFlows} bookings in each round`,
    "seconds of a measurement": seconds,
    "rounds after warm-up": rounds,
  };
}
