import { createHash, randomUUID } from "node:crypto";

import type { Database } from "@skyhold/db";

/** Somebody new with an account, signed in for a week: their token. */
export async function signIn({ pool }: Database, role: "traveller" | "staff" = "traveller"): Promise<string> {
  const [id, token] = [`usr_${randomUUID()}`, randomUUID()];
  await pool.query(
    "INSERT INTO user_account (id, email, given_name, surname, role) VALUES ($1, $1 || '@example.com', 'Ana', 'Novak', $2::user_role)",
    [id, role],
  );
  const hash = createHash("sha256").update(token).digest("hex");
  await pool.query("INSERT INTO session (token_hash, user_id, expires_at) VALUES ($1, $2, now() + interval '7 days')", [hash, id]);
  return token;
}
