import type { Database, Statement, Transaction } from "./client.ts";

/** A call that is to have its effect once: whose, which procedure, under which key, and the hash of what was asked. */
export interface IdempotencyKey {
  readonly caller: string;
  readonly route: string;
  readonly key: string;
  readonly fingerprint: string;
}

/** `made`: the change was made before, and this is what was answered; null when the answer was not kept with it. */
export type KeyClaim = { readonly outcome: "claimed" | "in_flight" | "mismatch" } | { readonly outcome: "made"; readonly answer: unknown };

const claimStatement: Statement<KeyClaim> = {
  name: "claim_idempotency_key",
  text: "SELECT claim_idempotency_key($1, $2, $3, $4) AS answer",
};

/** Takes a key for this transaction, in which the effect and the answer are then written. Never waits. */
export async function claimIdempotencyKey(tx: Transaction, { caller, route, key, fingerprint }: IdempotencyKey): Promise<KeyClaim> {
  const [claim] = await tx.run(claimStatement, [caller, route, key, fingerprint]);
  if (!claim) throw new Error("claim_idempotency_key gave no answer");
  return claim;
}

const keepStatement: Statement<null> = {
  name: "keep_idempotent_answer",
  text: `UPDATE idempotency_record SET answer = $4::jsonb WHERE caller = $1 AND route = $2 AND key = $3 RETURNING 'null'::jsonb AS answer`,
};

/** Writes the answer to the record of a claimed key. */
export async function keepIdempotentAnswer(tx: Transaction, { caller, route, key }: IdempotencyKey, answer: unknown): Promise<void> {
  await tx.run(keepStatement, [caller, route, key, JSON.stringify(answer)]);
}

/** What the records say of a key. */
export interface KeyOutcome {
  readonly inFlight: boolean;
  readonly made: { readonly route: string; readonly at: string; readonly answer: unknown } | null;
  readonly heldBookingId: string | null;
}

const outcomeStatement: Statement<KeyOutcome> = {
  name: "idempotency_outcome",
  text: "SELECT idempotency_outcome($1, $2, $3) AS answer",
};

/** What became of a caller's key, on any procedure, a hold too. */
export async function findKeyOutcome(
  db: Database,
  { caller, userId, key }: { readonly caller: string; readonly userId: string; readonly key: string },
): Promise<KeyOutcome> {
  const [outcome] = await db.run(outcomeStatement, [caller, userId, key]);
  if (!outcome) throw new Error("idempotency_outcome gave no answer");
  return outcome;
}

const purgeStatement: Statement<number> = {
  name: "purge_idempotency_records",
  text: `WITH old AS (DELETE FROM idempotency_record WHERE created_at <= skyhold_now() - interval '24 hours' RETURNING 1) SELECT to_jsonb(count(*)) AS answer FROM old`,
};

/** Deletes the records that are older than a day, and answers how many. */
export async function purgeIdempotencyRecords(db: Database): Promise<number> {
  return (await db.run(purgeStatement, []))[0] ?? 0;
}
