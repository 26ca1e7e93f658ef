import { openDatabase, readReferenceRows, readSeatLayout } from "@skyhold/db";
import type { Database } from "@skyhold/db";

import { startApi } from "../api.ts";
import type { Api } from "../api.ts";
import type { Benchmark, Figure, Findings } from "../report.ts";
import { percentile, summarise } from "../rounds.ts";
import { makeQueries } from "../search/queries.ts";
import { askOver, toSearch } from "../search/questions.ts";
import { openStage } from "../stage.ts";
import type { Stage } from "../stage.ts";

const searches = 500;
const flightsOnShow = 50;
const readings = 1000;
/** A seat of a flight is sold, or its price changes, once in so many readings of maps. */
const readingsForAChange = 20;
const timed = 200;

/** What is kept in memory: how often it serves, and what one answer costs with it and without. */
export const caches: Benchmark = {
  name: "caches",
  run: async ({ rounds }) => {
    await using stage = await openStage({ flights: 10_000 });
    await using opened = new AsyncDisposableStack();
    const api = opened.use(await startApi(stage.url));
    const db = openDatabase({ connectionString: stage.url, poolSize: 1 });
    opened.defer(() => db.close());
    const flights = await largestFlights(stage);
    return {
      figures: {
        ...(await ofReferenceData(stage, api, db)),
        ...(await ofLayouts(stage, api, { db, flights })),
        ...(await ofMaps(stage, api, { flights, rounds })),
      },
      ratios: {},
      goals: [],
      setup: setupOf(stage, rounds),
    };
  },
};

/** A flight, and the layout of its aircraft. */
interface FlightOnShow {
  readonly id: string;
  readonly layout: string;
}

async function largestFlights({ admin }: Stage): Promise<FlightOnShow[]> {
  const { rows } = await admin.query<FlightOnShow>(
    `SELECT f.id, f.seat_map_id AS layout FROM flight f
       JOIN (SELECT seat_map_id, count(*) AS seats FROM seat GROUP BY 1) l USING (seat_map_id)
      WHERE f.sales_close_at > now() + interval '1 day' ORDER BY l.seats DESC, f.id LIMIT $1`,
    [flightsOnShow],
  );
  return rows;
}

type Figures = Record<string, Figure>;

/** Airports, airlines, aircraft and brands, as a search needs them. */
async function ofReferenceData(stage: Stage, api: Api, db: Database): Promise<Figures> {
  const queries = await makeQueries(stage, { stops: 0, count: searches });
  const statements = await stage.statementsDuring(async () => {
    for (const query of queries) await askOver(api, "REST", toSearch(query));
  });
  return {
    "reference data: searches that it served": shareWithout(statements, "'metropolitanAreas'", searches),
    "reference data: read anew": figureOf(await timesOf(timed / 10, () => readReferenceRows(db))),
  };
}

/** The seats of an aircraft, as its map needs them. */
async function ofLayouts(stage: Stage, api: Api, { db, flights }: { db: Database; flights: readonly FlightOnShow[] }): Promise<Figures> {
  const statements = await stage.statementsDuring(async () => {
    for (let number = 0; number < readings; number += 1) await readMap(api, flightAt(flights, number).id);
  });
  return {
    "layouts: maps that they served": shareWithout(statements, "'aisleRight'", readings),
    "layouts: one read anew": figureOf(await timesOf(timed, (number) => readSeatLayout(db, flightAt(flights, number).layout))),
  };
}

/** Whole maps as strangers see them, written and compressed. */
async function ofMaps(stage: Stage, api: Api, { flights, rounds }: { flights: readonly FlightOnShow[]; rounds: number }): Promise<Figures> {
  const last = new Map<string, string>();
  let served = 0;
  for (let number = 0; number < readings; number += 1) {
    const { id } = flightAt(flights, number);
    if (number % readingsForAChange === 0) await change(stage, id, number);
    const body = await readMap(api, id);
    if (last.get(id) === body) served += 1;
    last.set(id, body);
  }
  const { kept, anew } = await timeMaps(stage, api, { id: flightAt(flights, 0).id, count: timed * rounds });
  return {
    [`maps: readings that they served, one change to ${readingsForAChange}`]: share(served / readings),
    "maps: answered as it was": figureOf(kept),
    "maps: made, written and compressed anew": figureOf(anew),
  };
}

/** In turn, so that whatever the machine does meanwhile happens to both. */
async function timeMaps(stage: Stage, api: Api, { id, count }: { id: string; count: number }) {
  const [kept, anew]: [number[], number[]] = [[], []];
  for (let number = 0; number < count; number += 1) {
    await change(stage, id, readings + number);
    anew.push(...(await timesOf(1, () => readMap(api, id))));
    kept.push(...(await timesOf(1, () => readMap(api, id))));
  }
  return { kept, anew };
}

async function change({ admin }: Stage, flightId: string, fee: number): Promise<void> {
  await admin.query("UPDATE flight_cabin SET seat_fee_minor = $2 WHERE flight_id = $1", [flightId, fee + 1]);
}

async function readMap(api: Api, flightId: string): Promise<string> {
  const headers = { "accept-encoding": "gzip, deflate, br" };
  const { status, body } = await api.call({ method: "GET", path: `/api/v1/flights/${flightId}/seats`, headers }, "body");
  if (status !== 200) throw new Error(`A map answered ${status}`);
  return body;
}

function flightAt(flights: readonly FlightOnShow[], number: number): FlightOnShow {
  const flight = flights[number % flights.length];
  if (!flight) throw new Error("The timetable has no flights on sale");
  return flight;
}

async function timesOf(count: number, operation: (number: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let number = 0; number < count; number += 1) {
    const start = performance.now();
    await operation(number);
    times.push(performance.now() - start);
  }
  return times;
}

/** The share of the calls that went without a statement with this piece of text. */
function shareWithout(statements: readonly string[], piece: string, calls: number): Figure {
  return share(1 - statements.filter((text) => text.includes(piece)).length / calls);
}

function share(of: number): Figure {
  return { ...summarise([100 * of]), unit: "%" };
}

function figureOf(times: readonly number[]): Figure {
  return { median: percentile(times, 50), min: percentile(times, 0), max: percentile(times, 99), unit: "ms" };
}

function setupOf({ version }: Stage, rounds: number): Findings["setup"] {
  return {
    postgres: `${version}, default settings, fsync on`,
    "flights whose maps are read": flightsOnShow,
    readings,
    "maps timed, each kept and anew": timed * rounds,
    "greatest of a time": "its 99th percentile",
    caller: "one client over REST, the next question after the answer",
  };
}
