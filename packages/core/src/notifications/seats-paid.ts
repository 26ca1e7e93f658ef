import { findBookingRow } from "@skyhold/db";

import { toBooking } from "../bookings/read-booking.ts";
import type { Context } from "../context.ts";
import type { SeatsPaidView } from "./seats-changed-mail.ts";

/** Who moved when a payment for seats came in, from the price lines that it paid: they stay as they were written, whatever happened since. */
export async function readPaidSeats(ctx: Context, paymentId: string): Promise<SeatsPaidView> {
  const { bookingId, amountMinor, currency } = await ctx.db.prisma.payment.findUniqueOrThrow({ where: { id: paymentId } });
  const [row, stored, lines] = await Promise.all([
    findBookingRow(ctx.db, bookingId, null),
    ctx.db.prisma.booking.findUniqueOrThrow({
      where: { id: bookingId },
      include: { passengers: true, segments: { orderBy: { position: "asc" } } },
    }),
    ctx.db.prisma.priceLine.findMany({ where: { paymentId }, orderBy: { position: "asc" } }),
  ]);
  if (!row) throw new Error(`Booking ${bookingId} does not exist`);
  const booking = toBooking(row);
  const changes = lines.flatMap(({ segmentId, passengerId, label }) => {
    const flight = booking.segments[stored.segments.findIndex(({ id }) => id === segmentId)]?.flight;
    const passenger = stored.passengers.find(({ id }) => id === passengerId);
    if (!flight || !passenger) return [];
    return [
      {
        passenger: `${passenger.givenName ?? ""} ${passenger.surname ?? ""}`.trim(),
        flight: `${flight.designator}, ${flight.origin.city} to ${flight.destination.city}`,
        seat: label,
      },
    ];
  });
  return { recordLocator: booking.recordLocator, amount: { amount: Number(amountMinor), currency }, changes };
}
