import type { Statement, Transaction } from "./client.ts";
import type { Prisma } from "./generated/client.ts";

/** A transaction of the books with its entries, in minor units. */
export interface PostingToStore {
  readonly id: string;
  readonly kind: string;
  readonly sourceId: string;
  readonly bookingId: string | null;
  readonly currency: string;
  readonly entries: readonly { readonly account: Prisma.LedgerEntryCreateManyInput["account"]; readonly amount: number }[];
}

const storeStatement: Statement<number> = {
  name: "store_postings",
  text: `
  WITH given AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS g(id text, kind text, "sourceId" text, "bookingId" text, currency text, entries jsonb)),
  transactions AS (
    INSERT INTO ledger_transaction (id, kind, source_id, booking_id) SELECT id, kind, "sourceId", "bookingId" FROM given),
  entries AS (
    INSERT INTO ledger_entry (transaction_id, account, amount_minor, currency)
    SELECT g.id, e.account, e.amount, g.currency
      FROM given g, jsonb_to_recordset(g.entries) AS e(account ledger_account, amount bigint) WHERE e.amount <> 0)
  SELECT count(*)::int AS answer FROM given`,
};

/** Writes transactions of the books, however many, in one statement. The database refuses one that does not balance. */
export async function storePostings(tx: Transaction, postings: readonly PostingToStore[]): Promise<void> {
  await tx.run(storeStatement, [JSON.stringify(postings)]);
}
