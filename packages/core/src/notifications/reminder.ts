import { findBookingRow, readClock } from "@skyhold/db";

import { toBooking } from "../bookings/read-booking.ts";
import type { Context } from "../context.ts";
import type { Money } from "../money.ts";
import { buildETicket } from "../tickets/build-e-ticket.ts";
import { readFlightRights } from "./flight-rights.ts";
import type { ReminderView } from "./reminder-mail.ts";

/** The flight of a booking that leaves soon; null where nobody of the booking is to be on it any more. */
export async function readReminder(
  ctx: Context,
  bookingId: string,
  segmentId: string,
): Promise<Omit<ReminderView, "kind" | "manageUrl"> | null> {
  const [row, stored, ticket] = await Promise.all([
    findBookingRow(ctx.db, bookingId, null),
    ctx.db.prisma.bookingSegment.findUnique({ where: { id: segmentId }, select: { position: true, flightId: true } }),
    buildETicket(ctx.db, bookingId, null),
  ]);
  const at = stored?.position ?? -1;
  const segment = ticket?.segments[at];
  if (!row || !stored || !ticket || !segment) throw new Error(`Booking ${bookingId} has no segment ${segmentId}`);
  const travels = toBooking(row).state === "confirmed" && !segment.cancelled;
  if (!travels || ticket.passengers.every(({ cancelled }) => cancelled[at] === true)) return null;
  const { gate, terminal } = await ctx.db.prisma.flight.findUniqueOrThrow({ where: { id: stored.flightId } });
  const unanswered = row.segments[at]?.changeOpen === true ? await readWholeRefund(ctx, bookingId, at) : null;
  return { ticket, at, gate, terminal, unanswered };
}

/** What is left of the trip, where all of it comes back at this moment; null where not. */
async function readWholeRefund({ db }: Context, bookingId: string, segment: number): Promise<Money | null> {
  const rights = await readFlightRights(db, { bookingId, segment, knownBy: await readClock(db) });
  return rights && rights.refund.amount > 0 && rights.refund.amount === rights.paid.amount ? rights.refund : null;
}
