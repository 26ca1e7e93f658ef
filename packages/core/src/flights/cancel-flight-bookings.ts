import { findAffectedBookings, lockAffectedBookings, releaseUnpaidBookings } from "@skyhold/db";

import { priceItems } from "../bookings/price-items.ts";
import type { PricedItems } from "../bookings/price-items.ts";
import { isCancelled, readCancellables } from "../bookings/read-cancellable.ts";
import type { CancellableBooking } from "../bookings/read-cancellable.ts";
import { writeCancellations } from "../bookings/write-cancellation.ts";
import type { DecidedCancellation } from "../bookings/write-cancellation.ts";
import { transaction } from "../context.ts";
import type { Context, TransactionContext } from "../context.ts";
import type { JobPayload } from "../jobs.ts";
import { queueFlightNotifications } from "../notifications/queue-flight-notifications.ts";
import { withdrawPayments } from "../payments/end-payment.ts";

/** Few enough that nobody who wants one of these bookings waits longer than some tenths of a second. */
const batch = 100;

/**
 * Job: ends the bookings of a cancelled flight, a batch to a transaction: seats, coupons, books, refunds and the message together, or
 * none of them. Which bookings are left is read from what they are, so it goes on from wherever it was interrupted, and nobody is
 * refunded or told twice. A booking that fails keeps no other from its turn; the job fails at the end, and is tried again.
 */
export async function cancelFlightBookings(ctx: Context, { changeId }: JobPayload<"flights.cancel">): Promise<number> {
  const change = await ctx.db.prisma.flightChange.findUnique({ where: { id: changeId } });
  if (change?.kind !== "cancelled") return 0;
  const cancelled = { changeId, flightId: change.flightId, reason: change.reason };
  const failures: unknown[] = [];
  let [ended, after] = [0, ""];
  for (;;) {
    const ids = await findAffectedBookings(ctx.db, change.flightId, { after, limit: batch });
    after = ids.at(-1) ?? "";
    if (after === "") break;
    const outcome = await endTogetherOrAlone(ctx, cancelled, ids);
    ended += outcome.ended;
    failures.push(...outcome.failures);
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} bookings of the cancelled flight ${change.flightId} are left`);
  return ended;
}

interface CancelledFlight {
  readonly changeId: string;
  readonly flightId: string;
  readonly reason: string | null;
}

async function endTogetherOrAlone(
  ctx: Context,
  flight: CancelledFlight,
  bookingIds: readonly string[],
): Promise<{ readonly ended: number; readonly failures: readonly unknown[] }> {
  try {
    return { ended: await transaction(ctx, (tx) => endBookings(tx, flight, bookingIds)), failures: [] };
  } catch (error) {
    if (bookingIds.length === 1) return { ended: 0, failures: [error] };
    const outcomes = [];
    for (const id of bookingIds) outcomes.push(await endTogetherOrAlone(ctx, flight, [id]));
    return { ended: outcomes.reduce((sum, { ended }) => sum + ended, 0), failures: outcomes.flatMap(({ failures }) => failures) };
  }
}

async function endBookings(tx: TransactionContext, flight: CancelledFlight, bookingIds: readonly string[]): Promise<number> {
  const affected = await lockAffectedBookings(tx, flight.flightId, bookingIds);
  const [paid, unpaid] = [true, false].map((wanted) => affected.filter((booking) => booking.paid === wanted).map(({ id }) => id));
  // Told first: whom the message is for is read from who still travels.
  await queueFlightNotifications(tx, [flight.changeId], [...(paid ?? []), ...(unpaid ?? [])]);
  if (unpaid && unpaid.length > 0) {
    await releaseUnpaidBookings(tx, unpaid);
    await withdrawPayments(tx, unpaid);
  }
  if (paid && paid.length > 0) {
    const cancellable = await readCancellables(tx, paid);
    await writeCancellations(
      tx,
      cancellable.map((booking) => decide(booking, flight)),
    );
  }
  return affected.length;
}

/** Takes everyone who is left off the flight, with what the refund rules give. The rest of the trip stays theirs, to keep or to give back in full. */
function decide(cancellable: CancellableBooking, { changeId, flightId, reason }: CancelledFlight): DecidedCancellation {
  const priced = priceWithoutFlight(cancellable, flightId);
  return {
    ...cancellable,
    priced,
    by: "carrier",
    actor: changeId,
    reason,
    key: `${changeId}:${cancellable.booking.id}`,
    toldOtherwise: true,
  };
}

/** Everyone of a booking who still travels on a flight that is cancelled, with what comes back for it. */
export function priceWithoutFlight(cancellable: CancellableBooking, flightId: string): PricedItems {
  const { passengers, segments } = cancellable.booking;
  const items = segments.flatMap((segment, at) =>
    segment.flightId === flightId ? passengers.map((_, passenger) => ({ passenger, segment: at })) : [],
  );
  const left = items.filter(({ passenger, segment }) => !isCancelled(cancellable, passenger, segment));
  return priceItems(cancellable, left, "rules");
}
