import type { Database, Statement } from "./client.ts";

const statement: Statement<{ count: number; secondsLeft: number }> = {
  name: "count_attempt",
  text: `INSERT INTO attempt_count AS a (subject, count, ends_at) VALUES ($1, 1, skyhold_now() + $2::int * interval '1 s')
    ON CONFLICT (subject) DO UPDATE
      SET count = CASE WHEN a.ends_at <= skyhold_now() THEN 1 ELSE a.count + 1 END,
          ends_at = CASE WHEN a.ends_at <= skyhold_now() THEN excluded.ends_at ELSE a.ends_at END
    RETURNING jsonb_build_object('count', count, 'secondsLeft', ceil(extract(epoch FROM ends_at - skyhold_now()))) AS answer`,
};

/**
 * Counts one more attempt at a subject within its window of so many seconds, for all processes together. Takes the whole
 * database, not a transaction: what is undone must have been counted.
 */
export async function countAttempt(
  db: Database,
  subject: string,
  windowSeconds: number,
): Promise<{ readonly count: number; readonly secondsLeft: number }> {
  const [counted] = await db.run(statement, [subject, windowSeconds]);
  if (!counted) throw new Error("The attempt was not counted");
  return counted;
}
