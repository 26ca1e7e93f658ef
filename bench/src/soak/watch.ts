import { readFileSync } from "node:fs";

import type { Stage } from "../stage.ts";

/** Resident memory of a process in megabytes; 0 where the system does not tell (only Linux does). */
export function readMemory(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+) kB$/mu.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Rows of all tables that nobody can see any more and no vacuum has taken yet. */
export async function countDeadRows({ admin }: Stage): Promise<number> {
  const { rows } = await admin.query<{ dead: number }>("SELECT sum(n_dead_tup)::float8 AS dead FROM pg_stat_user_tables");
  return rows[0]?.dead ?? 0;
}

/** What a straight line through the values, one a minute, gains each minute (least squares). */
export function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = values.reduce((sum, _value, at) => sum + (at - middle) ** 2, 0);
  return values.reduce((sum, value, at) => sum + (at - middle) * (value - mean), 0) / spread;
}
