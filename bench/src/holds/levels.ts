import { holdSeats, holdSeatsStatement } from "@skyhold/db";
import type { Database, SeatsToHold } from "@skyhold/db";

import type { Api, Call } from "../api.ts";
import { closedLoop } from "../load.ts";
import type { Load, Run } from "../load.ts";
import type { StatementRunner } from "../pgbench.ts";

/** One way to do the work, from the bare protocol up to what users get. */
export interface Level {
  readonly name: string;
  /** Whether it holds seats, so that they can be counted and taken back. */
  readonly holds: boolean;
  readonly throughApi?: boolean;
  run(load: Load): Promise<Run>;
}

/** What the levels work with. */
export interface Parts {
  readonly runner: StatementRunner;
  readonly db: Database;
  readonly api: Api;
  readonly holds: readonly SeatsToHold[];
  readonly calls: readonly Call[];
}

// pgbench can send no document of its own, so it names one that stands ready as text. That replaces a driver's 1.7 kB on the
// wire by one look into an index; what the look and the parsing cost is measured apart as "payload".
const document = "(SELECT payload FROM bench.payload WHERE n = :n)";

/** The levels of the table in the design of the benchmarks, lowest first. */
export function levelsOf({ runner, db, api, holds, calls }: Parts): Level[] {
  const statement = (name: string, sql: string, writesHolds: boolean): Level => ({
    name,
    holds: writesHolds,
    run: (load) => runner.run(sql, load),
  });
  return [
    statement("L1 SELECT 1", "SELECT 1", false),
    statement("L2 one-row insert", "INSERT INTO bench.one_row (n) VALUES (:n)", false),
    statement("payload alone", `SELECT jsonb_typeof(${document}::jsonb)`, false),
    statement("L3' rows without checks", `SELECT bench.insert_unchecked(${document}::jsonb)`, true),
    statement("L3 hold_seats", holdSeatsStatement.text.replace("$1", document), true),
    { name: "L4 driver", holds: true, run: (load) => closedLoop(load, async (number) => holdWith(db, holds[number])) },
    { name: "L5 HTTP", holds: true, throughApi: true, run: (load) => closedLoop(load, async (number) => callWith(api, calls[number])) },
  ];
}

async function holdWith(db: Database, hold: SeatsToHold | undefined): Promise<boolean> {
  return hold !== undefined && (await holdSeats(db, hold)).outcome === "held";
}

/** One hold over HTTP; false when it did not succeed. */
export async function callWith(api: Api, call: Call | undefined): Promise<boolean> {
  return call !== undefined && (await api.call(call)).status === 200;
}
