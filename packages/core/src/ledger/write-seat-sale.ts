import type { TransactionContext } from "../context.ts";
import { post } from "./ledger.ts";

/** Books what dearer seats cost more than those paid for before (minor units), and the payment that paid for them. */
export async function writeSeatSale(
  tx: TransactionContext,
  sale: { readonly bookingId: string; readonly paymentId: string; readonly amount: number; readonly currency: string },
): Promise<void> {
  const { bookingId, paymentId: sourceId, amount, currency } = sale;
  const sold = [
    { account: "receivable", amount },
    { account: "sales_seat", amount: -amount },
  ] as const;
  await post(tx, { kind: "sale", sourceId, bookingId, currency, entries: sold });
  const paid = [
    { account: "stripe_cash", amount },
    { account: "receivable", amount: -amount },
  ] as const;
  await post(tx, { kind: "payment", sourceId, bookingId, currency, entries: paid });
}
