import { findBookingsLeftBehind, lockBooking } from "@skyhold/db";

import type { Item } from "../bookings/cancellation-scope.ts";
import { priceItems } from "../bookings/price-items.ts";
import type { PricedItems } from "../bookings/price-items.ts";
import { flightBefore, isCancelled, readCancellable } from "../bookings/read-cancellable.ts";
import type { CancellableBooking } from "../bookings/read-cancellable.ts";
import { writeCancellation } from "../bookings/write-cancellation.ts";
import { transaction } from "../context.ts";
import type { Context, TransactionContext } from "../context.ts";
import type { JobPayload } from "../jobs.ts";
import { readTimeChanges } from "./bought-times.ts";

/**
 * Job, once a flight has left of which the times had changed: gives back what was paid for it to everyone who was not on board, where a rule
 * says that nobody need ask for it. Whoever has accepted the change asked for the flight as it was. The rest of the trip stays theirs, to keep
 * or to give back in full. One booking to a transaction; a second run finds nobody left behind. Answers how many bookings.
 */
export async function refundLeftBehind(ctx: Context, { flightId }: JobPayload<"flights.refundLeftBehind">): Promise<number> {
  const failures: unknown[] = [];
  let refunded = 0;
  for (const bookingId of await findBookingsLeftBehind(ctx.db, flightId)) {
    try {
      if (await transaction(ctx, (tx) => refundBooking(tx, bookingId, flightId))) refunded += 1;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} bookings that flight ${flightId} left behind are not decided on`);
  return refunded;
}

async function refundBooking(tx: TransactionContext, bookingId: string, flightId: string): Promise<boolean> {
  await lockBooking(tx, bookingId, null);
  const cancellable = await readCancellable(tx, bookingId);
  const { booking, flights } = cancellable;
  // The last of them, where the booking has given the flight up before and has come back to it.
  const segment = booking.segments.findLastIndex((one) => one.flightId === flightId);
  const status = flights[segment]?.status;
  if (booking.state !== "confirmed" || (status !== "in_air" && status !== "landed")) return false;
  const priced = priceItems(cancellable, await leftBehind(tx, cancellable, segment), { leftWithout: segment });
  if (priced.refund === 0) return false;
  const { changeId, reason } = await causeOf(tx, cancellable, { segment, priced });
  await writeCancellation(tx, { ...cancellable, priced, by: "carrier", actor: changeId, reason, key: `left:${flightId}:${bookingId}` });
  return true;
}

/** Who still had a place on the flight when it left, and was not on board. Nobody, where that would part a child from the adults it flew with: people look at that. */
async function leftBehind({ prisma }: TransactionContext, cancellable: CancellableBooking, segment: number): Promise<Item[]> {
  const { passengers, segments } = cancellable.booking;
  const segmentId = segments[segment]?.id ?? "";
  const unused = await prisma.coupon.findMany({
    where: { segmentId, status: { in: ["open", "checked_in"] } },
    select: { ticket: { select: { passengerId: true } } },
  });
  const boarded = await prisma.checkIn.findMany({ where: { segmentId, boardedAt: { not: null } }, select: { passengerId: true } });
  const stayed = new Set(unused.map(({ ticket }) => ticket.passengerId)).difference(new Set(boarded.map(({ passengerId }) => passengerId)));
  const flew = passengers.filter(({ id }, passenger) => !stayed.has(id) && !isCancelled(cancellable, passenger, segment));
  if (flew.some(({ type }) => type !== "ADT")) return [];
  return passengers.flatMap(({ id }, passenger) =>
    stayed.has(id) && !isCancelled(cancellable, passenger, segment) ? [{ passenger, segment }] : [],
  );
}

/**
 * The change by which it came to that: of the flight itself; where the connection was missed, of the one before it, unless that is as it was
 * and this one leaves earlier.
 */
async function causeOf(
  tx: TransactionContext,
  cancellable: CancellableBooking,
  { segment, priced }: { readonly segment: number; readonly priced: PricedItems },
): Promise<{ readonly changeId: string; readonly reason: string | null }> {
  const missed = priced.lines.some(({ rule }) => rule === "missed-connection");
  const [before, flight] = [cancellable.flights[flightBefore(cancellable, segment)]?.id, cancellable.flights[segment]?.id];
  const lastChangeOf = async (id: string | undefined) => (id === undefined ? undefined : (await readTimeChanges(tx, [id])).at(-1));
  const cause = (missed ? await lastChangeOf(before) : undefined) ?? (await lastChangeOf(flight));
  if (!cause) throw new Error(`No change of times on record explains why flight ${flight} was not taken`);
  return { changeId: cause.id, reason: cause.reason };
}
