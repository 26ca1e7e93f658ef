import { lockBooking } from "@skyhold/db";
import { z } from "zod";

import { getBooking } from "../bookings/get-booking.ts";
import { priceItems } from "../bookings/price-items.ts";
import { hasLeft, isCancelled, readCancellable } from "../bookings/read-cancellable.ts";
import type { CancellableBooking } from "../bookings/read-cancellable.ts";
import { transaction } from "../context.ts";
import type { Context, TransactionContext, User } from "../context.ts";
import { DomainError, invalidInput, notFound } from "../errors.ts";
import { BookingId, FlightChangeId } from "../ids.ts";
import { instantOf, toZonedTime, ZonedTime } from "../time.ts";
import { readTimeChanges } from "./bought-times.ts";
import { FlightTimesAndPlace } from "./flight-change.ts";

/** Which booking, and the change of its flight that its traveller is content with. */
export const AcceptChangeInput = z.strictObject({ bookingId: BookingId, changeId: FlightChangeId });
export type AcceptChangeInput = z.infer<typeof AcceptChangeInput>;

/** What has become of the times of a booking's flights, and what its traveller may do about it. */
export const BookingChanges = z.strictObject({
  changes: z
    .array(
      z.strictObject({
        id: FlightChangeId,
        segment: z.int(),
        kind: z.enum(["delayed", "rescheduled"]),
        reason: z.string().nullable(),
        at: z.date(),
        departs: ZonedTime.describe("As it is expected by this change"),
        arrives: ZonedTime,
        accepted: z.boolean(),
        mayAccept: z.boolean().describe("The latest of its flight, not accepted, and the flight is still to be taken"),
      }),
    )
    .describe("Oldest first"),
  refundInFull: z
    .boolean()
    .describe("Whether all that is still to be flown comes back in full, by `bookings.quoteCancellation`, until it is accepted"),
});
export type BookingChanges = z.infer<typeof BookingChanges>;

/** The changes of a booking's flights since it was made. */
export async function listChanges(ctx: Context<User>, { bookingId }: { readonly bookingId: BookingId }): Promise<BookingChanges> {
  await getBooking(ctx, { bookingId });
  return readChanges(ctx.db, bookingId);
}

/** Takes the new times as those that were bought: from then on the old ones give no right to a refund. Accepting twice is as good as once. */
export async function acceptChange(ctx: Context<User>, { bookingId, changeId }: AcceptChangeInput): Promise<BookingChanges> {
  return transaction(ctx, async (tx) => {
    if (!(await lockBooking(tx, bookingId, ctx.actor.userId))) throw notFound("booking");
    const { state, availableActions } = await getBooking({ db: tx, actor: ctx.actor }, { bookingId });
    if (state !== "confirmed")
      throw new DomainError("BOOKING_STATE", `Nothing of a booking that is ${state} is to be accepted`, { state, availableActions });
    const { changes } = await readChanges(tx, bookingId);
    const change = changes.find(({ id }) => id === changeId);
    if (!change) throw notFound("change");
    if (!change.accepted && !change.mayAccept)
      throw invalidInput("changeId", "The flight has left, or has changed again since: look at `bookings.changes`");
    if (!change.accepted) await tx.prisma.flightChangeAcceptance.create({ data: { bookingId, flightChangeId: changeId } });
    return readChanges(tx, bookingId);
  });
}

async function readChanges(db: Pick<TransactionContext, "prisma" | "run">, bookingId: BookingId): Promise<BookingChanges> {
  const cancellable = await readCancellable(db, bookingId);
  const { booking, flights } = cancellable;
  const known = await readTimeChanges(
    db,
    flights.map(({ id }) => id),
  );
  const bookedAt = (id: string) => booking.segments.findLast(({ flightId }) => flightId === id)?.bookedAt ?? booking.createdAt;
  const since = known.filter(({ flightId, createdAt }) => createdAt > bookedAt(flightId));
  const changes = since.flatMap((change): BookingChanges["changes"] => {
    const segment = booking.segments.findLastIndex(({ flightId }) => flightId === change.flightId);
    const flight = flights[segment];
    if (!flight || change.kind === "cancelled" || change.kind === "gate_changed") return [];
    const { departsAt, arrivesAt, estimatedDepartsAt, estimatedArrivesAt } = FlightTimesAndPlace.parse(change.after);
    const accepted = booking.acceptances.some(({ flightChangeId }) => flightChangeId === change.id);
    const latest = since.findLast(({ flightId }) => flightId === change.flightId)?.id === change.id;
    return [
      {
        id: FlightChangeId.parse(change.id),
        segment,
        kind: change.kind,
        reason: change.reason,
        at: change.createdAt,
        departs: toZonedTime(instantOf(estimatedDepartsAt ?? departsAt), flight.originAirport.timeZone),
        arrives: toZonedTime(instantOf(estimatedArrivesAt ?? arrivesAt), flight.destinationAirport.timeZone),
        accepted,
        mayAccept: latest && !accepted && flight.status !== "cancelled" && isOpen(cancellable, segment),
      },
    ];
  });
  return { changes, refundInFull: booking.state === "confirmed" && refundsInFull(cancellable) };
}

/** Somebody of a paid booking is still to be on the flight. */
function isOpen(cancellable: CancellableBooking, segment: number): boolean {
  const { state, passengers } = cancellable.booking;
  if (state !== "confirmed" || hasLeft(cancellable, segment)) return false;
  return passengers.some((_, passenger) => !isCancelled(cancellable, passenger, segment));
}

function refundsInFull(cancellable: CancellableBooking): boolean {
  const { segments, passengers } = cancellable.booking;
  const items = segments.flatMap((_, segment) =>
    hasLeft(cancellable, segment)
      ? []
      : passengers.flatMap((__, passenger) => (isCancelled(cancellable, passenger, segment) ? [] : [{ passenger, segment }])),
  );
  const { paid, refund } = priceItems(cancellable, items, "rules");
  return items.length > 0 && refund === paid;
}
