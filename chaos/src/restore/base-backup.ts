import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

import type { Cluster } from "@skyhold/db/embedded";
import { Client } from "pg";

/** What a running server makes anew, or must not be in a backup. Its log of changes comes from the archive. */
const leftOut = /^(?:postmaster\.(?:pid|opts)|pg_internal\.init|pgsql_tmp.*|pg_stat_tmp)$/u;

/**
 * Copies the files of a running server as `pg_basebackup` does, by PostgreSQL's own protocol for it: whatever is written meanwhile is
 * mended from the archived log when the copy is started.
 */
export async function takeBaseBackup(cluster: Cluster, folder: string): Promise<void> {
  const data = path.join(cluster.folder, "data");
  const client = new Client({ connectionString: cluster.url("postgres") });
  await client.connect();
  try {
    await client.query("SELECT pg_backup_start('skyhold', true)");
    const copy = path.join(folder, "data");
    cpSync(data, copy, { recursive: true, verbatimSymlinks: true, filter: (file) => isWanted(path.relative(data, file)) });
    const { rows } = await client.query<{ labelfile: string }>("SELECT labelfile FROM pg_backup_stop()");
    writeFileSync(path.join(copy, "backup_label"), rows[0]?.labelfile ?? "");
    mkdirSync(path.join(copy, "pg_wal/archive_status"), { recursive: true, mode: 0o700 });
    copyFileSync(path.join(cluster.folder, "password"), path.join(folder, "password"));
  } finally {
    await client.end();
  }
}

function isWanted(file: string): boolean {
  return !leftOut.test(path.basename(file)) && !/^pg_wal./u.test(file);
}

/** Under root the server runs as another user, to whom its files must belong. */
export function giveToServer(folder: string, { folder: like }: Cluster): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(path.join(like, "data"));
  execFileSync("chown", ["-R", `${uid}:${gid}`, folder]);
}
