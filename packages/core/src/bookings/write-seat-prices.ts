import type { TransactionContext } from "../context.ts";
import { writeSeatSale } from "../ledger/write-seat-sale.ts";
import { endOpenPayment } from "../payments/end-payment.ts";
import { refundSeatDifference } from "../refunds/refund-seat-difference.ts";
import { refundablePayments, splitRefund } from "../refunds/refundable-payments.ts";
import type { SeatChangePlan, SeatMove } from "./plan-seat-change.ts";

/**
 * Brings the price lines and the total of a booking in line with its new seats, in the transaction that moves the party and under
 * the booking's row lock. Before the sale the lines are replaced; a sale stays on record, and what is given back of it follows.
 */
export async function writeSeatPrices(tx: TransactionContext, plan: SeatChangePlan): Promise<void> {
  await (plan.booking.state === "confirmed" ? giveBack(tx, plan) : replaceLines(tx, plan));
  if (plan.difference === 0) return;
  const { id, totalMinor } = plan.booking;
  await tx.prisma.booking.update({ where: { id }, data: { totalMinor: totalMinor + BigInt(plan.difference) } });
}

async function replaceLines(tx: TransactionContext, { booking, prices, difference }: SeatChangePlan): Promise<void> {
  const outdated = prices.flatMap(({ oldLines }) => oldLines.map(({ id }) => id));
  if (outdated.length > 0) await tx.prisma.priceLine.deleteMany({ where: { id: { in: outdated } } });
  const data = prices.flatMap(({ newLine, segmentId, passengerId }) => {
    if (!newLine) return [];
    const { id, position, code, label, amount } = newLine;
    return [
      { id, bookingId: booking.id, position, segmentId, passengerId, kind: "seat" as const, code, label, amountMinor: BigInt(amount) },
    ];
  });
  if (data.length > 0) await tx.prisma.priceLine.createMany({ data });
  if (difference !== 0) await endOpenPayment(tx, booking.id);
}

/** One line for each passenger whose seat costs or did cost something, so that the lines always name the seat that is sat in. */
async function giveBack(tx: TransactionContext, { booking, prices, difference }: SeatChangePlan): Promise<void> {
  await endOpenPayment(tx, booking.id);
  const lines = prices.filter(({ oldAmount, newAmount }) => oldAmount !== 0 || newAmount !== 0).map(differenceLine);
  const parts = difference < 0 ? splitRefund(refundablePayments(booking.id, booking.payments), -difference) : [];
  const refundIds = await refundSeatDifference(tx, { bookingId: booking.id, parts, currency: booking.currency });
  const causes = parts.map(({ amount }, at) => ({ amount, refundId: refundIds[at] ?? null }));
  await appendLines(tx, booking, shareOut(lines, causes));
}

/**
 * Brings price lines, total and books in line with dearer seats that a payment has just paid for, in the transaction that moves the
 * party and under the booking's row lock: a line for each passenger who moves, and the sale of the difference.
 */
export async function writePaidSeats(
  tx: TransactionContext,
  { booking, prices, difference }: SeatChangePlan,
  paymentId: string,
): Promise<void> {
  const { id: bookingId, currency, totalMinor } = booking;
  await appendLines(
    tx,
    booking,
    prices.map((move) => ({ ...differenceLine(move), paymentId })),
  );
  await tx.prisma.booking.update({ where: { id: bookingId }, data: { totalMinor: totalMinor + BigInt(difference) } });
  await writeSeatSale(tx, { bookingId, paymentId, amount: difference, currency });
}

type DifferenceLine = ReturnType<typeof differenceLine>;

/** Gives each refund lines that add up to it: those that cost more first, then one after the other, cut where a refund is full. */
function shareOut(
  lines: readonly DifferenceLine[],
  refunds: readonly { readonly amount: number; readonly refundId: string | null }[],
): (DifferenceLine & { refundId: string | null })[] {
  const queue = lines.toSorted((a, b) => Number(b.amountMinor - a.amountMinor));
  if (refunds.length < 2) return lines.map((line) => ({ ...line, refundId: refunds[0]?.refundId ?? null }));
  const shared: (DifferenceLine & { refundId: string | null })[] = [];
  for (const { amount, refundId } of refunds) {
    let due = -BigInt(amount);
    for (let line = queue.shift(); line; line = due === 0n ? undefined : queue.shift()) {
      const part = line.amountMinor < due ? due : line.amountMinor;
      shared.push({ ...line, amountMinor: part, refundId });
      due -= part;
      if (part !== line.amountMinor) queue.unshift({ ...line, amountMinor: line.amountMinor - part });
    }
  }
  return shared;
}

async function appendLines(
  tx: TransactionContext,
  { id: bookingId, priceLines }: SeatChangePlan["booking"],
  lines: readonly (DifferenceLine & { readonly refundId?: string | null; readonly paymentId?: string })[],
): Promise<void> {
  const next = (priceLines.at(-1)?.position ?? -1) + 1;
  const data = lines.map((line, index) => ({ ...line, id: tx.newId("lin"), bookingId, position: next + index }));
  if (data.length > 0) await tx.prisma.priceLine.createMany({ data });
}

function differenceLine({ segmentId, passengerId, from, to, newLine, newAmount, oldAmount }: SeatMove) {
  const label = `Seat ${to}${from === null ? "" : ` instead of ${from}`}`;
  return {
    segmentId,
    passengerId,
    kind: "seat" as const,
    code: newLine?.code ?? "SEAT",
    label,
    amountMinor: BigInt(newAmount - oldAmount),
  };
}
