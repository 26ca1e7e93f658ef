import { findItineraries, openDatabase } from "@skyhold/db";
import type { Database } from "@skyhold/db";

import { startApi } from "../api.ts";
import { measureLatency } from "../figures.ts";
import type { Latency } from "../figures.ts";
import { prepareTravellers } from "../holds/material.ts";
import { closedLoop } from "../load.ts";
import { toGoal } from "../report.ts";
import type { Benchmark, Figure, Findings, Pace } from "../report.ts";
import { percentile } from "../rounds.ts";
import { keepPlans, planOf } from "../search/plans.ts";
import type { Planned } from "../search/plans.ts";
import { makeQueries } from "../search/queries.ts";
import type { Query } from "../search/queries.ts";
import { askOver, faces, toCalendar, toLookUp, toSearch } from "../search/questions.ts";
import type { Face, Question } from "../search/questions.ts";
import { typed } from "../search/typed.ts";
import { openStage } from "../stage.ts";
import type { Stage } from "../stage.ts";

const allStops = [0, 1, 2] as const;
const sqlGoals = [1, 2, 8] as const;
/** Milliseconds that the 99th of a hundred may take. */
const httpGoals = [
  ["0 stops", 10],
  ["1 stops", 20],
  ["2 stops", 50],
  ["price calendar", 50],
  ["airports by name", 5],
] as const;
const queriesInAll = 10_000;
/** Half of what four clients, each of which asks again as soon as it is answered, get through: what a server is run at. */
const openLoopShare = 0.5;
const calendars = 300;
const lookUps = 2000;
const soldFlights = 1000;

/** Distinct searches of a large timetable, one after another: first by a process that has just started, then by one that has not. */
export const search: Benchmark = {
  name: "search",
  run: async ({ flights, ...pace }) => {
    process.stderr.write(`loading ${flights.toLocaleString("en")} flights\n`);
    await using stage = await openStage({ flights });
    await sellSeats(stage);
    const measured: Tables = { found: new Map(), loaded: new Map(), pace };
    const planned: Planned[] = [];
    for (const stops of allStops) {
      const queries = await makeQueries(stage, { stops, count: Math.ceil(queriesInAll / allStops.length) });
      await using opened = new AsyncDisposableStack();
      const db = openDatabase({ connectionString: stage.url, poolSize: 1 });
      opened.defer(() => db.close());
      measured.found.set(`${stops} stops, SQL`, await twice(`${stops} stops, SQL`, queries, (query) => searchInSql(db, query)));
      if (queries[0]) planned.push(await planOf(db, queries[0]));
      for (const face of faces) await measureOver(stage, measured, { name: `${stops} stops`, face, items: queries, ask: toSearch });
    }
    keepPlans(planned, { flights, postgres: stage.version });
    await measureLookUps(stage, measured);
    return { ...conclude(measured), setup: setupOf(stage, flights, pace) };
  },
};

/** Seats are counted in a table that has some: of an empty one the planner thinks otherwise. */
async function sellSeats(stage: Stage): Promise<void> {
  await prepareTravellers(stage);
  await stage.admin.query(
    `BEGIN; SET LOCAL session_replication_role = replica;
     SELECT bench.book_flights(array_agg(id), 'confirmed', 6) FROM (SELECT id FROM flight ORDER BY md5(id) LIMIT ${soldFlights}) f; COMMIT`,
  );
  await stage.admin.query("VACUUM ANALYZE");
}

interface Series<Item> {
  readonly name: string;
  readonly face: Face;
  readonly items: readonly Item[];
  readonly ask: (item: Item) => Question;
}

/** By a process of its own: cold, warm, and at a fixed rate. */
async function measureOver<Item>(stage: Stage, { found, loaded, pace }: Tables, series: Series<Item>): Promise<void> {
  await using api = await startApi(stage.url);
  const { name, face, items, ask } = series;
  const operation = (item: Item) => askOver(api, face, ask(item));
  found.set(`${name}, ${face}`, await twice(`${name}, ${face}`, items, operation));
  loaded.set(`${name}, ${face}`, await atFixedRate(pace, series, operation));
}

/** Milliseconds of each operation, in their order. */
interface Passes {
  readonly cold: readonly number[];
  readonly warm: readonly number[];
}

