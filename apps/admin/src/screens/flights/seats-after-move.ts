import type { Booking } from "@skyhold/sdk";

/**
 * Where everyone of a booking sits when whoever has one seat of a flight moves to another: all seats, as a change of seats takes them. Where
 * the other seat is of the same booking, the two change places. Null where nobody of the booking sits there.
 */
export function seatsAfterMove({ segments, passengers }: Booking, flightId: string, move: { from: string; to: string }): string[][] | null {
  const seats = segments.map(({ flight }, segment) =>
    passengers.flatMap(({ type, seats: own, cancelled }) => {
      const seat = own[segment];
      if (type === "INF" || cancelled[segment] || !seat) return [];
      if (flight.id !== flightId) return [seat];
      return [seat === move.from ? move.to : seat === move.to ? move.from : seat];
    }),
  );
  const moved = passengers.some(({ seats: own }) =>
    own.some((seat, segment) => seat === move.from && segments[segment]?.flight.id === flightId),
  );
  return moved ? seats : null;
}
