import type { Statement, Transaction } from "./client.ts";

/** A session with its user. */
export interface SessionRow {
  readonly userId: string;
  readonly email: string;
  readonly role: "traveller" | "staff" | "admin";
  readonly expiresAt: string;
}

const statement: Statement<SessionRow> = {
  name: "session_by_token",
  text: `SELECT jsonb_build_object('userId', u.id, 'email', u.email, 'role', u.role, 'expiresAt', s.expires_at) AS answer
    FROM session s JOIN user_account u ON u.id = s.user_id WHERE s.token_hash = $1 AND u.disabled_at IS NULL`,
};

/** The session behind a token's hash, unless its user is disabled. Every signed-in call begins with this. */
export async function findSession(db: Transaction, tokenHash: string): Promise<SessionRow | null> {
  return (await db.run(statement, [tokenHash]))[0] ?? null;
}
