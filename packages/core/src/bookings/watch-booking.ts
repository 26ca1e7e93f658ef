import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { BookingId } from "../ids.ts";
import { LastEventId } from "../last-event-id.ts";
import { whileSignedIn } from "../sessions/while-signed-in.ts";
import { tellChanges, Version } from "../tell-changes.ts";
import { BookingRecord, getBookingForStaff } from "./get-booking-for-staff.ts";

/** Which booking, and for who comes back, the version that came last. */
export const WatchBookingInput = z.strictObject({ bookingId: BookingId, lastEventId: LastEventId });
export type WatchBookingInput = z.infer<typeof WatchBookingInput>;

/** A booking as it stands now. Who takes events slowly gets what is true now, not each step. */
export const BookingEvent = z.strictObject({ version: Version, record: BookingRecord });
export type BookingEvent = z.infer<typeof BookingEvent>;

/**
 * Anybody's booking with all that is on record about it, and from then on each time that it, its money, its messages or one of its flights has
 * changed, whoever did that. Whoever watches and hears nothing costs nothing. Ends with the signal, and when the process stops; come
 * back then. NOT_FOUND; UNAUTHENTICATED as soon as the session ends.
 */
export function watchBooking(
  ctx: Context<Staff>,
  { bookingId, lastEventId }: WatchBookingInput,
  signal: AbortSignal,
): AsyncGenerator<BookingEvent, void, undefined> {
  return whileSignedIn(ctx, signal, async function* follow(listening) {
    // A booking keeps its flights for good.
    const segments = await ctx.db.prisma.bookingSegment.findMany({ where: { bookingId }, select: { flightId: true } });
    const turns = ctx.bookingNews.follow([bookingId, ...segments.map(({ flightId }) => flightId)], listening);
    yield* tellChanges(turns, lastEventId, async () => ({ record: await getBookingForStaff(ctx, { bookingId }) }));
  });
}
