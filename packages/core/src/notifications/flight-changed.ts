import { findBookingRow } from "@skyhold/db";

import type { Booking } from "../bookings/booking.ts";
import { toBooking } from "../bookings/read-booking.ts";
import type { Context } from "../context.ts";
import { FlightTimesAndPlace } from "../flights/flight-change.ts";
import { instantOf, toZonedTime } from "../time.ts";
import { toETicketSegment } from "../tickets/build-e-ticket.ts";
import { viewCancellation } from "./cancellation-view.ts";
import type { FlightChangedView, FlightTimes } from "./flight-changed-mail.ts";
import { readFlightRights } from "./flight-rights.ts";

/** What has become of a flight, for the booking that is told of it, with what its traveller may do now. */
export async function readFlightChange(ctx: Context, bookingId: string, changeId: string): Promise<Omit<FlightChangedView, "manageUrl">> {
  const [row, change] = await Promise.all([
    findBookingRow(ctx.db, bookingId, null),
    ctx.db.prisma.flightChange.findUnique({ where: { id: changeId } }),
  ]);
  const booking = row && toBooking(row);
  const at = booking?.segments.findIndex(({ flight }) => flight.id === change?.flightId) ?? -1;
  const stored = booking?.segments[at];
  if (!booking || !change || !stored) throw new Error(`Booking ${bookingId} is not on the flight of change ${changeId}`);
  const { kind, reason } = change;
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
