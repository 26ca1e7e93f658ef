import { findBookingRow } from "@skyhold/db";
import type { Prisma } from "@skyhold/db";

import { toBooking } from "../bookings/read-booking.ts";
import type { Context } from "../context.ts";
import { toZonedTime } from "../time.ts";
import type { ChangedSeat, SeatsChangedView } from "./seats-changed-mail.ts";

type Claim = Prisma.SeatClaimGetPayload<object>;

/** Who was put on which other seat when the payment came late, from the history of the booking's claims, whatever happened since. */
export async function readChangedSeats(ctx: Context, bookingId: string): Promise<SeatsChangedView> {
  const row = await findBookingRow(ctx.db, bookingId, null);
  const stored = await ctx.db.prisma.booking.findUnique({
    where: { id: bookingId },
    include: {
      claims: { orderBy: { id: "asc" } },
      passengers: { orderBy: { position: "asc" } },
      segments: { orderBy: { position: "asc" } },
    },
  });
  const booking = row && toBooking(row);
  const [first] = booking?.segments ?? [];
  if (!booking || !first || !stored?.freeCancellationUntil) throw new Error(`Booking ${bookingId} has not been given other seats`);
  const changes = stored.segments.flatMap((segment, at) => {
    const flight = booking.segments[at]?.flight;
    if (!flight) return [];
    const name = `${flight.designator}, ${flight.origin.city} to ${flight.destination.city}`;
    return stored.passengers.flatMap(({ id, givenName, surname }): ChangedSeat[] => {
      const move = lastMove(stored.claims.filter((claim) => claim.segmentId === segment.id && claim.passengerId === id));
      return move ? [{ passenger: `${givenName ?? ""} ${surname ?? ""}`.trim(), flight: name, ...move }] : [];
    });
  });
  const freeCancellationUntil = toZonedTime(stored.freeCancellationUntil, first.flight.departs.timeZone);
  return { recordLocator: booking.recordLocator, changes, freeCancellationUntil };
}

/** A seat that was lost, not given up, and the other one that came in its place. */
function lastMove(claims: readonly Claim[]): Pick<ChangedSeat, "from" | "to"> | null {
  const moves = claims.flatMap((claim, at) => {
    const lost = claims[at - 1];
    const wasLost = lost?.releaseReason === "expired" || lost?.releaseReason === "payment_lost";
    return lost && wasLost && lost.seatNo !== claim.seatNo ? [{ from: lost.seatNo, to: claim.seatNo }] : [];
  });
  return moves.at(-1) ?? null;
}
