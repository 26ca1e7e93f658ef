import { randomUUID } from "node:crypto";

import { openDatabase } from "@skyhold/db";
import type { Database, SeatsToHold } from "@skyhold/db";

import { startApi } from "../api.ts";
import type { Api, Call } from "../api.ts";
import type { Cpu } from "../cpu.ts";
import { middleCpu, ratioOf, withCpu } from "../figures.ts";
import { findOffers, prepareMaterial, readHolds, toCall } from "../holds/material.ts";
import { prepareRefusals, refusalStatement, refusedBy } from "../holds/refused.ts";
import { findStatementRunner } from "../pgbench.ts";
import type { StatementRunner } from "../pgbench.ts";
import { toGoal } from "../report.ts";
import type { Benchmark, Figure, Findings, Pace } from "../report.ts";
import { interleave, percentile, summarise } from "../rounds.ts";
import { openStage } from "../stage.ts";
import type { Stage } from "../stage.ts";

const crowd = 1000;
const connections = 8;

/** A thousand buyers of one seat at the same moment: who gets it, and how long all of them wait. */
export const stampede: Benchmark = {
  name: "stampede",
  run: async (options) => {
    await using stage = await openStage({ flights: 2000 });
    await prepareMaterial(stage, 1);
    const refused = await prepareRefusals(stage);
    await using opened = new AsyncDisposableStack();
    const api = opened.use(await startApi(stage.url, { sockets: crowd }));
    const db = openDatabase({ connectionString: stage.url, poolSize: connections });
    opened.defer(() => db.close());
    // The first thousand holds are the sold ones.
    const fresh = (await readHolds(stage)).slice(crowd, crowd + options.rounds + 1).map(toSingle);
    const offers = await findOffers(stage, api, { adults: 1, trips: crowd + options.rounds + 1 });
    await openConnections(api);
    return await measureAll(stage, { runner: findStatementRunner(stage.url), db, api, refused, fresh, offers }, options);
  },
};

interface Parts {
  readonly runner: StatementRunner;
  readonly db: Database;
  readonly api: Api;
  readonly refused: readonly SeatsToHold[];
  readonly fresh: readonly SeatsToHold[];
  readonly offers: ReadonlyMap<string, string>;
}

/** What became of a crowd. Each waits from the moment when the first one asks. */
interface Crowd {
  readonly operations: number;
  readonly waitsMs: readonly number[];
  readonly winners: number;
  readonly faults: number;
  /** Answers that are neither the seat nor the refusal. */
  readonly others: number;
}

interface Candidate {
  readonly name: string;
  readonly throughApi: boolean;
  readonly run: (round: number) => Promise<Crowd>;
}

function toSingle(hold: SeatsToHold): SeatsToHold {
  return { ...hold, seats: hold.seats.slice(0, 1) };
}

/** A few at a time: what is measured is the crowd's calls, not a thousand handshakes. */
async function openConnections(api: Api): Promise<void> {
  for (let size = 100; size <= crowd; size += 100)
    await Promise.all(Array.from({ length: size }, () => api.call({ method: "GET", path: "/health/live" })));
}

async function gather(ask: (buyer: number) => Promise<"seat" | "refusal" | "fault" | "other">): Promise<Crowd> {
  const start = performance.now();
  const answers = await Promise.all(
    Array.from({ length: crowd }, async (_, buyer) => {
      const answer = await ask(buyer).catch(() => "other" as const);
      return { answer, waitMs: performance.now() - start };
    }),
  );
  const count = (kind: string) => answers.filter(({ answer }) => answer === kind).length;
  return {
    operations: crowd,
    waitsMs: answers.map(({ waitMs }) => waitMs),
    winners: count("seat"),
    faults: count("fault"),
    others: count("other"),
  };
}

function candidatesOf(stage: Stage, { runner, db, api, refused, fresh, offers }: Parts, seconds: number) {
  const buyersOf = (hold: SeatsToHold | undefined): Call[] =>
    Array.from({ length: crowd }, (_, buyer) => {
      if (!hold) throw new Error("There is no fresh seat for this round");
      return toCall({ ...hold, userId: `usr_00000000-0000-7000-8000-${String(buyer).padStart(12, "0")}`, key: randomUUID() }, offers);
    });
  const seat: Candidate = {
    name: "one seat over HTTP",
    throughApi: true,
    run: async (round) => {
      const calls = buyersOf(fresh[round]);
      const result = await gather((buyer) => askForSeat(api, calls[buyer]));
      const owners = await countOwners(stage, fresh[round]);
      return { ...result, others: result.others + Math.abs(owners - result.winners) };
    },
  };
  const live: Candidate = {
    name: "GET /health/live",
    throughApi: true,
    run: () => gather(async () => ((await api.call({ method: "GET", path: "/health/live" })).status === 200 ? "refusal" : "other")),
  };
  const driver: Candidate = {
    name: "refusals, driver",
    throughApi: false,
    run: () => gather(async (buyer) => ((await refusedBy(db, refused[buyer])) ? "refusal" : "other")),
  };
  const sql: Candidate = { name: "refusals, SQL", throughApi: false, run: () => refuseBySql(runner, seconds) };
  return { seat, live, driver, sql };
}

