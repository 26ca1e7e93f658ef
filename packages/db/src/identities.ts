import type { Statement, Transaction } from "./client.ts";

/** The account that another issuer's token belongs to. */
export interface IdentityRow {
  readonly userId: string;
  readonly email: string;
  readonly role: "traveller" | "staff" | "admin";
  readonly disabled: boolean;
  /** Whether the account has a second factor, which a token of another issuer does not show. */
  readonly secondFactor: boolean;
}

const statement: Statement<IdentityRow> = {
  name: "user_by_identity",
  text: `SELECT jsonb_build_object('userId', u.id, 'email', u.email, 'role', u.role, 'disabled', u.disabled_at IS NOT NULL,
        'secondFactor', EXISTS (SELECT FROM second_factor f WHERE f.user_id = u.id AND f.secret_sealed IS NOT NULL)) AS answer
      FROM external_identity e JOIN user_account u ON u.id = e.user_id WHERE e.issuer = $1 AND e.subject = $2`,
};

/** Whose account an issuer's subject is linked to; null when it is nobody's yet. */
export async function findIdentity(db: Transaction, { issuer, subject }: { issuer: string; subject: string }): Promise<IdentityRow | null> {
  return (await db.run(statement, [issuer, subject]))[0] ?? null;
}
