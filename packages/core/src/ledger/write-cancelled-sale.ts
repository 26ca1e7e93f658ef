import type { TransactionContext } from "../context.ts";
import { post } from "./ledger.ts";
import type { Account } from "./ledger.ts";

/** Books a cancellation: the sale of its lines is undone by kind, what comes back is owed, and what is kept becomes a penalty. */
export async function writeCancelledSale(
  tx: TransactionContext,
  cancelled: {
    readonly id: string;
    readonly bookingId: string;
    readonly currency: string;
    readonly lines: readonly {
      readonly kind: "fare" | "tax" | "fee" | "seat" | "ancillary";
      readonly amount: number;
      readonly refunded: number;
    }[];
  },
): Promise<void> {
  const { id, bookingId, currency, lines } = cancelled;
  const total = (of: readonly { readonly amount: number }[]) => of.reduce((sum, { amount }) => sum + amount, 0);
  const byKind = Map.groupBy(lines, (line) => `sales_${line.kind}` as const satisfies Account);
  const refund = lines.reduce((sum, { refunded }) => sum + refunded, 0);
  await post(tx, {
    kind: "cancellation",
    sourceId: id,
    bookingId,
    currency,
    entries: [
      ...[...byKind].map(([account, sold]) => ({ account, amount: total(sold) })),
      { account: "refunds_payable", amount: -refund },
      { account: "penalties", amount: refund - total(lines) },
    ],
  });
}
