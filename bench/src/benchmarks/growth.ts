import { holdSeatsStatement, openDatabase, findItineraries } from "@skyhold/db";
import type { Database } from "@skyhold/db";
import { Client } from "pg";

import { middleCpu, ratioOf, sumErrors, withCpu } from "../figures.ts";
import type { Measurement } from "../figures.ts";
import { countClaims, growTo, prepareGrowth } from "../growth/fill.ts";
import { prepareMaterial } from "../holds/material.ts";
import { closedLoop, leadInSeconds } from "../load.ts";
import type { Load, Run } from "../load.ts";
import { findStatementRunner } from "../pgbench.ts";
import type { StatementRunner } from "../pgbench.ts";
import { toGoal } from "../report.ts";
import type { Benchmark, Figure, Findings, Pace } from "../report.ts";
import { interleave, summarise } from "../rounds.ts";
import type { Summary } from "../rounds.ts";
import { openStage } from "../stage.ts";
import type { Stage } from "../stage.ts";

/** One client: what is measured is the time of one operation, not how many of them share the machine. */
const clients = 1;
/** Of the holds that the material has for each second: one client makes no more. */
const shareOfMaterial = 0.4;

/** Holds and searches in a young database and in those of years later, side by side in one server. */
export const growth: Benchmark = {
  name: "growth",
  run: async (options) => {
    await using stage = await openStage({ flights: 1000 });
    const seconds = (options.seconds + leadInSeconds) * (options.rounds + 1);
    await prepareMaterial(stage, Math.ceil(seconds * shareOfMaterial));
    await prepareGrowth(stage.admin);
    await using opened = new AsyncDisposableStack();
    const grown: string[] = [];
    for (const size of options.claims) grown.push(await stage.copyTo(`claims_${size}`));
    const levels: Level[] = [];
    for (const [index, url] of [stage.url, ...grown].entries()) levels.push(await openLevel(opened, url, options.claims[index - 1] ?? 0));
    return await measureAll(stage, levels, options);
  },
};

/** A database of some size. */
interface Level {
  readonly claims: number;
  readonly megabytes: number;
  readonly admin: Client;
  readonly runner: StatementRunner;
  readonly db: Database;
  readonly searches: readonly Search[];
  /** Seats up to this number are held: every measurement takes fresh ones. */
  holdsUsed: number;
}

interface Search {
  readonly origin: string;
  readonly destination: string;
  readonly date: string;
}

async function openLevel(opened: AsyncDisposableStack, url: string, size: number): Promise<Level> {
  const admin = new Client({ connectionString: url });
  await admin.connect();
  opened.defer(() => admin.end());
  await growTo(admin, size);
  const db = openDatabase({ connectionString: url, poolSize: clients });
  opened.defer(() => db.close());
  const { rows: searches } = await admin.query<Search>(
    `SELECT DISTINCT f.origin, f.destination, f.departure_date::text AS date FROM bench.trip t JOIN flight f ON f.id = t.flight_id`,
  );
  const { rows } = await admin.query<{ megabytes: number }>("SELECT pg_database_size(current_database())::float / 1e6 AS megabytes");
  return {
    claims: await countClaims(admin),
    megabytes: rows[0]?.megabytes ?? 0,
    admin,
    runner: findStatementRunner(url),
    db,
    searches,
    holdsUsed: 0,
  };
}

interface Candidate {
  readonly level: Level;
  readonly kind: "hold" | "search";
}

