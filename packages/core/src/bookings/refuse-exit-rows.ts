import type { TransactionContext } from "../context.ts";
import { DomainError } from "../errors.ts";

/** A passenger of a booking who may not sit in an exit row, by their place in the booking. */
export interface Barred {
  readonly id: string;
  readonly position: number;
  /** What is in the way on that day, `needs assistance`; null where nothing is. */
  readonly reason: (day: Date) => string | null;
}

/** Refuses, by seat, when one of them has a seat in an exit row (14 CFR 121.585). The caller holds the booking's row, so that nobody moves meanwhile. */
export async function refuseExitRows(tx: TransactionContext, bookingId: string, barred: readonly Barred[]): Promise<void> {
  if (barred.length === 0) return;
  const claims = await tx.prisma.seatClaim.findMany({
    where: { bookingId, releasedAt: null, passengerId: { in: barred.map(({ id }) => id) } },
    orderBy: [{ flightId: "asc" }, { seatNo: "asc" }],
  });
  const flights = await tx.prisma.flight.findMany({
    where: { id: { in: claims.map(({ flightId }) => flightId) } },
    select: { id: true, departureDate: true, seatMap: { select: { seats: { where: { exitRow: true }, select: { seatNo: true } } } } },
  });
  for (const { flightId, seatNo: seat, passengerId } of claims) {
    const flight = flights.find(({ id, seatMap }) => id === flightId && seatMap.seats.some(({ seatNo }) => seatNo === seat));
    const who = barred.find(({ id }) => id === passengerId);
    const reason = flight && who ? who.reason(flight.departureDate) : null;
    if (who && reason !== null)
      throw new DomainError(
        "SEAT_NOT_ALLOWED",
        `passengers[${who.position}] ${reason} and has seat ${seat} in an exit row (14 CFR 121.585). Change the seat first, then repeat this.`,
        { flightId, seat, why: "exit_row" },
      );
  }
}
