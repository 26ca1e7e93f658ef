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
