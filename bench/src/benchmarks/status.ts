import { openDatabase, statusRunLimit, updateStatusesStatement } from "@skyhold/db";
import type { StatusRun } from "@skyhold/db";

import { middleCpu, withCpu } from "../figures.ts";
import { toGoal } from "../report.ts";
import type { Benchmark, Figure, Findings, Pace } from "../report.ts";
import { interleave, summarise } from "../rounds.ts";
import { openStage } from "../stage.ts";
import type { Stage } from "../stage.ts";

const inWindow = 100_000;
const due = 10_000;

/** One run of the status job: the flights of a busy hour, a tenth of which have come to their next step. */
export const status: Benchmark = {
  name: "status",
  run: async (options) => {
    await using stage = await openStage({ flights: 1000 });
    await fill(stage);
    const db = openDatabase({ connectionString: stage.url, poolSize: 1 });
    await using opened = new AsyncDisposableStack();
    opened.defer(() => db.close());
    return await measureAll(stage, (simulated) => db.run(updateStatusesStatement, [simulated, statusRunLimit]), options);
  },
};

/** Copies of the seeded flights, far enough away that nothing is due: each round brings its own ten thousand. */
async function fill({ admin }: Stage): Promise<void> {
  await admin.query(
    `INSERT INTO flight (id, airline_code, flight_number, suffix, origin, destination, departure_date, departure_minute, arrival_date, arrival_minute,
                         departs_at, arrives_at, sales_close_at, aircraft_type_code, seat_map_id, status)
     SELECT 'flt_' || md5('bench' || n)::uuid, f.airline_code, n % 9999 + 1, '', f.origin, f.destination, date '2040-01-01' + n / 9999, 0, date '2040-01-01', 0,
            now() + interval '30 min', now() + interval '3 h', now() - interval '30 min', f.aircraft_type_code, f.seat_map_id, 'boarding'
       FROM generate_series(1, $1::int) n CROSS JOIN LATERAL (SELECT * FROM flight OFFSET n % 1000 LIMIT 1) f
     ON CONFLICT DO NOTHING`,
    [inWindow],
  );
}

const kinds = ["to boarding", "into the air", "to landed", "nothing due"] as const;
type Kind = (typeof kinds)[number];

/** Brings ten thousand of the flights to the edge of their next step, and the others away from theirs. */
const prepared: Readonly<Record<Kind, string>> = {
  "to boarding":
    "status = 'scheduled', departs_at = now() + interval '59 min', arrives_at = now() + interval '3 h', sales_close_at = now() - interval '1 min'",
  "into the air":
    "status = 'boarding', departs_at = now() - interval '1 s', arrives_at = now() + interval '3 h', sales_close_at = now() - interval '1 h'",
  "to landed":
    "status = 'in_air', departs_at = now() - interval '2 h', arrives_at = now() - interval '1 s', sales_close_at = now() - interval '3 h'",
  "nothing due": "status = 'boarding'",
};

async function prepare({ admin }: Stage, kind: Kind): Promise<void> {
  // The guard refuses to take a status back, which is what a benchmark does between its rounds.
  await admin.query("ALTER TABLE flight DISABLE TRIGGER flight_status_guard");
  await admin.query(
    `UPDATE flight SET status = 'boarding', departs_at = now() + interval '40 min', arrives_at = now() + interval '3 h', sales_close_at = now() - interval '20 min'
      WHERE departure_date >= '2040-01-01'`,
  );
  await admin.query(
    `UPDATE flight SET ${prepared[kind]} WHERE id IN (SELECT id FROM flight WHERE departure_date >= '2040-01-01' ORDER BY id LIMIT ${due})`,
  );
  await admin.query("ALTER TABLE flight ENABLE TRIGGER flight_status_guard");
  await admin.query("VACUUM ANALYZE flight");
  await admin.query("CHECKPOINT");
}

async function measureAll(stage: Stage, run: (simulated: boolean) => Promise<StatusRun[]>, { rounds }: Pace): Promise<Findings> {
  const measured = await interleave(kinds, rounds, async (kind, round) => {
    process.stderr.write(`${kind}, round ${round} of ${rounds}\n`);
    await prepare(stage, kind);
    return withCpu({ database: stage.pid }, async () => {
      const startedAt = performance.now();
      const [done] = await run(false);
      const ms = performance.now() - startedAt;
      const changed = (done?.boarding ?? 0) + (done?.inAir ?? 0) + (done?.landed ?? 0);
      return { operations: 1, ms, missing: Math.abs(changed - (kind === "nothing due" ? 0 : due)) };
    });
  });
  const times = (kind: Kind) => (measured.get(kind) ?? []).map(({ ms }) => ms);
  const worst = Math.max(...kinds.map((kind) => summarise(times(kind)).median));
  return {
    figures: Object.fromEntries(
      [...measured].map(([kind, runs]): [string, Figure] => [kind, { ...summarise(times(kind)), unit: "ms", cpuMs: middleCpu(runs) }]),
    ),
    ratios: {},
    goals: [
      toGoal("the slowest of them, s", worst / 1000, { atMost: 2 }),
      toGoal(
        "changes that were missed",
        [...measured.values()].flat().reduce((sum, { missing }) => sum + missing, 0),
        { atMost: 0 },
      ),
    ],
    setup: {
      postgres: `${stage.version}, default settings, fsync on`,
      "one run": `one statement with its commit: ${due.toLocaleString("en")} of ${inWindow.toLocaleString("en")} flights within the hour change`,
      "rounds after warm-up": rounds,
    },
  };
}
