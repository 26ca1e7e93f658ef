import type { TransactionContext } from "../context.ts";
import { endOpenPayment } from "../payments/cancel-payment.ts";
import { refundSeatDifference } from "../refunds/refund-seat-difference.ts";
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
  const charged = prices.filter(({ oldAmount, newAmount }) => oldAmount !== 0 || newAmount !== 0);
  if (charged.length === 0) return;
  const due = { bookingId: booking.id, amount: -difference, currency: booking.currency };
  const refundId = difference < 0 ? await refundSeatDifference(tx, due) : null;
  const next = (booking.priceLines.at(-1)?.position ?? -1) + 1;
  await tx.prisma.priceLine.createMany({
    data: charged.map((move, index) => ({
      ...differenceLine(move),
      id: tx.newId("lin"),
      bookingId: booking.id,
      position: next + index,
      refundId,
    })),
  });
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
