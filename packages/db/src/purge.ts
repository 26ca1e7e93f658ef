import type { Statement, Transaction } from "./client.ts";

/** How many of each were deleted. */
interface Purged {
  readonly sessions: number;
  readonly tokens: number;
  readonly attempts: number;
  readonly registrations: number;
}

// Who never came back for a registration leaves nothing, its mail's address neither.
const statement: Statement<Purged> = {
  name: "purge_ended_access",
  text: `WITH sessions AS (DELETE FROM session WHERE expires_at <= skyhold_now() OR ends_at <= skyhold_now() RETURNING 1),
      tokens AS (DELETE FROM account_token WHERE expires_at <= skyhold_now() RETURNING 1),
      attempts AS (DELETE FROM attempt_count WHERE ends_at <= skyhold_now() RETURNING 1),
      registrations AS (DELETE FROM registration WHERE expires_at <= skyhold_now() RETURNING id),
      mails AS (DELETE FROM notification n USING registrations r WHERE n.subject_id = r.id AND n.user_id IS NULL)
    SELECT jsonb_build_object('sessions', (SELECT count(*) FROM sessions), 'tokens', (SELECT count(*) FROM tokens),
      'attempts', (SELECT count(*) FROM attempts),
      'registrations', (SELECT count(*) FROM registrations)) AS answer`,
};

/** Deletes sessions, mailed codes, counts of attempts and registrations whose time is over. */
export async function purgeEndedAccess(db: Transaction): Promise<Purged> {
  const [purged] = await db.run(statement, []);
  if (!purged) throw new Error("The purge gave no answer");
  return purged;
}
