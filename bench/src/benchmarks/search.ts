import { findItineraries, openDatabase, readReferenceRows, readReferenceVersion } from "@skyhold/db";
import type { Database } from "@skyhold/db";

import { startApi } from "../api.ts";
import type { Api } from "../api.ts";
import { toGoal } from "../report.ts";
import type { Benchmark, Figure, Findings, Goal } from "../report.ts";
import { closedLoop, openLoop } from "../load.ts";
import { percentile } from "../rounds.ts";
import { makeQueries } from "../search/queries.ts";
import type { Query } from "../search/queries.ts";
import { typed } from "../search/typed.ts";
import { openStage } from "../stage.ts";
import type { Stage } from "../stage.ts";

const allStops = [0, 1, 2] as const;
const sqlGoals = [1, 2, 8] as const;
const httpGoals = [10, 20, 50] as const;
const queriesInAll = 10_000;
/** Half of what one client after another gets through: what a server is run at. */
const openLoopShare = 0.5;
const calendars = 300;
const lookUps = 2000;

/** Distinct searches of a large timetable, one after another: first by a process that has just started, then by one that has not. */
export const search: Benchmark = {
  name: "search",
  run: async ({ flights, seconds }) => {
    process.stderr.write(`loading ${flights.toLocaleString("en")} flights\n`);
    await using stage = await openStage({ flights });
    await stage.admin.query("VACUUM ANALYZE");
    const found = new Map<string, Passes>();
    const loaded = new Map<string, Loaded>();
    for (const stops of allStops) {
      const queries = await makeQueries(stage, { stops, count: Math.ceil(queriesInAll / allStops.length) });
      await using opened = new AsyncDisposableStack();
      const db = openDatabase({ connectionString: stage.url, poolSize: 1 });
      opened.defer(() => db.close());
      const api = opened.use(await startApi(stage.url));
      found.set(`${stops} stops, SQL`, await twice(`${stops} stops, SQL`, queries, (query) => searchInSql(db, query)));
      found.set(`${stops} stops, HTTP`, await twice(`${stops} stops, HTTP`, queries, (query) => searchOver(api, query)));
      loaded.set(`${stops} stops, HTTP`, await atFixedRate(queries, seconds, (query) => searchOver(api, query)));
    }
    await measureLookUps(stage, { found, loaded, seconds });
    const cache = await measureCache(stage);
    return { ...conclude(found, loaded, cache), setup: setupOf(stage, flights) };
  },
};

/** Milliseconds of each operation, in their order. */
interface Passes {
  readonly cold: readonly number[];
  readonly warm: readonly number[];
}

/** Milliseconds from when each operation was due, and how many came a second. */
interface Loaded {
  readonly rate: number;
  readonly latencies: readonly number[];
}

