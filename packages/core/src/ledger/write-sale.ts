import type { TransactionContext } from "../context.ts";
import { post } from "./ledger.ts";
import type { Account } from "./ledger.ts";

/** Books a sale (what the traveller owes, by kind of line) and its payment (the money at Stripe). */
export async function writeSale(tx: TransactionContext, bookingId: string, paymentId: string): Promise<void> {
  const booking = await tx.prisma.booking.findUniqueOrThrow({ where: { id: bookingId }, include: { priceLines: true } });
  const { currency } = booking;
  const total = Number(booking.totalMinor);
  const byKind = Map.groupBy(booking.priceLines, (line) => `sales_${line.kind}` as const satisfies Account);
  const sales = [...byKind].map(([account, lines]) => ({
    account,
    amount: -lines.reduce((sum, line) => sum + Number(line.amountMinor), 0),
  }));
  await post(tx, { kind: "sale", sourceId: paymentId, bookingId, currency, entries: [{ account: "receivable", amount: total }, ...sales] });
  const paid = [
    { account: "stripe_cash", amount: total },
    { account: "receivable", amount: -total },
  ] as const;
  await post(tx, { kind: "payment", sourceId: paymentId, bookingId, currency, entries: paid });
}

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
