import { releaseCancelledSeats, storeCancellations } from "@skyhold/db";
import type { CancellationToStore } from "@skyhold/db";

import type { TransactionContext } from "../context.ts";
import { writeCancelledSales } from "../ledger/write-cancelled-sale.ts";
import { queueNotification } from "../notifications/queue-notification.ts";
import { withdrawPayments } from "../payments/end-payment.ts";
import { refundablePayments, splitRefund } from "../refunds/refundable-payments.ts";
import { refundCancellations } from "../refunds/refund-cancellation.ts";
import type { CancellationRefund } from "../refunds/refund-cancellation.ts";
import { cancelCoupons } from "../tickets/cancel-coupons.ts";
import type { PricedItems } from "./price-items.ts";
import { isCancelled } from "./read-cancellable.ts";
import type { CancellableBooking } from "./read-cancellable.ts";

/** A cancellation that has been decided. */
export interface DecidedCancellation extends CancellableBooking {
  readonly priced: PricedItems;
  /** `carrier`: its flight does not take place, or has left without those who did not accept what it had become. */
  readonly by: "traveller" | "staff" | "carrier";
  /** The account that asked for it; for the carrier, the change of the flight. */
  readonly actor: string;
  readonly reason: string | null;
  /** Confirming under the same key again cancels nothing. */
  readonly key: string;
  /** Whether the contact is told of it by another message, as of a cancelled flight; false when left out. */
  readonly toldOtherwise?: true;
  /** The change of flights that it makes room for, which has its own message, what of the refund goes into the price of that, and who
   * does not travel on its flights, having been taken off those that they replace before; none when left out. */
  readonly change?: { readonly id: string; readonly credit: number; readonly leftOut: NamedCancellation["pairs"] };
}

/** With the id that it gets, and the passengers who no longer travel on segments. */
interface NamedCancellation extends DecidedCancellation {
  readonly id: string;
  readonly pairs: readonly { readonly passengerId: string; readonly segmentId: string }[];
}

/** Carries a cancellation out, in the caller's transaction and under its lock. Answers its id. */
export async function writeCancellation(tx: TransactionContext, decided: DecidedCancellation): Promise<string> {
  const [id] = await writeCancellations(tx, [decided]);
  if (id === undefined) throw new Error("A cancellation has an id");
  return id;
}

/**
 * Carries cancellations of several bookings out, in as many statements as one, under the locks of their rows: history, seats, coupons,
 * books, the refunds with their jobs, and the mails, but for those of a cancelled flight, which has a message of its own. A booking
 * is over when nobody of it travels any more, which other flights prevent that it was changed to. Answers the ids, in their order.
 */
export async function writeCancellations(tx: TransactionContext, decided: readonly DecidedCancellation[]): Promise<string[]> {
  const named = decided.map((one) => ({ ...one, id: tx.newId("can"), pairs: [...pairsOf(one), ...(one.change?.leftOut ?? [])] }));
  const bookingIds = decided.map(({ booking }) => booking.id);
  const pairs = named.flatMap((one) => one.pairs);
  await storeCancellations(tx, named.map(toStore));
  await releaseCancelledSeats(tx, pairs);
  await cancelCoupons(tx, pairs, new Set(named.flatMap((one) => (one.change ? [] : refundedPairs(one)))));
  await writeCancelledSales(
    tx,
    named.map(({ id, booking, priced }) => ({ id, bookingId: booking.id, currency: booking.currency, lines: priced.lines })),
  );
  await refundCancellations(tx, named.flatMap(refundsOf));
  await end(
    tx,
    named.filter((one) => one.change === undefined && nobodyLeft(one)),
  );
  // Seats that someone was about to pay for were wished for by the party as it was.
  await withdrawPayments(tx, bookingIds);
  for (const { id, booking, change, toldOtherwise = change !== undefined } of named)
    if (!toldOtherwise) await queueNotification(tx, { bookingId: booking.id, kind: "booking.cancelled", subjectId: id });
  return named.map(({ id }) => id);
}

function pairsOf({ booking, priced }: DecidedCancellation): NamedCancellation["pairs"] {
  return priced.items.map(({ passenger, segment }) => ({
    passengerId: booking.passengers[passenger]?.id ?? "",
    segmentId: booking.segments[segment]?.id ?? "",
  }));
}

function refundsOf({ id: cancellationId, booking, priced, change }: NamedCancellation): CancellationRefund[] {
  const { id: bookingId, currency } = booking;
  const parts = splitRefund(refundablePayments(bookingId, booking.payments), priced.refund - (change?.credit ?? 0));
  return parts.map((part) => ({ ...part, cancellationId, bookingId, currency }));
}

function toStore({ id, booking, priced, by, actor, reason, key, pairs, change }: NamedCancellation): CancellationToStore {
  const { lines, paid, refund, trace } = priced;
  return {
    id,
    bookingId: booking.id,
    confirmationKey: key,
    cancelledBy: by,
    actor,
    reason,
    currency: booking.currency,
    paid,
    refund,
    trace,
    changeId: change?.id ?? null,
    lines,
    pairs,
  };
}

/** The passengers' segments of which something comes back, as `passenger segment`. */
function refundedPairs({ booking, priced }: DecidedCancellation): string[] {
  const refunded = new Set(priced.lines.flatMap((line) => (line.refunded > 0 ? [line.id] : [])));
  return booking.priceLines.filter(({ id }) => refunded.has(id)).map((line) => `${line.passengerId} ${line.segmentId}`);
}

function nobodyLeft(decided: DecidedCancellation): boolean {
  const { booking, priced } = decided;
  const gone = (passenger: number, segment: number) =>
    isCancelled(decided, passenger, segment) || priced.items.some((item) => item.passenger === passenger && item.segment === segment);
  return booking.segments.every((_, segment) => booking.passengers.every((__, passenger) => gone(passenger, segment)));
}

async function end(tx: TransactionContext, over: readonly DecidedCancellation[]): Promise<void> {
  const [first] = over;
  if (!first) return;
  // Secured means that a payment is about to take the seats for good: of a cancelled booking none may.
  await tx.prisma.booking.updateMany({
    where: { id: { in: over.map(({ booking }) => booking.id) } },
    data: { state: "cancelled", endedAt: first.now, securedAt: null },
  });
}
