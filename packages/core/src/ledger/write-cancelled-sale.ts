import type { TransactionContext } from "../context.ts";
import { postAll } from "./ledger.ts";
import type { Account, Posting } from "./ledger.ts";

/** Lines of a sale that are taken back, in minor units. */
export interface CancelledSale {
  readonly id: string;
  readonly bookingId: string;
  readonly currency: string;
  readonly lines: readonly {
    readonly kind: "fare" | "tax" | "fee" | "seat" | "ancillary";
    readonly amount: number;
    readonly refunded: number;
  }[];
}

/** Books cancellations: the sale of their lines is undone by kind, what comes back is owed, and what is kept becomes a penalty. */
export async function writeCancelledSales(tx: TransactionContext, cancelled: readonly CancelledSale[]): Promise<void> {
  await postAll(tx, cancelled.map(postingOf));
}

function postingOf({ id, bookingId, currency, lines }: CancelledSale): Posting {
  const total = (of: readonly { readonly amount: number }[]) => of.reduce((sum, { amount }) => sum + amount, 0);
  const byKind = Map.groupBy(lines, (line) => `sales_${line.kind}` as const satisfies Account);
  const refund = lines.reduce((sum, { refunded }) => sum + refunded, 0);
  return {
    kind: "cancellation",
    sourceId: id,
    bookingId,
    currency,
    entries: [
      ...[...byKind].map(([account, sold]) => ({ account, amount: total(sold) })),
      { account: "refunds_payable", amount: -refund },
      { account: "penalties", amount: refund - total(lines) },
    ],
  };
}