async function measureAll(stage: Stage, levels: readonly Level[], { seconds, rounds }: Pace): Promise<Findings> {
  const kinds = ["hold", "search"] as const;
  const candidates = kinds.flatMap((kind) => levels.map((level): Candidate => ({ level, kind })));
  const measured = await interleave(candidates, rounds, async ({ level, kind }, round): Promise<Measurement> => {
    process.stderr.write(`${level.claims.toLocaleString("en")} claims, ${kind}, round ${round} of ${rounds}\n`);
    await level.admin.query("CHECKPOINT");
    return withCpu({ database: stage.pid }, () =>
      kind === "hold" ? hold(level, { clients, seconds }) : search(level, { clients, seconds }),
    );
  });
  const runsOf = (kind: string, level: Level) =>
    [...measured].flatMap(([candidate, runs]) => (candidate.kind === kind && candidate.level === level ? runs : []));
  const [smallest, ...larger] = levels;
  const compared = kinds.flatMap((kind) =>
    larger.flatMap((level) =>
      smallest ? [compare(kind, { level, runs: runsOf(kind, level) }, { level: smallest, runs: runsOf(kind, smallest) })] : [],
    ),
  );
  return {
    figures: Object.fromEntries(
      kinds.flatMap((kind) => levels.map((level) => [`${kind} at ${label(level)}`, timeFigure(runsOf(kind, level))])),
    ),
    ratios: Object.fromEntries(compared.map(({ name, ratio }) => [name, ratio])),
    goals: [
      ...compared.map(({ name, ratio }) => toGoal(name, ratio.median, { atMost: 1.2 })),
      toGoal("errors", sumErrors(measured.values()), { atMost: 0 }),
    ],
    setup: setupOf(stage, levels, { seconds, rounds }),
  };
}

interface Side {
  readonly level: Level;
  readonly runs: readonly Run[];
}

function compare(kind: string, large: Side, small: Side): { name: string; ratio: Summary } {
  return { name: `${kind} at ${label(large.level)} / at ${label(small.level)}`, ratio: ratioOf(times(large.runs), times(small.runs)) };
}

function label({ claims }: Level): string {
  return `${claims.toLocaleString("en")} claims`;
}

async function hold(level: Level, load: Load): Promise<Run> {
  const before = await countHeld(level);
  const payload = `(SELECT payload FROM bench.payload WHERE n = :n + ${level.holdsUsed})`;
  const run = await level.runner.run(holdSeatsStatement.text.replace("$1", payload), load);
  level.holdsUsed += run.operations + load.clients;
  const missing = Math.abs(run.operations - run.errors - ((await countHeld(level)) - before));
  return { ...run, errors: run.errors + missing };
}

/** By the unpaid bookings: reading millions of old claims would empty the caches that are measured. */
async function countHeld({ admin }: Level): Promise<number> {
  const { rows } = await admin.query<{ pairs: number }>(
    `SELECT count(*)::float / 2 AS pairs FROM booking b JOIN seat_claim c ON c.booking_id = b.id AND c.released_at IS NULL
      WHERE b.state IN ('held', 'awaiting_payment')`,
  );
  return rows[0]?.pairs ?? 0;
}

async function search({ db, searches }: Level, load: Load): Promise<Run> {
  return closedLoop(load, async (number) => {
    const asked = searches[number % searches.length];
    if (!asked) return false;
    const { origin, destination, date } = asked;
    const query = { origins: [origin], destinations: [destination], dates: [date, date], maxStops: 0, connection: [0, 0] } as const;
    return (await findItineraries(db, query)).paths.length > 0;
  });
}

function times(runs: readonly Run[]): number[] {
  return runs.map(({ perSecond }) => (clients * 1000) / perSecond);
}

function timeFigure(runs: readonly Measurement[]): Figure {
  return { ...summarise(times(runs)), unit: "ms", cpuMs: middleCpu(runs) };
}

function setupOf(stage: Stage, levels: readonly Level[], { seconds, rounds }: Pace): Findings["setup"] {
  const size = (level: Level) => [`database of ${label(level)}, MB`, Math.round(level.megabytes)] as const;
  return {
    postgres: `${stage.version}, default settings, fsync on; the databases share one server and its caches`,
    "holds by": levels[0]?.runner.name ?? "",
    "one hold": "2 adults, 1 segment, on fresh seats of 1,000 flights of the next weeks; old claims are on flights of the past",
    "one search": "direct flights of one route and day, through the driver",
    clients: clients,
    ...Object.fromEntries(levels.map(size)),
    "seconds of a measurement": seconds,
    "rounds after warm-up": rounds,
  };
}
