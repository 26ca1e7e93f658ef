import { releaseCancelledSeats } from "@skyhold/db";

import type { TransactionContext } from "../context.ts";
import { writeCancelledSale } from "../ledger/write-cancelled-sale.ts";
import { queueNotification } from "../notifications/queue-notification.ts";
import { cancelLivePayment, endOpenPayment } from "../payments/end-payment.ts";
import { refundablePayments, splitRefund } from "../refunds/refundable-payments.ts";
import { refundCancellation } from "../refunds/refund-cancellation.ts";
import { cancelCoupons } from "../tickets/cancel-coupons.ts";
import type { PricedItems } from "./price-items.ts";
import { isCancelled } from "./read-cancellable.ts";
import type { CancellableBooking } from "./read-cancellable.ts";

/** A cancellation that has been decided. */
export interface DecidedCancellation extends CancellableBooking {
  readonly priced: PricedItems;
  readonly by: "traveller" | "staff";
  /** The account that asked for it. */
  readonly actor: string;
  readonly reason: string | null;
  /** Confirming under the same key again cancels nothing. */
  readonly key: string;
}

/**
 * Carries a cancellation out, in the caller's transaction and under its lock: history, seats, coupons, books, the refunds
 * with their jobs, and the mail. The booking is over when nobody of it travels any more. Answers the cancellation's id.
 */
export async function writeCancellation(tx: TransactionContext, decided: DecidedCancellation): Promise<string> {
  const { booking, priced } = decided;
  const id = tx.newId("can");
  await writeHistory(tx, id, decided);
  const pairs = priced.items.map(({ passenger, segment }) => ({
    passengerId: booking.passengers[passenger]?.id ?? "",
    segmentId: booking.segments[segment]?.id ?? "",
  }));
  await tx.prisma.cancellationItem.createMany({ data: pairs.map((pair) => ({ ...pair, cancellationId: id })) });
  await releaseCancelledSeats(tx, booking.id, pairs);
  await cancelCoupons(tx, pairs, refundedPairs(decided));
  await writeCancelledSale(tx, { id, bookingId: booking.id, currency: booking.currency, lines: priced.lines });
  for (const part of splitRefund(refundablePayments(booking.id, booking.payments), priced.refund))
    await refundCancellation(tx, { ...part, cancellationId: id, bookingId: booking.id, currency: booking.currency });
  if (nobodyLeft(decided)) await end(tx, decided);
  // Seats that someone was about to pay for were wished for by the party as it was.
  await endOpenPayment(tx, booking.id);
  await cancelLivePayment(tx, booking.id);
  await queueNotification(tx, { bookingId: booking.id, kind: "booking.cancelled", subjectId: id });
  return id;
}

async function writeHistory(tx: TransactionContext, id: string, decided: DecidedCancellation): Promise<void> {
  const { booking, priced, by, actor, reason, key } = decided;
  await tx.prisma.cancellation.create({
    data: {
      id,
      bookingId: booking.id,
      confirmationKey: key,
      cancelledBy: by,
      actor,
      reason,
      currency: booking.currency,
      paidMinor: BigInt(priced.paid),
      refundMinor: BigInt(priced.refund),
      trace: [...priced.trace],
    },
  });
  await tx.prisma.cancellationLine.createMany({
    data: priced.lines.map(({ id: priceLineId, amount, refunded, rule, why }) => ({
      priceLineId,
      cancellationId: id,
      paidMinor: BigInt(amount),
      refundedMinor: BigInt(refunded),
      rule,
      why,
    })),
  });
}

/** The passengers' segments of which something comes back, as `passenger segment`. */
function refundedPairs({ booking, priced }: DecidedCancellation): ReadonlySet<string> {
  const refunded = new Set(priced.lines.flatMap((line) => (line.refunded > 0 ? [line.id] : [])));
  return new Set(booking.priceLines.filter(({ id }) => refunded.has(id)).map((line) => `${line.passengerId} ${line.segmentId}`));
}

function nobodyLeft(decided: DecidedCancellation): boolean {
  const { booking, priced } = decided;
  const gone = (passenger: number, segment: number) =>
    isCancelled(decided, passenger, segment) || priced.items.some((item) => item.passenger === passenger && item.segment === segment);
  return booking.segments.every((_, segment) => booking.passengers.every((__, passenger) => gone(passenger, segment)));
}

async function end(tx: TransactionContext, { booking, now }: DecidedCancellation): Promise<void> {
  // Secured means that a payment is about to take the seats for good: of a cancelled booking none may.
  await tx.prisma.booking.update({ where: { id: booking.id }, data: { state: "cancelled", endedAt: now, securedAt: null } });
}
