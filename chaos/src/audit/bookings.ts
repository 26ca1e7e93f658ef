import type { Database } from "@skyhold/db";

import type { Ledger } from "../ledger.ts";

interface StoredBooking {
  readonly id: string;
  readonly confirmed: boolean;
  readonly changed: boolean;
  readonly cancelled: boolean;
  readonly named: boolean;
}

/** Bookings of which something that was acknowledged is not on record: the names, the confirmation, a change, the cancellation, or all of it. */
export async function countLostBookings(db: Database, { bookings }: Ledger): Promise<number> {
  const { rows } = await db.pool.query<StoredBooking>(
    `SELECT b.id, b.confirmed_at IS NOT NULL AND EXISTS (SELECT FROM ticket WHERE booking_id = b.id) AS confirmed,
            EXISTS (SELECT FROM booking_change WHERE booking_id = b.id) AS changed,
            EXISTS (SELECT FROM cancellation c WHERE c.booking_id = b.id AND c.change_id IS NULL) AS cancelled,
            NOT EXISTS (SELECT FROM passenger WHERE booking_id = b.id AND surname IS NULL) AS named
       FROM booking b WHERE b.id = ANY ($1)`,
    [[...bookings.keys()]],
  );
  const stored = new Map(rows.map((row) => [row.id, row]));
  return [...bookings.values()].filter((told) => {
    const fact = stored.get(told.id);
    if (!fact) return true;
    const facts = ["confirmed", "changed", "cancelled", "named"] as const;
    return facts.some((name) => told[name] && !fact[name]);
  }).length;
}
