import { invalidInput } from "./errors.ts";
import type { Cabin } from "./flights.ts";
import type { Seat, SeatMap } from "./seats.ts";

/** What `findAdjacentSeats` looks for. */
export interface AdjacentSeatsOptions {
  /** How many seats side by side, 1 to 9. */
  readonly count: number;
  /** The cabin of the offer's segment. */
  readonly cabin: Cabin;
  /** Whether seats on both sides of an aisle count as side by side; they do not when left out. */
  readonly acrossAisle?: boolean;
}

/**
 * The groups of free seats side by side in one row of a cabin, cheapest first, then from the nose to the tail. A group may share seats
 * with the next one: take one of them. They are free on the map that you pass; only `bookings.hold` decides.
 *
 * Throws `SkyholdError` INVALID_INPUT when `count` is no whole number from 1 to 9.
 *
 * @example
 * const map = await skyhold.seats.map({ flightId: flight.id });
 * const [together] = findAdjacentSeats(map, { count: 3, cabin: "economy" });
 * if (together) await skyhold.bookings.hold({ offer: offer.token, seats: [together.map(({ seat }) => seat)] });
 */
export function findAdjacentSeats(map: SeatMap, { count, cabin, acrossAisle = false }: AdjacentSeatsOptions): Seat[][] {
  if (!Number.isInteger(count) || count < 1 || count > 9) throw invalidInput("count", `A whole number from 1 to 9, not ${count}`);
  return map.cabins
    .filter((part) => part.cabin === cabin)
    .flatMap((part) => {
      const columns = acrossAisle ? part.columns.filter((column) => column !== "") : part.columns;
      const seats = map.seats.filter((seat) => seat.deck === part.deck && seat.cabin === cabin);
      return rowsOf(seats).flatMap((row) => runsOf(columns, row, count));
    })
    .toSorted((one, other) => priceOf(one) - priceOf(other));
}

function rowsOf(seats: readonly Seat[]): Map<string, Seat>[] {
  const rows = new Map<number, Map<string, Seat>>();
  for (const seat of seats) {
    const row = rows.get(seat.row) ?? new Map<string, Seat>();
    rows.set(seat.row, row.set(seat.column, seat));
  }
  return [...rows].toSorted(([one], [other]) => one - other).map(([, row]) => row);
}

/** An aisle, or a place without a seat, has no free one, so no run goes over it. */
function runsOf(columns: readonly string[], row: ReadonlyMap<string, Seat>, count: number): Seat[][] {
  return columns.flatMap((_, first) => {
    const run = columns.slice(first, first + count).flatMap((column) => {
      const seat = row.get(column);
      return seat?.state === "free" ? [seat] : [];
    });
    return run.length === count ? [run] : [];
  });
}

function priceOf(seats: readonly Seat[]): number {
  return seats.reduce((sum, { price }) => sum + (price?.amount ?? 0), 0);
}
