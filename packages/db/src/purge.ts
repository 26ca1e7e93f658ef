import type { Statement, Transaction } from "./client.ts";

const statement: Statement<{ sessions: number; tokens: number; attempts: number }> = {
  name: "purge_ended_access",
  text: `WITH sessions AS (DELETE FROM session WHERE expires_at <= skyhold_now() OR ends_at <= skyhold_now() RETURNING 1),
      tokens AS (DELETE FROM account_token WHERE expires_at <= skyhold_now() RETURNING 1),
      attempts AS (DELETE FROM attempt_count WHERE ends_at <= skyhold_now() RETURNING 1)
    SELECT jsonb_build_object('sessions', (SELECT count(*) FROM sessions), 'tokens', (SELECT count(*) FROM tokens),
      'attempts', (SELECT count(*) FROM attempts)) AS answer`,
};

/** Deletes sessions, mailed codes and counts of attempts whose time is over. Answers how many of each. */
export async function purgeEndedAccess(db: Transaction): Promise<{ sessions: number; tokens: number; attempts: number }> {
  const [purged] = await db.run(statement, []);
  if (!purged) throw new Error("The purge gave no answer");
  return purged;
}
