import type { Statement, Transaction } from "./client.ts";

/** The account that another issuer's token belongs to. */
export interface IdentityRow {
  readonly userId: string;
  readonly email: string;
  readonly role: "traveller" | "staff" | "admin";
  readonly disabled: boolean;
  /** Whether its owner has proven its address or has a password: false of one that a token made and nothing else. */
  readonly ownsAddress: boolean;
  /** Whether the account has a second factor, which a token of another issuer does not show. */
  readonly secondFactor: boolean;
}

const statement: Statement<IdentityRow> = {
  name: "user_by_identity",
  text: `SELECT jsonb_build_object('userId', u.id, 'email', u.email, 'role', u.role, 'disabled', u.disabled_at IS NOT NULL,
        'ownsAddress', u.email_verified_at IS NOT NULL OR u.password_hash IS NOT NULL,
        'secondFactor', EXISTS (SELECT FROM second_factor f WHERE f.user_id = u.id AND f.secret_sealed IS NOT NULL)) AS answer
      FROM external_identity e JOIN user_account u ON u.id = e.user_id WHERE e.issuer = $1 AND e.subject = $2`,
};

/** Whose account an issuer's subject is linked to; null when it is nobody's yet. */
export async function findIdentity(db: Transaction, { issuer, subject }: { issuer: string; subject: string }): Promise<IdentityRow | null> {
  return (await db.run(statement, [issuer, subject]))[0] ?? null;
}

const moveStatement: Statement<string> = {
  name: "move_bookings_to_owner",
  text: `WITH theirs AS (SELECT id FROM booking WHERE user_id = $1 ORDER BY id FOR NO KEY UPDATE),
    messages AS (UPDATE notification SET user_id = $2 WHERE user_id = $1)
    UPDATE booking b SET user_id = $2, hold_key = 'claimed ' || b.id FROM theirs WHERE b.id = theirs.id RETURNING to_jsonb(b.id) AS answer`,
};

/** Gives the bookings and messages of an account to another one of the same person's, and deletes it with all else that it has. */
export async function moveToOwner(tx: Transaction, from: string, to: string): Promise<void> {
  await tx.run(moveStatement, [from, to]);
  await tx.prisma.idempotencyRecord.deleteMany({ where: { caller: from } });
  // Where two do it at once, the second finds nobody.
  await tx.prisma.user.deleteMany({ where: { id: from } });
}
