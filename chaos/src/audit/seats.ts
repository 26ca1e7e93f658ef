import type { Database } from "@skyhold/db";

import type { KnownBooking, Ledger, Possession } from "../ledger.ts";

/** Clocks are told in milliseconds here and in microseconds there. */
const toleranceMs = 5;

interface StoredClaim {
  readonly booking_id: string;
  readonly flight_id: string;
  readonly seat_no: string;
  readonly until_ms: number;
}

/** Holds that were acknowledged and are not on record, or ended before their time although nobody gave them up. */
export async function countLostHolds(db: Database, { bookings }: Ledger): Promise<number> {
  const { rows } = await db.pool.query<StoredClaim>(
    `SELECT booking_id, flight_id, seat_no,
            CASE WHEN expires_at = 'infinity' AND released_at IS NULL THEN 'Infinity'::float8
                 ELSE extract(epoch FROM least(released_at, expires_at))::float8 * 1000 END AS until_ms
       FROM seat_claim WHERE booking_id = ANY ($1)`,
    [[...bookings.keys()]],
  );
  const ends = new Map<string, number>();
  for (const { booking_id: bookingId, flight_id: flightId, seat_no: seat, until_ms: until } of rows) {
    const key = keyOf({ bookingId, flightId, seat });
    ends.set(key, Math.max(ends.get(key) ?? 0, until));
  }
  const released = await releasedOf(
    db,
    [...bookings.values()].filter((booking) => booking.released),
  );
  const tooShort = (seat: Possession) => (ends.get(keyOf(seat)) ?? 0) < seat.until - toleranceMs;
  return [...bookings.values()].filter((booking) => booking.seats.some(tooShort) || (booking.released && !released.has(booking.id))).length;
}

/** A release that was acknowledged has happened, unless money came in the same moment. */
async function releasedOf(db: Database, bookings: readonly KnownBooking[]): Promise<ReadonlySet<string>> {
  const { rows } = await db.pool.query<{ id: string }>("SELECT id FROM booking WHERE id = ANY ($1) AND state = 'released'", [
    bookings.map(({ id }) => id),
  ]);
  return new Set(rows.map(({ id }) => id));
}

/** Seats that two bookings had at the same time: by the claims on record, or by what two travellers were told. */
export async function countDoubleSold(db: Database, { possessions }: Ledger): Promise<number> {
  const { rows } = await db.pool.query<{ count: number }>(
    `WITH had AS (
       SELECT id, booking_id, flight_id, seat_no, claimed_at, greatest(claimed_at, least(released_at, expires_at)) AS until FROM seat_claim)
     SELECT count(*)::int AS count FROM had a
       JOIN had b ON b.flight_id = a.flight_id AND b.seat_no = a.seat_no AND b.id > a.id AND b.booking_id IS DISTINCT FROM a.booking_id
      WHERE a.claimed_at < b.until AND b.claimed_at < a.until`,
  );
  const bySeat = Map.groupBy(possessions, ({ flightId, seat }) => `${flightId} ${seat}`);
  const told = [...bySeat.values()].flatMap((ones) =>
    ones.flatMap((one, index) => ones.slice(index + 1).filter((other) => overlap(one, other))),
  );
  return (rows[0]?.count ?? 0) + told.length;
}

function overlap(one: Possession, other: Possession): boolean {
  return one.bookingId !== other.bookingId && Math.max(one.from, other.from) + toleranceMs < Math.min(one.until, other.until);
}

function keyOf({ bookingId, flightId, seat }: Pick<Possession, "bookingId" | "flightId" | "seat">): string {
  return `${bookingId} ${flightId} ${seat}`;
}
