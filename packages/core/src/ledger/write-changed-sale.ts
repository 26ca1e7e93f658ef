import type { TransactionContext } from "../context.ts";
import { postAll } from "./ledger.ts";
import type { Account, Posting } from "./ledger.ts";

/** Flights that were changed to, in minor units. */
export interface ChangedSale {
  readonly changeId: string;
  /** The cancellation of the flights that they replace. */
  readonly cancellationId: string;
  readonly bookingId: string;
  /** Of what is due beyond the credit; null where nothing is. */
  readonly paymentId: string | null;
  readonly currency: string;
  readonly lines: readonly { readonly kind: "fare" | "tax" | "fee" | "seat" | "ancillary"; readonly amount: number }[];
  /** What of their price the replaced flights pay for: it was owed back, and settles the sale instead. */
  readonly credit: number;
}

/** Books the sale of flights that were changed to, and how it was settled: by what the replaced ones are worth, and by money. */
export async function writeChangedSale(tx: TransactionContext, sale: ChangedSale): Promise<void> {
  const { changeId, cancellationId, bookingId, paymentId, currency, lines, credit } = sale;
  const price = lines.reduce((sum, { amount }) => sum + amount, 0);
  const sold = [...Map.groupBy(lines, ({ kind }) => `sales_${kind}` as const satisfies Account)].map(([account, of]) => ({
    account,
    amount: -of.reduce((sum, { amount }) => sum + amount, 0),
  }));
  const common = { bookingId, currency };
  const postings: Posting[] = [
    { ...common, kind: "sale", sourceId: changeId, entries: [{ account: "receivable", amount: price }, ...sold] },
    { ...common, kind: "exchange", sourceId: cancellationId, entries: settled("refunds_payable", credit) },
    { ...common, kind: "payment", sourceId: paymentId ?? "", entries: settled("stripe_cash", price - credit) },
  ];
  await postAll(
    tx,
    postings.filter(({ entries }) => entries.some(({ amount }) => amount !== 0)),
  );
}

function settled(account: Account, amount: number): Posting["entries"] {
  return [
    { account, amount },
    { account: "receivable", amount: -amount },
  ];
}
