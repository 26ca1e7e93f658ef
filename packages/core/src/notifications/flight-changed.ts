import { findBookingRow } from "@skyhold/db";

import { toBooking } from "../bookings/read-booking.ts";
import type { Context } from "../context.ts";
import { FlightTimesAndPlace } from "../flights/flight-change.ts";
import type { FlightChangedView } from "./flight-changed-mail.ts";

/** What has become of a flight, for the booking that is told of it. */
export async function readFlightChange(ctx: Context, bookingId: string, changeId: string): Promise<FlightChangedView> {
  const [row, change] = await Promise.all([
    findBookingRow(ctx.db, bookingId, null),
    ctx.db.prisma.flightChange.findUnique({ where: { id: changeId } }),
  ]);
  const booking = row && toBooking(row);
  const flight = booking?.segments.map((segment) => segment.flight).find(({ id }) => id === change?.flightId);
  if (!booking || !change || !flight) throw new Error(`Booking ${bookingId} is not on the flight of change ${changeId}`);
  const { kind, reason } = change;
  const [before, after] = [FlightTimesAndPlace.parse(change.before), FlightTimesAndPlace.parse(change.after)];
  return { recordLocator: booking.recordLocator, kind, reason, flight, before, after };
}
