import type { Statement, Transaction } from "./client.ts";

/** A queue of pg-boss as it stands. Instants are ISO 8601 in UTC. */
export interface QueueRow {
  readonly name: string;
  readonly waiting: number;
  readonly retrying: number;
  readonly active: number;
  /** Given up, and kept for staff. */
  readonly dead: number;
  readonly completed: number;
  readonly lastCompletedAt: string | null;
  /** When it runs by itself, in cron's notation, UTC; null where it runs on demand alone. */
  readonly cron: string | null;
}

/** A job that has failed: it is tried again, or it has been given up. */
export interface FailedJobRow {
  readonly id: string;
  readonly queue: string;
  readonly state: "retrying" | "dead";
  readonly attempts: number;
  readonly error: string | null;
  /** What its payload says. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly createdAt: string;
  /** When it failed for good, or is tried next. */
  readonly at: string;
}

const queuesStatement: Statement<QueueRow> = {
  name: "job_queues",
  text: `SELECT jsonb_build_object('name', q.name, 'cron', (SELECT s.cron FROM pgboss.schedule s WHERE s.name = q.name LIMIT 1),
      'waiting', count(j.id) FILTER (WHERE j.state = 'created'), 'retrying', count(j.id) FILTER (WHERE j.state = 'retry'),
      'active', count(j.id) FILTER (WHERE j.state = 'active'), 'completed', count(j.id) FILTER (WHERE j.state = 'completed'),
      'dead', (SELECT count(*) FROM pgboss.job d WHERE d.name = 'dead-letters' AND d.source_name = q.name AND d.state < 'active'),
      'lastCompletedAt', max(j.completed_on) FILTER (WHERE j.state = 'completed')) AS answer
    FROM pgboss.queue q LEFT JOIN pgboss.job j ON j.name = q.name
   WHERE q.name = ANY ($1::text[]) GROUP BY q.name ORDER BY q.name`,
};

/** The queues with these names, by name. */
export async function readQueues(db: Transaction, names: readonly string[]): Promise<QueueRow[]> {
  return db.run(queuesStatement, [names]);
}

/** How the queues are, in two numbers. */
export interface QueueHealthRow {
  /** Failed and to be tried again, or given up: as many as `listFailedJobs` has. */
  readonly failed: number;
  /** Due for more than a minute, and no worker has taken them. */
  readonly late: number;
}

const failed = `((j.name = 'dead-letters' AND j.state < 'active' AND j.source_name = ANY ($1::text[])) OR (j.name = ANY ($1::text[]) AND j.state = 'retry'))`;

const healthStatement: Statement<QueueHealthRow> = {
  name: "job_health",
  text: `SELECT jsonb_build_object('failed', count(*) FILTER (WHERE ${failed}),
      'late', count(*) FILTER (WHERE j.name = ANY ($1::text[]) AND j.start_after < now() - interval '1 minute')) AS answer
    FROM pgboss.job j WHERE j.state < 'active'`,
};

/** How the queues with these names are. */
export async function readQueueHealth(db: Transaction, names: readonly string[]): Promise<QueueHealthRow> {
  const [health] = await db.run(healthStatement, [names]);
  if (!health) throw new Error("The health of the queues is one row, always");
  return health;
}

const failedStatement: Statement<FailedJobRow> = {
  name: "failed_jobs",
  text: `SELECT jsonb_build_object('id', f.id, 'queue', f.queue, 'state', f.state, 'attempts', f.attempts, 'error', f.error, 'data', f.data,
      'createdAt', f.created_at, 'at', f.at) AS answer FROM (
    SELECT j.id, coalesce(j.source_name, j.name) AS queue, CASE WHEN j.name = 'dead-letters' THEN 'dead' ELSE 'retrying' END AS state,
           CASE WHEN j.name = 'dead-letters' THEN coalesce(j.source_retry_count, 0) + 1 ELSE j.retry_count + 1 END AS attempts,
           coalesce(j.source_output, j.output) ->> 'message' AS error, coalesce(j.data, '{}') AS data,
           coalesce(j.source_created_on, j.created_on) AS created_at,
           CASE WHEN j.name = 'dead-letters' THEN j.created_on ELSE j.start_after END AS at
      FROM pgboss.job j
     WHERE ${failed}
  ) f WHERE ($2::timestamptz IS NULL OR (f.at, f.id) < ($2, $3::uuid)) ORDER BY f.at DESC, f.id DESC LIMIT $4`,
};

/** Jobs of these queues that have failed, the latest first, from the one after `after`. */
export async function listFailedJobs(
  db: Transaction,
  page: { readonly queues: readonly string[]; readonly after: { readonly at: Date; readonly id: string } | null; readonly limit: number },
): Promise<FailedJobRow[]> {
  const { queues, after, limit } = page;
  return db.run(failedStatement, [queues, after?.at.toISOString() ?? null, after?.id ?? null, limit]);
}
