import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { paidTripOn, startCoreOver } from "@skyhold/core/testing";
import type { TestCore } from "@skyhold/core/testing";
import { auditInvariants, openDatabase } from "@skyhold/db";
import { createDatabase, startCluster } from "@skyhold/db/embedded";
import type { Cluster } from "@skyhold/db/embedded";
import { migrate } from "@skyhold/db/migrate";
import { seed } from "@skyhold/db/seed";
import { Client } from "pg";

import { giveToServer, takeBaseBackup } from "./base-backup.ts";

/** What became of a lost server. */
export interface RestoreReport {
  readonly backupSeconds: number;
  /** From the loss to the first answer of the restored server. */
  readonly restoreSeconds: number;
  /** Of the bookings that were paid before the backup, after it, and after the last part of the log that was archived: which are there again, with all that belongs to them. */
  readonly restored: readonly Moment[];
  readonly flights: number;
  /** Whether all invariants hold in what was restored. */
  readonly holds: boolean;
}

/** When something was written that is to come back, or is lost. */
type Moment = "before" | "after" | "never archived";

/**
 * Loses a whole server and brings it back: base backup, archived log, kill −9, all its files deleted, restored in another folder, audited.
 * Everything is this drill's own, and gone afterwards.
 */
export async function drillRestore(flights: number): Promise<RestoreReport> {
  await using parts = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), "skyhold-restore-"));
  parts.defer(() => rm(folder, { recursive: true, force: true }));
  // Under root the database runs as another user, who must be able to walk through this folder.
  chmodSync(folder, 0o711);
  const lost = await startCluster({ folder: path.join(folder, "lost"), settings: ["archive_mode=on"] });
  parts.defer(() => lost.stop());
  const archive = await archiveTo(path.join(folder, "archive"), lost);
  const core = parts.use(await fill(lost, flights));
  const bookings = new Map<string, Moment>();
  const book = async (moment: Moment) => void bookings.set((await paidTripOn(core, 2)).booking.id, moment);
  await book("before");
  const backup = path.join(folder, "restored");
  mkdirSync(backup, { mode: 0o700 });
  const begun = performance.now();
  await takeBaseBackup(lost, backup);
  const backupSeconds = since(begun);
  writeFileSync(path.join(backup, "data/recovery.signal"), "");
  giveToServer(backup, lost);
  await book("after");
  await untilArchived(lost, archive);
  await book("never archived");
  process.kill(lost.pid, "SIGKILL");
  const lostAt = performance.now();
  await lost.stop();
  await rm(lost.folder, { recursive: true, force: true });
  const restored = await restore(backup, archive);
  parts.defer(() => restored.stop());
  return { backupSeconds, restoreSeconds: since(lostAt), ...(await lookAt(restored, bookings)) };
}

/** Each finished part of the log is copied there, and counts as archived only once it is whole under its name. */
async function archiveTo(archive: string, cluster: Cluster): Promise<string> {
  mkdirSync(archive, { mode: 0o700 });
  giveToServer(archive, cluster);
  const copy = `test ! -f ${archive}/%f && cp %p ${archive}/%f.part && mv ${archive}/%f.part ${archive}/%f`;
  await within(cluster.url("postgres"), async (client) => {
    await client.query(`ALTER SYSTEM SET archive_command = ${client.escapeLiteral(copy)}`);
    await client.query("SELECT pg_reload_conf()");
  });
  return archive;
}

/** A timetable, and the use cases over it, with a payment provider that takes every card. */
async function fill(cluster: Cluster, flights: number): Promise<TestCore> {
  const url = cluster.url("skyhold");
  await createDatabase(cluster.url("postgres"), "skyhold");
  await migrate(url);
  const db = openDatabase({ connectionString: url, poolSize: 2 });
  await seed(db.pool, { today: Temporal.Now.plainDateISO("UTC"), flights });
  return startCoreOver({ url, db, advanceClock: () => Promise.resolve(), [Symbol.asyncDispose]: () => db.close() });
}

async function untilArchived(cluster: Cluster, archive: string): Promise<void> {
  const part = await within(cluster.url("skyhold"), async (client) => {
    const { rows } = await client.query<{ name: string }>("SELECT pg_walfile_name(pg_switch_wal()) AS name");
    return rows[0]?.name ?? "";
  });
  while (!existsSync(path.join(archive, part))) await sleep(50);
}

async function restore(folder: string, archive: string): Promise<Cluster> {
  const cluster = await startCluster({ folder, settings: ["archive_mode=off", `restore_command=cp ${archive}/%f %p`] });
  // It answers reads before it has read the log to its end.
  await within(cluster.url("postgres"), async (client) => {
    const isBusy = async () => (await client.query<{ busy: boolean }>("SELECT pg_is_in_recovery() AS busy")).rows[0]?.busy === true;
    while (await isBusy()) await sleep(50);
  });
  return cluster;
}

async function lookAt(
  cluster: Cluster,
  bookings: ReadonlyMap<string, Moment>,
): Promise<Pick<RestoreReport, "restored" | "flights" | "holds">> {
  const db = openDatabase({ connectionString: cluster.url("skyhold"), poolSize: 1 });
  try {
    // With seats for good, a ticket and a payment; that they agree with each other is for the invariants to say.
    const { rows: complete } = await db.pool.query<{ id: string }>(
      `SELECT b.id FROM booking b WHERE b.state = 'confirmed' AND EXISTS (SELECT FROM ticket WHERE booking_id = b.id)
          AND EXISTS (SELECT FROM seat_claim WHERE booking_id = b.id AND expires_at = 'infinity' AND released_at IS NULL)
          AND EXISTS (SELECT FROM payment WHERE booking_id = b.id AND state = 'captured') ORDER BY b.created_at`,
    );
    const { rows: counted } = await db.pool.query<{ count: number }>("SELECT count(*)::int AS count FROM flight");
    const { holds } = await auditInvariants(db, { production: false });
    return { restored: complete.flatMap(({ id }) => bookings.get(id) ?? []), flights: counted[0]?.count ?? 0, holds };
  } finally {
    await db.close();
  }
}

async function within<Result>(connectionString: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function since(moment: number): number {
  return Math.round((performance.now() - moment) / 10) / 100;
}
