import { findBookingRow } from "@skyhold/db";

import type { Booking } from "../bookings/booking.ts";
import { cancellationOf } from "../bookings/cancel-booking.ts";
import { toBooking } from "../bookings/read-booking.ts";
import type { Context } from "../context.ts";
import { formatDate, formatTime } from "../time.ts";
import type { BookingChangedView } from "./booking-changed-mail.ts";

/** A change of flights in the words of its mail, by what was written with it: what has happened to the booking since does not count. */
export async function readBookingChange(ctx: Context, changeId: string): Promise<Omit<BookingChangedView, "manageUrl">> {
  const { bookingId, priceMinor, creditMinor, cancellation } = await ctx.db.prisma.bookingChange.findUniqueOrThrow({
    where: { id: changeId },
    include: { cancellation: true },
  });
  // By the booking, of which there is an index.
  const priceLines = await ctx.db.prisma.priceLine.findMany({ where: { bookingId, changeId }, select: { segmentId: true } });
  const row = await findBookingRow(ctx.db, bookingId, null);
  if (!row) throw new Error(`Booking ${bookingId} does not exist`);
  const stored = await ctx.db.prisma.bookingSegment.findMany({ where: { bookingId }, orderBy: { position: "asc" }, select: { id: true } });
  const booking = toBooking(row);
  const given = cancellationOf(booking, cancellation?.id ?? "");
  const [price, credit] = [Number(priceMinor), Number(creditMinor)];
  const money = (amount: number) => ({ amount, currency: booking.total.currency });
  const added = stored.flatMap(({ id }, at) => (priceLines.some(({ segmentId }) => segmentId === id) ? [at] : []));
  const replaced = [...new Set(given.items.map(({ segment }) => segment))];
  return {
    recordLocator: booking.recordLocator,
    flights: added.map((at) => flightInWords(booking, at, true)),
    replaced: replaced.map((at) => flightInWords(booking, at, false)),
    price: money(price),
    credit: money(credit),
    paid: money(price - credit),
    refund: given.refund,
    kept: given.kept,
  };
}

function flightInWords({ segments, passengers }: Booking, at: number, withSeats: boolean): string {
  const flight = segments[at]?.flight;
  if (!flight) return "";
  const seats = passengers.flatMap(({ givenName, surname, seats: taken }) => {
    const seat = taken[at] ?? null;
    return seat === null ? [] : [`${givenName ?? ""} ${surname ?? ""} ${seat}`.trim()];
  });
  const when = `${formatDate(flight.departs)}, ${formatTime(flight.departs)}`;
  const who = withSeats && seats.length > 0 ? `: ${seats.join(", ")}` : "";
  return `${flight.designator} ${flight.origin.city} – ${flight.destination.city}, ${when}${who}`;
}
