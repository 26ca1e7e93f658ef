import { openDatabase, readSeatStates, seatStatesStatement } from "@skyhold/db";
import type { Database } from "@skyhold/db";

import { startApi } from "../api.ts";
import type { Api, Call } from "../api.ts";
import { measureLatency, rateFigure, ratesOf, ratioOf, sumErrors, withCpu } from "../figures.ts";
import type { Latency, Measurement } from "../figures.ts";
import { prepareTravellers } from "../holds/material.ts";
import { closedLoop } from "../load.ts";
import type { Load, Run } from "../load.ts";
import { findStatementRunner } from "../pgbench.ts";
import type { StatementRunner } from "../pgbench.ts";
import { toGoal } from "../report.ts";
import type { Benchmark, Figure, Findings, Goal, Pace } from "../report.ts";
import { interleave, summarise } from "../rounds.ts";
import type { Summary } from "../rounds.ts";
import { openStage } from "../stage.ts";
import type { Stage } from "../stage.ts";

const clients = 10;
const openLoopShare = 0.6;
const flightsOfType = 50;
/** Of ten pairs of seats in economy class. */
const soldTenths = 6;

/** An Airbus A320neo and an Airbus A380. */
const aircraftTypes = ["32N", "388"];

/** Seat maps of a short-haul and of the largest aircraft, read over and over. */
export const seatMap: Benchmark = {
  name: "seat-map",
  run: async (options) => {
    await using stage = await openStage({ flights: 10_000 });
    const aircraft = await prepareAircraft(stage);
    await using opened = new AsyncDisposableStack();
    const api = opened.use(await startApi(stage.url));
    const db = openDatabase({ connectionString: stage.url });
    opened.defer(() => db.close());
    for (const each of aircraft) await checkAnswers(api, each);
    return await measureAll(stage, { runner: findStatementRunner(stage.url), db, api, aircraft }, options);
  },
};

/** An aircraft type with its flights. */
interface Aircraft {
  readonly type: string;
  readonly seats: number;
  readonly flights: readonly string[];
}

interface Parts {
  readonly runner: StatementRunner;
  readonly db: Database;
  readonly api: Api;
  readonly aircraft: readonly Aircraft[];
}

async function prepareAircraft(stage: Stage): Promise<Aircraft[]> {
  const { admin } = stage;
  await prepareTravellers(stage);
  await admin.query("CREATE TABLE bench.map_flight (type text, n bigint, id text, PRIMARY KEY (type, n))");
  await admin.query(
    `INSERT INTO bench.map_flight
     SELECT t.type, row_number() OVER (PARTITION BY t.type ORDER BY f.id) - 1, f.id FROM unnest($1::text[]) AS t(type), LATERAL (
       SELECT id FROM flight WHERE aircraft_type_code = t.type AND sales_close_at > now() + interval '1 day' ORDER BY md5(id) LIMIT $2) f`,
    [aircraftTypes, flightsOfType],
  );
  await admin.query(
    `BEGIN; SET LOCAL session_replication_role = replica;
     SELECT bench.book_flights(array_agg(id), 'confirmed', ${soldTenths}) FROM bench.map_flight; COMMIT`,
  );
  await admin.query("VACUUM ANALYZE");
  const { rows } = await admin.query<Aircraft>(
    `SELECT m.type, array_agg(m.id ORDER BY m.n) AS flights,
            (SELECT count(*)::int FROM aircraft_type t JOIN seat s USING (seat_map_id) WHERE t.iata = m.type) AS seats
       FROM bench.map_flight m GROUP BY m.type ORDER BY seats`,
  );
  return rows;
}

async function checkAnswers(api: Api, { type, seats, flights }: Aircraft): Promise<void> {
  for (const flight of flights) {
    for (const ask of [mapCall(flight), { ...restCall(flight), headers: {} }]) {
      const { status, body } = await api.call(ask, "body");
      const found = body.match(/"seat":/gu)?.length ?? 0;
      if (status !== 200 || found !== seats) throw new Error(`The map of a ${type} answered ${status} with ${found} seats, not ${seats}`);
      if (!body.includes('"sold"') || !body.includes('"free"')) throw new Error(`The map of a ${type} is not partly sold`);
    }
  }
}

/** As every browser and Node's `fetch` send it. */
const headers = { "accept-encoding": "gzip, deflate, br" };

function mapCall(flightId: string): Call {
  return { method: "GET", headers, path: `/trpc/seats.map?input=${encodeURIComponent(JSON.stringify({ json: { flightId } }))}` };
}

function restCall(flightId: string): Call {
  return { method: "GET", headers, path: `/api/v1/flights/${flightId}/seats` };
}

interface Level {
  readonly name: string;
  readonly throughApi: boolean;
  readonly run: (load: Load) => Promise<Run>;
}

