import type { Statement, Transaction } from "./client.ts";

/** A booking that may be the one with a locator, and who travels on it. */
export interface LocatorRow {
  readonly id: string;
  readonly recordLocator: string;
  /** Null for someone without a name, or whose name was erased. */
  readonly surnames: readonly (string | null)[];
}

// A locator that is not in use finds its neighbour: the same work, and nothing in the time that tells them apart.
const findStatement: Statement<LocatorRow> = {
  name: "booking_by_locator",
  text: `SELECT jsonb_build_object('id', b.id, 'recordLocator', b.record_locator, 'surnames', (
        SELECT jsonb_agg(CASE WHEN b.contact_email NOT LIKE '%@erased.invalid' THEN p.surname END)
          FROM passenger p WHERE p.booking_id = b.id)) AS answer
      FROM ((SELECT id, record_locator, contact_email FROM booking WHERE record_locator >= $1 ORDER BY record_locator LIMIT 1)
            UNION ALL (SELECT id, record_locator, contact_email FROM booking ORDER BY record_locator DESC LIMIT 1)) b LIMIT 1`,
};

/** The booking with this locator, or its neighbour; null when there are no bookings at all. */
export async function findBookingByLocator(db: Transaction, recordLocator: string): Promise<LocatorRow | null> {
  return (await db.run(findStatement, [recordLocator]))[0] ?? null;
}

const claimStatement: Statement<{ readonly bookingId: string; readonly guestId: string }> = {
  name: "claim_guest_bookings",
  text: `WITH theirs AS (
      SELECT b.id, b.user_id FROM booking b JOIN user_account g ON g.id = b.user_id AND g.kind = 'guest'
       WHERE b.contact_email = $2 AND b.state IN ('confirmed', 'cancelled') ORDER BY b.id FOR NO KEY UPDATE OF b),
    messages AS (UPDATE notification n SET user_id = $1 FROM theirs WHERE n.booking_id = theirs.id AND n.user_id = theirs.user_id)
    UPDATE booking b SET user_id = $1, hold_key = 'claimed ' || b.id FROM theirs WHERE b.id = theirs.id
    RETURNING jsonb_build_object('bookingId', b.id, 'guestId', theirs.user_id) AS answer`,
};

/** Gives what guests bought with this contact address, and the messages about it, to a user, and ends those guests with their tokens and the answers that were kept for them. Answers the bookings. */
export async function claimGuestBookings(tx: Transaction, userId: string, email: string): Promise<string[]> {
  const claimed = await tx.run(claimStatement, [userId, email]);
  const guests = claimed.map(({ guestId }) => guestId);
  if (guests.length > 0) {
    await tx.prisma.user.deleteMany({ where: { kind: "guest", id: { in: guests } } });
    await tx.prisma.idempotencyRecord.deleteMany({ where: { caller: { in: guests } } });
  }
  return claimed.map(({ bookingId }) => bookingId);
}
