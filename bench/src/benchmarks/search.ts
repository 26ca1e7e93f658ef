import { findItineraries, openDatabase } from "@skyhold/db";
import type { Database } from "@skyhold/db";

import { startApi } from "../api.ts";
import type { Api } from "../api.ts";
import { toGoal } from "../report.ts";
import type { Benchmark, Figure, Findings, Goal } from "../report.ts";
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
const calendars = 300;
const lookUps = 2000;

/** Distinct searches of a large timetable, one after another: first by a process that has just started, then by one that has not. */
export const search: Benchmark = {
  name: "search",
  run: async ({ flights }) => {
    process.stderr.write(`loading ${flights.toLocaleString("en")} flights\n`);
    await using stage = await openStage({ flights });
    await stage.admin.query("VACUUM ANALYZE");
    const found = new Map<string, Passes>();
    for (const stops of allStops) {
      const queries = await makeQueries(stage, { stops, count: Math.ceil(queriesInAll / allStops.length) });
      await using opened = new AsyncDisposableStack();
      const db = openDatabase({ connectionString: stage.url, poolSize: 1 });
      opened.defer(() => db.close());
      const api = opened.use(await startApi(stage.url));
      found.set(`${stops} stops, SQL`, await twice(`${stops} stops, SQL`, queries, (query) => searchInSql(db, query)));
      found.set(`${stops} stops, HTTP`, await twice(`${stops} stops, HTTP`, queries, (query) => searchOver(api, query)));
    }
    await measureLookUps(stage, found);
    return { ...conclude(found), setup: setupOf(stage, flights) };
  },
};

/** Milliseconds of each operation, in their order. */
interface Passes {
  readonly cold: readonly number[];
  readonly warm: readonly number[];
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

async function measureLookUps(stage: Stage, found: Map<string, Passes>): Promise<void> {
  const days = await makeQueries(stage, { stops: 0, count: calendars });
  await using api = await startApi(stage.url);
  found.set(
    "price calendar, HTTP",
    await twice("price calendar, HTTP", days, ({ origin, destination, date }) =>
      ask(api, "flights.calendar", { origin, destination, departureDate: date }),
    ),
  );
  const queries = Array.from({ length: lookUps }, (_, number) => typed[number % typed.length] ?? "");
  found.set("airports by name, HTTP", await twice("airports by name, HTTP", queries, (query) => ask(api, "airports.search", { query })));
}

function conclude(found: ReadonlyMap<string, Passes>): Omit<Findings, "setup"> {
  const warm = (name: string, percent: number) => percentile(found.get(name)?.warm ?? [], percent);
  const goals: Goal[] = [
    ...allStops.map((stops) => toGoal(`${stops} stops, SQL p50, ms`, warm(`${stops} stops, SQL`, 50), { atMost: sqlGoals[stops] })),
    ...allStops.map((stops) => toGoal(`${stops} stops, HTTP p99, ms`, warm(`${stops} stops, HTTP`, 99), { atMost: httpGoals[stops] })),
    toGoal("price calendar, HTTP p99, ms", warm("price calendar, HTTP", 99), { atMost: 50 }),
    toGoal("airports by name, HTTP p99, ms", warm("airports by name, HTTP", 99), { atMost: 5 }),
  ];
  const figures = [...found].flatMap(([name, { cold, warm: times }]) =>
    ([50, 99] as const).flatMap((percent): [string, Figure][] => [
      [`${name}: p${percent} cold`, figureOf(cold, percent)],
      [`${name}: p${percent} warm`, figureOf(times, percent)],
    ]),
  );
  return { figures: Object.fromEntries(figures), ratios: {}, goals };
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
    load: "one client, the next query after the answer",
    "SQL by": "the driver: the statement and reading its answer",
    "REST variant": "not built yet, not measured",
  };
}