/** At half of what four clients get through who ask one question after the other. */
async function atFixedRate<Item>(
  { seconds, rounds }: Pace,
  { name, face, items }: Series<Item>,
  operation: (item: Item) => Promise<unknown>,
): Promise<Latency> {
  let asked = 0;
  const next = async () => {
    const item = items[asked % items.length];
    asked += 1;
    if (item !== undefined) await operation(item);
    return item !== undefined;
  };
  const { perSecond } = await closedLoop({ clients: 4, seconds }, next);
  const latency = await measureLatency(
    { rate: perSecond * openLoopShare, seconds, rounds },
    { label: `${name}, ${face}`, operation: next },
  );
  if (latency.errors > 0) throw new Error(`${latency.errors} calls failed under load`);
  return latency;
}

async function twice<Item>(name: string, items: readonly Item[], operation: (item: Item) => Promise<unknown>): Promise<Passes> {
  process.stderr.write(`${name}: ${items.length} one after another, twice\n`);
  return { cold: await timesOf(items, operation), warm: await timesOf(items, operation) };
}

async function timesOf<Item>(items: readonly Item[], operation: (item: Item) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (const item of items) {
    const start = performance.now();
    await operation(item);
    times.push(performance.now() - start);
  }
  return times;
}

/** The statement, its answer received and read. */
async function searchInSql(db: Database, { origin, destination, date, stops }: Query): Promise<void> {
  await findItineraries(db, {
    origins: [origin],
    destinations: [destination],
    dates: [date, date],
    maxStops: stops,
    connection: [45, 720],
  });
}

interface Tables {
  readonly found: Map<string, Passes>;
  readonly loaded: Map<string, Latency>;
  readonly pace: Pace;
}

async function measureLookUps(stage: Stage, measured: Tables): Promise<void> {
  const days = await makeQueries(stage, { stops: 0, count: calendars });
  const queries = Array.from({ length: lookUps }, (_, number) => typed[number % typed.length] ?? "");
  for (const face of faces) {
    await measureOver(stage, measured, { name: "price calendar", face, items: days, ask: toCalendar });
    await measureOver(stage, measured, { name: "airports by name", face, items: queries, ask: toLookUp });
  }
}

function conclude({ found, loaded }: Tables): Omit<Findings, "setup"> {
  const sql = allStops.map((stops) =>
    toGoal(`${stops} stops, SQL p50, ms`, percentile(found.get(`${stops} stops, SQL`)?.warm ?? [], 50), { atMost: sqlGoals[stops] }),
  );
  const goalOf = (name: string) => httpGoals.find(([what]) => name.startsWith(what))?.[1] ?? 0;
  const http = [...loaded].flatMap(([name, { p99 }]) => {
    const { cold = [], warm = [] } = found.get(name) ?? {};
    const alone = Math.max(percentile(cold, 99), percentile(warm, 99));
    return [
      toGoal(`${name} p99, one by one, ms`, alone, { atMost: goalOf(name) }),
      toGoal(`${name} p99, half load, ms`, p99.median, { atMost: goalOf(name) }),
    ];
  });
  const rates = [...loaded].flatMap(([name, { rate, p50, p99 }]): [string, Figure][] => [
    [`${name}: p50 at ${rate}/s, open loop`, p50],
    [`${name}: p99 at ${rate}/s, open loop`, p99],
  ]);
  const figures = [...found].flatMap(([name, { cold, warm }]) =>
    ([50, 99] as const).flatMap((percent): [string, Figure][] => [
      [`${name}: p${percent} cold`, figureOf(cold, percent)],
      [`${name}: p${percent} warm`, figureOf(warm, percent)],
    ]),
  );
  return { figures: Object.fromEntries([...figures, ...rates]), ratios: {}, goals: [...sql, ...http] };
}

/** The percentile, with the least and the greatest of all. */
function figureOf(times: readonly number[], percent: number): Figure {
  return { median: percentile(times, percent), min: percentile(times, 0), max: percentile(times, 100), unit: "ms" };
}

function setupOf(stage: Stage, flights: number, { seconds, rounds }: Pace): Findings["setup"] {
  return {
    postgres: `${stage.version}, default settings, fsync on`,
    flights,
    "distinct queries": queriesInAll,
    "partly sold flights": soldFlights,
    cold: "the first pass of a process and of connections that have just started; PostgreSQL has the tables in memory",
    load: "cold and warm: one client, the next query after the answer; in the open loop: at half of what four such clients get through",
    "SQL by": "the driver: the statement and reading its answer",
    "seconds of a measurement in the open loop": seconds,
    "rounds of it after warm-up": rounds,
  };
}
