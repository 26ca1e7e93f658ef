import { cancelFlight, cancelFlightBookings } from "@skyhold/core";
import type { Context, Jobs } from "@skyhold/core";
import { bookTrip, makeFlight, makeStaff, multiplyBooking, startTestCore } from "@skyhold/core/testing";
import type { TestCore } from "@skyhold/core/testing";
import { fromPrisma, PgBoss } from "pg-boss";

import { prepareQueue } from "../api.ts";
import { middleCpu, withCpu } from "../figures.ts";
import { toGoal } from "../report.ts";
import type { Benchmark, Findings, Pace } from "../report.ts";
import { interleave, summarise } from "../rounds.ts";
import { openStage } from "../stage.ts";
import type { Stage } from "../stage.ts";

const bookings = 500;
const seatsInRow = 6;

/** The job that ends the bookings of a cancelled flight: seats, coupons, books, refunds and mails of all of them, the jobs in the queue itself. */
export const cancellation: Benchmark = {
  name: "cancellation",
  run: async (options) => {
    await using stage = await openStage({ flights: 1000 });
    prepareQueue(stage.url);
    return await measureAll(stage, await stage.copyTo("cancellation"), options);
  },
};

interface Outcome {
  readonly operations: number;
  readonly ms: number;
  /** Bookings that were not ended, refunds and messages that were not queued. */
  readonly missing: number;
}

async function measureAll(stage: Stage, template: string, { rounds }: Pace): Promise<Findings> {
  const measured = await interleave(["a flight of paid bookings"], rounds, async (kind, round) => {
    process.stderr.write(`${kind}, round ${round} of ${rounds}\n`);
    return cancelOne(stage, template);
  });
  const runs = [...measured.values()].flat();
  const times = summarise(runs.map(({ ms }) => ms));
  return {
    figures: { [`${bookings} bookings ended`]: { ...times, unit: "ms", cpuMs: middleCpu(runs) } },
    ratios: {},
    goals: [
      toGoal("from the job's begin to the last booking, s", times.median / 1000, { atMost: 5 }),
      toGoal(
        "seats, refunds or messages that were missed",
        runs.reduce((sum, { missing }) => sum + missing, 0),
        { atMost: 0 },
      ),
    ],
    setup: {
      postgres: `${stage.version}, default settings, fsync on`,
      "one run": `a flight with ${bookings} paid bookings, which the job ends: seats free, coupons, books, refunds and mails queued in pg-boss`,
      "CPU of client": "of the job",
      "rounds after warm-up": rounds,
    },
  };
}

/** In a database of its own: each round begins with the same flight. */
async function cancelOne(stage: Stage, template: string): Promise<Outcome & Awaited<ReturnType<typeof withCpu<Outcome>>>> {
  await using core = await startTestCore(template);
  await using opened = new AsyncDisposableStack();
  const boss = new PgBoss({ connectionString: core.database.url, max: 2, migrate: false, supervise: false, schedule: false });
  await boss.start();
  opened.defer(() => boss.stop({ graceful: false }));
  const flightId = await makeFlight(core.app.db, { departsInHours: 100, rows: Math.ceil(bookings / seatsInRow) });
  const first = await bookTrip(core, await core.traveller(), { flights: [flightId] });
  await multiplyBooking(core, first.id, bookings - 1);
  await core.app.db.pool.query("VACUUM ANALYZE");
  await core.app.db.pool.query("CHECKPOINT");
  await cancelFlight(await makeStaff(core), { flightId, reason: "storm" });
  const { id: changeId } = await core.app.db.prisma.flightChange.findFirstOrThrow({ where: { flightId } });
  const ctx: Context = { ...core.app, jobs: jobsOf(boss) };
  return await withCpu({ database: stage.pid }, async () => {
    const startedAt = performance.now();
    const ended = await cancelFlightBookings(ctx, { changeId });
    const ms = performance.now() - startedAt;
    return { operations: 1, ms, missing: bookings - ended + (await missingOf(core)) };
  });
}

/** The jobs of the product's own queue, each with the transaction that it belongs to. */
function jobsOf(boss: PgBoss): Jobs {
  return {
    send: async (tx, name, payload) => void (await boss.send(name, payload, { db: fromPrisma(tx.prisma) })),
    sendAll: async (tx, name, payloads) => {
      const jobs = payloads.map((data) => ({ data }));
      if (jobs.length > 0) await boss.insert(name, jobs, { db: fromPrisma(tx.prisma) });
    },
    // Nothing is given up here: a benchmark's jobs are counted, and never worked on.
    redrive: () => Promise.resolve(0),
  };
}

async function missingOf({ app }: TestCore): Promise<number> {
  const { rows } = await app.db.pool.query<{ missing: string }>(
    `SELECT (SELECT count(*) FROM seat_claim WHERE released_at IS NULL)
          + abs($1 - (SELECT count(*) FROM pgboss.job WHERE name = 'refund.execute'))
          + abs($1 - (SELECT count(*) FROM pgboss.job WHERE name = 'notification.send')) AS missing`,
    [bookings],
  );
  return Number(rows[0]?.missing);
}