/** How long the database alone takes for as many refusals, from its rate: all over the API's number of connections. */
async function refuseBySql(runner: StatementRunner, seconds: number): Promise<Crowd> {
  const { operations, perSecond, errors } = await runner.run(refusalStatement, { clients: connections, seconds });
  return { operations, waitsMs: [(crowd / perSecond) * 1000], winners: 0, faults: 0, others: errors };
}

async function askForSeat(api: Api, call: Call | undefined): Promise<"seat" | "refusal" | "fault" | "other"> {
  if (!call) return "other";
  const { status, body } = await api.call(call, "body");
  if (status === 200) return "seat";
  if (status >= 500) return "fault";
  return status === 409 && body.includes('"SEAT_TAKEN"') ? "refusal" : "other";
}

/** The live claims on the seat: what was promised is counted, not believed. */
async function countOwners({ admin }: Stage, hold: SeatsToHold | undefined): Promise<number> {
  const [seat] = hold?.seats ?? [];
  const { rows } = await admin.query<{ owners: number }>(
    "SELECT count(*)::int AS owners FROM seat_claim WHERE flight_id = $1 AND seat_no = $2 AND released_at IS NULL AND expires_at > skyhold_now()",
    [seat?.flight_id, seat?.seat_no],
  );
  return rows[0]?.owners ?? 0;
}

type Measured = readonly (Crowd & { readonly cpu: Cpu })[];

async function measureAll(stage: Stage, parts: Parts, { seconds, rounds }: Pace): Promise<Findings> {
  const { seat, live, driver, sql } = candidatesOf(stage, parts, seconds);
  const measured = await interleave([seat, live, driver, sql], rounds, (candidate, round) => {
    process.stderr.write(`${candidate.name}, round ${round} of ${rounds}\n`);
    return withCpu({ database: stage.pid, ...(candidate.throughApi && { api: parts.api.pid }) }, () => candidate.run(round));
  });
  const runsOf = (candidate: Candidate): Measured => measured.get(candidate) ?? [];
  const seats = runsOf(seat);
  const all = [...measured.values()].flat();
  const ratio = (to: Candidate) => ratioOf(waits(seats, 100), waits(runsOf(to), 100));
  return {
    figures: {
      ...Object.fromEntries([50, 99].map((percent) => [`${seat.name}: p${percent}`, waitFigure(seats, percent)])),
      ...Object.fromEntries(
        [seat, live, driver, sql].map((candidate) => [`${candidate.name}: last answer`, waitFigure(runsOf(candidate), 100)]),
      ),
    },
    ratios: {
      "last answer, seat/refusals by SQL": ratio(sql),
      "last answer, seat/refusals by driver": ratio(driver),
      "last answer, seat/health": ratio(live),
    },
    goals: [
      toGoal("rounds with another number of winners than one", seats.filter(({ winners }) => winners !== 1).length, { atMost: 0 }),
      toGoal("all answered, the slowest round, ms", summarise(waits(seats, 100)).max, { atMost: 500 }),
      toGoal(
        "answers 5xx",
        all.reduce((sum, { faults }) => sum + faults, 0),
        { atMost: 0 },
      ),
      toGoal(
        "errors",
        all.reduce((sum, { others }) => sum + others, 0),
        { atMost: 0 },
      ),
    ],
    setup: setupOf(stage, parts, { seconds, rounds }),
  };
}

function waits(runs: Measured, percent: number): number[] {
  return runs.map(({ waitsMs }) => percentile(waitsMs, percent));
}

function waitFigure(runs: Measured, percent: number): Figure {
  return { ...summarise(waits(runs, percent)), unit: "ms", cpuMs: middleCpu(runs) };
}

function setupOf(stage: Stage, { runner }: Parts, { rounds }: Pace): Findings["setup"] {
  return {
    postgres: `${stage.version}, default settings, fsync on`,
    "a crowd": `${crowd} travellers with a session each, over ${crowd} open connections; each waits from the moment when the first one asks`,
    "refusals by SQL": `${runner.name}, ${connections} connections; the time of ${crowd} by its rate`,
    "CPU of one operation": "of one buyer",
    "fresh seats, one for each round": rounds,
  };
}