async function atFixedRate<Item>(items: readonly Item[], seconds: number, operation: (item: Item) => Promise<unknown>): Promise<Loaded> {
  const next = async (number: number) => {
    const item = items[number % items.length];
    if (item !== undefined) await operation(item);
    return item !== undefined;
  };
  const { perSecond } = await closedLoop({ clients: 4, seconds }, next);
  const rate = Math.max(1, perSecond * openLoopShare);
  const { latenciesMs, errors } = await openLoop({ rate, seconds: seconds * 2 }, next);
  if (errors > 0) throw new Error(`${errors} calls failed under load`);
  return { rate, latencies: latenciesMs };
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

async function searchOver(api: Api, { origin, destination, date, stops }: Query): Promise<void> {
  await ask(api, "flights.search", { origin, destination, departureDate: date, maxStops: stops });
}

async function ask(api: Api, procedure: string, input: Readonly<Record<string, unknown>>): Promise<void> {
  const path = `/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify({ json: input }))}`;
  const { status } = await api.call({ method: "GET", path });
  if (status !== 200) throw new Error(`${procedure} with ${JSON.stringify(input)} answered ${status}`);
}

interface Tables {
  readonly found: Map<string, Passes>;
  readonly loaded: Map<string, Loaded>;
  readonly seconds: number;
}

/** What keeping airports, airlines, aircraft and brands in memory spares each search: its milliseconds, and how often it does so. */
interface CacheFindings {
  readonly hitPercent: number;
  readonly readMs: readonly number[];
  readonly versionMs: readonly number[];
}

const cachedSearches = 500;

async function measureCache(stage: Stage): Promise<CacheFindings> {
  const queries = await makeQueries(stage, { stops: 0, count: cachedSearches });
  await using opened = new AsyncDisposableStack();
  const api = opened.use(await startApi(stage.url));
  const statements = await stage.statementsDuring(async () => {
    for (const query of queries) await searchOver(api, query);
  });
  const reads = statements.filter((text) => text.includes("'metropolitanAreas'")).length;
  const db = openDatabase({ connectionString: stage.url, poolSize: 1 });
  opened.defer(() => db.close());
  const times = Array.from({ length: 30 });
  return {
    hitPercent: 100 * (1 - reads / cachedSearches),
    readMs: await timesOf(times, () => readReferenceRows(db)),
    versionMs: await timesOf(times, () => readReferenceVersion(db)),
  };
}

async function measureLookUps(stage: Stage, { found, loaded, seconds }: Tables): Promise<void> {
  const days = await makeQueries(stage, { stops: 0, count: calendars });
  await using api = await startApi(stage.url);
  const calendar = ({ origin, destination, date }: Query) => ask(api, "flights.calendar", { origin, destination, departureDate: date });
  const airport = (query: string) => ask(api, "airports.search", { query });
  found.set("price calendar, HTTP", await twice("price calendar, HTTP", days, calendar));
  loaded.set("price calendar, HTTP", await atFixedRate(days, seconds, calendar));
  const queries = Array.from({ length: lookUps }, (_, number) => typed[number % typed.length] ?? "");
  found.set("airports by name, HTTP", await twice("airports by name, HTTP", queries, airport));
  loaded.set("airports by name, HTTP", await atFixedRate(queries, seconds, airport));
}

function conclude(
  found: ReadonlyMap<string, Passes>,
  loaded: ReadonlyMap<string, Loaded>,
  { hitPercent, readMs, versionMs }: CacheFindings,
): Omit<Findings, "setup"> {
  const warm = (name: string, percent: number) => percentile(found.get(name)?.warm ?? [], percent);
  const underLoad = (name: string) => percentile(loaded.get(name)?.latencies ?? [], 99);
  const goals: Goal[] = [
    ...allStops.map((stops) => toGoal(`${stops} stops, SQL p50, ms`, warm(`${stops} stops, SQL`, 50), { atMost: sqlGoals[stops] })),
    ...allStops.map((stops) => toGoal(`${stops} stops, HTTP p99, ms`, underLoad(`${stops} stops, HTTP`), { atMost: httpGoals[stops] })),
    toGoal("price calendar, HTTP p99, ms", underLoad("price calendar, HTTP"), { atMost: 50 }),
    toGoal("airports by name, HTTP p99, ms", underLoad("airports by name, HTTP"), { atMost: 5 }),
  ];
  const rates = [...loaded].flatMap(([name, { rate, latencies }]): [string, Figure][] => [
    [`${name}: calls a second at a fixed rate`, { ...exactly(rate), unit: "/s" }],
    [`${name}: p99 at that rate`, figureOf(latencies, 99)],
  ]);
  const cache: [string, Figure][] = [
    ["reference data: searches served from memory", { ...exactly(hitPercent), unit: "%" }],
    ["reference data: read anew", figureOf(readMs, 50)],
    ["reference data: look at the version", figureOf(versionMs, 50)],
  ];
  const figures = [...found].flatMap(([name, { cold, warm: times }]) =>
    ([50, 99] as const).flatMap((percent): [string, Figure][] => [
      [`${name}: p${percent} cold`, figureOf(cold, percent)],
      [`${name}: p${percent} warm`, figureOf(times, percent)],
    ]),
  );
  return { figures: Object.fromEntries([...figures, ...rates, ...cache]), ratios: {}, goals };
}

function exactly(value: number): Omit<Figure, "unit"> {
  return { median: value, min: value, max: value };
}

/** The percentile, with the least and the greatest of all. */
function figureOf(times: readonly number[], percent: number): Figure {
  return { median: percentile(times, percent), min: percentile(times, 0), max: percentile(times, 100), unit: "ms" };
}

function setupOf(stage: Stage, flights: number): Findings["setup"] {
  return {
    postgres: `${stage.version}, default settings, fsync on`,
    flights,
    "distinct queries": queriesInAll,
    cold: "the first pass of a process and of connections that have just started; PostgreSQL has the tables in memory",
    load: "cold and warm: one client, the next query after the answer; at a fixed rate: half of what four such clients get through",
    "SQL by": "the driver: the statement and reading its answer",
    "REST variant": "not built yet, not measured",
  };
}
