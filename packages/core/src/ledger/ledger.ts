import { storePostings } from "@skyhold/db";
import type { Prisma } from "@skyhold/db";

import type { TransactionContext } from "../context.ts";

/** The accounts of the books. A debit is positive, a credit negative. */
export type Account = Prisma.LedgerEntryCreateManyInput["account"];

/** One transaction of the books, named by what happened (`sale`) and to what (a payment's id): the two together are unique, so it is booked once. */
export interface Posting {
  readonly kind:
    | "sale"
    | "payment"
    | "cancellation"
    | "exchange"
    | "refund_due"
    | "refund_paid"
    | "refund_returned"
    | "refund_paid_outside"
    | "dispute_withdrawn"
    | "dispute_reinstated";
  readonly sourceId: string;
  readonly bookingId: string | null;
  readonly currency: string;
  readonly entries: readonly { readonly account: Account; readonly amount: number }[];
}

/** Writes a balanced transaction. The database refuses one that does not balance, and any later change. */
export async function post(tx: TransactionContext, posting: Posting): Promise<void> {
  await postAll(tx, [posting]);
}

/** The same for many, in one statement. */
export async function postAll(tx: TransactionContext, postings: readonly Posting[]): Promise<void> {
  await storePostings(
    tx,
    postings.map((posting) => ({ ...posting, id: tx.newId("ltx") })),
  );
}
