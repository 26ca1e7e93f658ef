import { findBookingRow } from "@skyhold/db";
import type { Prisma } from "@skyhold/db";

import type { Booking } from "../bookings/booking.ts";
import { toBooking } from "../bookings/read-booking.ts";
import type { Context } from "../context.ts";
import { FlightTimesAndPlace } from "../flights/flight-change.ts";
import { instantOf, toZonedTime } from "../time.ts";
import { toETicketSegment } from "../tickets/build-e-ticket.ts";
import { viewCancellation } from "./cancellation-view.ts";
import type { FlightChangedView, FlightTimes } from "./flight-changed-mail.ts";
import { readFlightRights } from "./flight-rights.ts";

type Change = Prisma.FlightChangeGetPayload<object>;

/**
 * What has become of a flight, for the booking that is told of it, with what its traveller may do now. Null where that is over: a later change
 * has overtaken it, whose own message tells what is true, or nobody of the booking is to be on the flight any more.
 */
export async function readFlightChange(
  ctx: Context,
  bookingId: string,
  changeId: string,
): Promise<Omit<FlightChangedView, "manageUrl"> | null> {
  const [row, change] = await Promise.all([
    findBookingRow(ctx.db, bookingId, null),
    ctx.db.prisma.flightChange.findUnique({ where: { id: changeId } }),
  ]);
  const booking = row && toBooking(row);
  // The last of them, where the booking has given the flight up before and has come back to it.
  const at = booking?.segments.findLastIndex(({ flight }) => flight.id === change?.flightId) ?? -1;
  const stored = booking?.segments[at];
  if (!booking || !change || !stored) throw new Error(`Booking ${bookingId} is not on the flight of change ${changeId}`);
  const { kind, reason } = change;
  if (!concerns(booking, kind, at) || (await isOvertaken(ctx, change))) return null;
  const segment = toETicketSegment(stored, `${at + 1}`);
  const timesOf = (state: unknown) => toTimes(FlightTimesAndPlace.parse(state), stored.flight);
  const cancellation = kind === "cancelled" ? cancellationCovering(booking, at) : null;
  const open = booking.state === "confirmed" && kind !== "gate_changed" && cancellation === null;
  return {
    recordLocator: booking.recordLocator,
    bookingState: booking.state,
    kind,
    reason,
    segment,
    before: timesOf(change.before),
    after: timesOf(change.after),
    rights: open ? await readFlightRights(ctx.db, { bookingId, segment: at, knownBy: change.createdAt }) : null,
    cancellation,
  };
}

/** Everyone who was on it is told that a flight does not take place; of what else becomes of it, only who is still to be on it. */
function concerns({ state, passengers }: Booking, kind: Change["kind"], segment: number): boolean {
  if (kind === "cancelled") return true;
  const open = state === "held" || state === "awaiting_payment" || state === "confirmed";
  return open && passengers.some(({ cancelled }) => cancelled[segment] !== true);
}

/** What makes an older message wrong: mails come in any order once a mail server has been down. */
const overtakers: Readonly<Record<Change["kind"], readonly Change["kind"][]>> = {
  delayed: ["delayed", "rescheduled", "cancelled"],
  // A later delay is of the new timetable, and tells nothing of the old one.
  rescheduled: ["rescheduled", "cancelled"],
  gate_changed: ["gate_changed", "cancelled"],
  cancelled: [],
};

async function isOvertaken({ db }: Context, { flightId, kind, createdAt }: Change): Promise<boolean> {
  const later = { flightId, kind: { in: [...overtakers[kind]] }, createdAt: { gt: createdAt } };
  return (await db.prisma.flightChange.count({ where: later })) > 0;
}

function toTimes(
  { departsAt, arrivesAt, ...rest }: FlightTimesAndPlace,
  { departs, arrives }: Booking["segments"][number]["flight"],
): FlightTimes {
  const { estimatedDepartsAt, estimatedArrivesAt, terminal, gate } = rest;
  return {
    departs: toZonedTime(instantOf(departsAt), departs.timeZone),
    arrives: toZonedTime(instantOf(arrivesAt), arrives.timeZone),
    expectedDeparts: estimatedDepartsAt === null ? null : toZonedTime(instantOf(estimatedDepartsAt), departs.timeZone),
    expectedArrives: estimatedArrivesAt === null ? null : toZonedTime(instantOf(estimatedArrivesAt), arrives.timeZone),
    terminal,
    gate,
  };
}

/** The latest cancellation by which somebody was taken off the segment: where there is one, its refund is what there is to tell. */
function cancellationCovering(booking: Booking, segment: number): FlightChangedView["cancellation"] {
  const covering = booking.cancellations.filter(
    ({ cancelledBy, items }) => cancelledBy !== "traveller" && items.some((item) => item.segment === segment),
  );
  const last = covering.at(-1);
  return last ? viewCancellation(booking, last) : null;
}
