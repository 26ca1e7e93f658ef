import { readdir } from "node:fs/promises";

import type { Database } from "./client.ts";
import { migrationsFolder } from "./migrations/files.ts";

/** What those who watch over the system want to know of the database. */
export interface Observed {
  /** How many jobs of a queue are in a state. */
  readonly jobs: readonly { readonly queue: string; readonly state: string; readonly count: number }[];
  /** For how many seconds the oldest job that is due has waited. */
  readonly lagSeconds: number;
  readonly payments: readonly { readonly state: string; readonly count: number }[];
  /** What the last nightly audit found; null before the first. */
  readonly audit: { readonly violated: number; readonly ageSeconds: number } | null;
}

const lag = `coalesce((SELECT extract(epoch FROM now() - min(start_after)) FROM pgboss.job
   WHERE state IN ('created', 'retry') AND start_after < now() AND name <> 'dead-letters'), 0)::float8`;

const observation = `SELECT jsonb_build_object(
  'jobs', coalesce((SELECT jsonb_agg(j) FROM (SELECT name AS queue, state::text, count(*) FROM pgboss.job
     WHERE state IN ('created', 'retry', 'active') GROUP BY 1, 2) j), '[]'),
  'lagSeconds', ${lag},
  'payments', coalesce((SELECT jsonb_agg(p) FROM (SELECT state::text, count(*) FROM payment GROUP BY 1) p), '[]'),
  'audit', (SELECT jsonb_build_object('violated', (SELECT count(*) FROM jsonb_array_elements(results) r WHERE NOT (r ->> 'holds')::boolean),
     'ageSeconds', extract(epoch FROM skyhold_now() - checked_at)) FROM invariant_audit ORDER BY checked_at DESC LIMIT 1)) AS answer`;

/** Counts jobs and payments, and looks at the last audit. It reads tables whole: ask once a minute, not at every call. */
export async function observe({ pool }: Database): Promise<Observed> {
  const { rows } = await pool.query<{ answer: Observed }>(observation);
  return rows[0]?.answer ?? { jobs: [], lagSeconds: 0, payments: [], audit: null };
}

/** Whether the database answers, is as new as this program, and how long due jobs have waited. Migrations of a newer program do no harm. */
export async function readReadiness({ pool }: Database): Promise<{ missingMigrations: readonly string[]; lagSeconds: number }> {
  const entries = await readdir(migrationsFolder, { withFileTypes: true });
  const names = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  const { rows } = await pool.query<{ missing: string[]; lag: number }>(
    `SELECT ARRAY(SELECT name FROM unnest($1::text[]) AS name WHERE NOT EXISTS (
              SELECT FROM _prisma_migrations WHERE migration_name = name AND finished_at IS NOT NULL)) AS missing, ${lag} AS lag`,
    [names],
  );
  return { missingMigrations: rows[0]?.missing ?? names, lagSeconds: rows[0]?.lag ?? 0 };
}
