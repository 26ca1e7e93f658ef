import type { Statement, Transaction } from "./client.ts";

/** A session with its user. */
export interface SessionRow {
  readonly userId: string;
  readonly email: string;
  readonly role: "traveller" | "staff" | "admin";
  readonly kind: "account" | "guest";
  /** Asked of those who work here only. */
  readonly secondFactor: boolean;
  /** Seconds until it ends unless it is used before. */
  readonly secondsLeft: number;
}

// One statement reads a session and keeps it alive; it writes only when the last use is five minutes old, so that a busy
// client costs no write for each call.
const statement: Statement<SessionRow> = {
  name: "session_by_token",
  text: `WITH used AS (
      UPDATE session SET last_used_at = skyhold_now(), expires_at = least(skyhold_now() + $2 * interval '1 s', ends_at)
       WHERE token_hash = $1 AND last_used_at < skyhold_now() - interval '5 min' AND expires_at > skyhold_now())
    SELECT jsonb_build_object('userId', u.id, 'email', u.email, 'role', u.role, 'kind', u.kind,
        'secondFactor', u.role <> 'traveller' AND EXISTS (SELECT FROM second_factor f WHERE f.user_id = u.id AND f.secret_sealed IS NOT NULL),
        'secondsLeft', extract(epoch FROM s.expires_at - skyhold_now())) AS answer
      FROM session s JOIN user_account u ON u.id = s.user_id
     WHERE s.token_hash = $1 AND u.disabled_at IS NULL AND s.expires_at > skyhold_now() AND s.ends_at > skyhold_now()`,
};

/**
 * The session behind a token's hash, unless it has run out or its user is disabled. Every signed-in call begins with this;
 * it gives an idle time of so many seconds anew, up to the session's end.
 */
export async function findSession(db: Transaction, tokenHash: string, idleSeconds: number): Promise<SessionRow | null> {
  return (await db.run(statement, [tokenHash, idleSeconds]))[0] ?? null;
}

/** A session that opens now. */
export interface NewSession {
  readonly id: string;
  readonly tokenHash: string;
  readonly userId: string;
  readonly userAgent: string | null;
  readonly idleSeconds: number;
  readonly longestSeconds: number;
}

const openStatement: Statement<string> = {
  name: "open_session",
  text: `INSERT INTO session (id, token_hash, user_id, user_agent, expires_at, ends_at)
    VALUES ($1, $2, $3, $4, skyhold_now() + least($5::int, $6::int) * interval '1 s', skyhold_now() + $6::int * interval '1 s')
    RETURNING to_jsonb(expires_at) AS answer`,
};

/** Opens a session; answers when it ends unless it is used before. */
export async function openSession(db: Transaction, session: NewSession): Promise<Date> {
  const { id, tokenHash, userId, userAgent, idleSeconds, longestSeconds } = session;
  const [expiresAt] = await db.run(openStatement, [id, tokenHash, userId, userAgent, idleSeconds, longestSeconds]);
  if (expiresAt === undefined) throw new Error("The database opened no session");
  return new Date(expiresAt);
}

const useStatement: Statement<{ userId: string; email: string }> = {
  name: "use_account_token",
  text: `WITH used AS (DELETE FROM account_token WHERE token_hash = $1 AND purpose = $2 RETURNING user_id, email, expires_at)
    SELECT jsonb_build_object('userId', u.id, 'email', used.email) AS answer
      FROM used JOIN user_account u ON u.id = used.user_id
     WHERE used.expires_at > skyhold_now() AND u.disabled_at IS NULL AND u.email = used.email`,
};

/** Uses up the proof of an address: whose it is, or null when it was used, has run out, or the account has another address now. */
export async function useAccountToken(
  tx: Transaction,
  tokenHash: string,
  purpose: "verify_email" | "reset_password",
): Promise<{ userId: string; email: string } | null> {
  return (await tx.run(useStatement, [tokenHash, purpose]))[0] ?? null;
}

const storeStatement: Statement<string> = {
  name: "store_account_token",
  text: `INSERT INTO account_token (token_hash, user_id, purpose, email, expires_at)
    VALUES ($1, $2, $3, $4, skyhold_now() + $5::int * interval '1 s') RETURNING to_jsonb(expires_at) AS answer`,
};

/** Stores the proof of an address for so many seconds. */
export async function storeAccountToken(
  db: Transaction,
  token: {
    readonly tokenHash: string;
    readonly userId: string;
    readonly purpose: string;
    readonly email: string;
    readonly seconds: number;
  },
): Promise<void> {
  await db.run(storeStatement, [token.tokenHash, token.userId, token.purpose, token.email, token.seconds]);
}