function levelsOf({ runner, db, api }: Parts, { type, flights }: Aircraft): Record<"sql" | "driver" | "http" | "rest", Level> {
  const flight = (number: number) => flights[number % flights.length] ?? "";
  const text = seatStatesStatement.text
    .replaceAll(/\$[23](?:::text)?/gu, "NULL::text")
    .replaceAll("$1", `(SELECT id FROM bench.map_flight WHERE type = '${type}' AND n = :n % ${flights.length})`);
  return {
    sql: { name: "SQL, prepared", throughApi: false, run: (load) => runner.run(text.replaceAll(/\s+/gu, " "), load) },
    driver: {
      name: "driver",
      throughApi: false,
      run: (load) => closedLoop(load, async (number) => (await readSeatStates(db, flight(number), { userId: null, brand: null })) !== null),
    },
    http: { name: "HTTP, tRPC", throughApi: true, run: (load) => closedLoop(load, (number) => readMap(api, mapCall(flight(number)))) },
    rest: { name: "HTTP, REST", throughApi: true, run: (load) => closedLoop(load, (number) => readMap(api, restCall(flight(number)))) },
  };
}

async function readMap(api: Api, call: Call): Promise<boolean> {
  return (await api.call(call)).status === 200;
}

interface Measured {
  readonly figures: Record<string, Figure>;
  readonly ratios: Record<string, Summary>;
  readonly goals: readonly Goal[];
  readonly errors: number;
}

async function measureAll(stage: Stage, parts: Parts, options: Pace): Promise<Findings> {
  const found: Measured[] = [];
  for (const aircraft of parts.aircraft) found.push(await measureAircraft(stage, { ...parts, chosen: aircraft }, options));
  const errors = found.reduce((sum, each) => sum + each.errors, 0);
  return {
    figures: Object.fromEntries(found.flatMap(({ figures }) => Object.entries(figures))),
    ratios: Object.fromEntries(found.flatMap(({ ratios }) => Object.entries(ratios))),
    goals: [...found.flatMap(({ goals }) => goals), toGoal("errors", errors, { atMost: 0 })],
    setup: {
      postgres: `${stage.version}, default settings, fsync on`,
      "SQL by": parts.runner.name,
      "flights of a type": flightsOfType,
      sold: `${soldTenths * 10} % of economy class`,
      "accept-encoding": headers["accept-encoding"],
      floor: `${floor} at the same rate: what the machine itself adds`,
      "per core": "by the CPU time that the API spends on one map",
      "seconds of a measurement": options.seconds,
      "rounds after warm-up": options.rounds,
    },
  };
}

async function measureAircraft(stage: Stage, parts: Parts & { readonly chosen: Aircraft }, options: Pace): Promise<Measured> {
  const { sql, driver, http, rest } = levelsOf(parts, parts.chosen);
  const seats = `${parts.chosen.seats} seats`;
  const measured = await interleave([sql, driver, http, rest], options.rounds, (level, round): Promise<Measurement> => {
    process.stderr.write(`${seats}, ${level.name}, round ${round} of ${options.rounds}\n`);
    const watched = { database: stage.pid, ...(level.throughApi && { api: parts.api.pid }) };
    return withCpu(watched, () => level.run({ clients, seconds: options.seconds }));
  });
  const ratesAt = (level: Level) => ratesOf(measured.get(level) ?? []);
  const apiMs = (level: Level) => (measured.get(level) ?? []).map(({ cpu }) => cpu.api);
  const perCore = ratioOf(apiMs(http), apiMs(rest));
  const rate = summarise(ratesAt(http)).median * openLoopShare;
  const latencies = [];
  for (const [face, callOf] of faces) latencies.push({ face, ...(await measureMapLatency(parts, { ...options, rate }, { face, callOf })) });
  const timed = latencies.filter(({ face }) => face !== floor);
  return {
    figures: {
      ...Object.fromEntries([...measured].map(([{ name }, runs]) => [`${seats}: ${name}, c = ${clients}`, rateFigure(runs)])),
      ...Object.fromEntries(
        latencies.flatMap(({ face, rate: at, p50, p99 }) => [
          [`${seats}: ${face} p50 at ${at}/s, open loop`, p50],
          [`${seats}: ${face} p99 at ${at}/s, open loop`, p99],
        ]),
      ),
    },
    ratios: {
      [`${seats}: driver/SQL`]: ratioOf(ratesAt(driver), ratesAt(sql)),
      [`${seats}: HTTP/SQL`]: ratioOf(ratesAt(http), ratesAt(sql)),
      [`${seats}: REST/tRPC per core`]: perCore,
    },
    goals: [
      ...timed.map(({ face, rate: at, p99 }) => toGoal(`${seats}: ${face} p99 at ${at}/s, ms`, p99.median, { atMost: 10 })),
      toGoal(`${seats}: REST/tRPC per core`, perCore.median, { atLeast: 3 }),
    ],
    errors: sumErrors(measured.values()) + latencies.reduce((sum, { errors }) => sum + errors, 0),
  };
}

/** An answer that costs nothing: what the machine itself adds at that rate. */
const floor = "/health/live";

const faces: readonly (readonly [string, (flightId: string) => Call])[] = [
  ["tRPC", mapCall],
  ["REST", restCall],
  [floor, () => ({ method: "GET", path: floor })],
];

interface Asked {
  readonly face: string;
  readonly callOf: (flightId: string) => Call;
}

function measureMapLatency(
  { api, chosen }: Parts & { readonly chosen: Aircraft },
  options: Pace & { rate: number },
  { face, callOf }: Asked,
): Promise<Latency> {
  const { flights, seats } = chosen;
  return measureLatency(options, {
    label: `${seats} seats, ${face}`,
    operation: (number) => readMap(api, callOf(flights[number % flights.length] ?? "")),
  });
}
