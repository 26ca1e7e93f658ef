import type { Statement, Transaction } from "./client.ts";
import { refundWaits } from "./refunds.ts";

/** A booking `b` with a segment `s` on which somebody travels, or may yet: paid for, or held. */
const travels = `(
  b.state = 'confirmed' AND EXISTS (SELECT FROM passenger p WHERE p.booking_id = b.id
     AND NOT EXISTS (SELECT FROM cancellation_item i WHERE i.passenger_id = p.id AND i.segment_id = s.id))
  OR b.state IN ('held', 'awaiting_payment') AND (b.expires_at > (SELECT skyhold_now()) OR b.secured_at IS NOT NULL))`;

const tellStatement: Statement<string> = {
  name: "queue_flight_notifications",
  text: `
  INSERT INTO notification (id, booking_id, user_id, kind, subject_id, recipient, dedupe_key)
  SELECT 'ntf_' || gen_random_uuid(), b.id, b.user_id, 'flight.' || c.kind, c.id, b.contact_email, 'flight.' || c.kind || ':' || c.id || ':' || b.id
    FROM flight_change c JOIN booking_segment s ON s.flight_id = c.flight_id JOIN booking b ON b.id = s.booking_id
   WHERE c.id = ANY ($1::text[]) AND ($2::text[] IS NULL OR b.id = ANY ($2)) AND ${travels}
  ON CONFLICT (dedupe_key) DO NOTHING RETURNING id AS answer`,
};

/**
 * Stores one message for each booking on the flights of these changes; with `bookingIds`, only for those. Who was told of a
 * change is not told again. Answers the ids of the new messages.
 */
export async function storeFlightNotifications(
  tx: Transaction,
  changeIds: readonly string[],
  bookingIds: readonly string[] | null,
): Promise<string[]> {
  return tx.run(tellStatement, [changeIds, bookingIds]);
}

/** A booking that a cancelled flight still concerns. */
export interface AffectedBooking {
  readonly id: string;
  readonly paid: boolean;
}

const affected = `
    FROM booking_segment s JOIN booking b ON b.id = s.booking_id
   WHERE s.flight_id = $1 AND (b.state IN ('held', 'awaiting_payment') OR b.state = 'confirmed' AND EXISTS (
     SELECT FROM passenger p WHERE p.booking_id = b.id
        AND NOT EXISTS (SELECT FROM cancellation_item i WHERE i.passenger_id = p.id AND i.segment_id = s.id)))`;

const affectedStatement: Statement<string> = {
  name: "affected_bookings",
  text: `SELECT DISTINCT b.id AS answer ${affected} AND b.id > $2 ORDER BY b.id LIMIT $3`,
};
const lockStatement: Statement<string> = {
  name: "lock_bookings",
  text: "SELECT id AS answer FROM booking WHERE id = ANY ($1::text[]) ORDER BY id FOR NO KEY UPDATE",
};
const stillStatement: Statement<AffectedBooking> = {
  name: "still_affected_bookings",
  text: `SELECT DISTINCT jsonb_build_object('id', b.id, 'paid', b.state = 'confirmed') AS answer ${affected} AND b.id = ANY ($2::text[])`,
};

/** The next bookings that a cancelled flight concerns, in the order of their ids, after one of them. */
export async function findAffectedBookings(
  db: Transaction,
  flightId: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<string[]> {
  return db.run(affectedStatement, [flightId, after, limit]);
}

/** Locks bookings until the transaction ends, and answers those of them that the cancelled flight still concerns. */
export async function lockAffectedBookings(tx: Transaction, flightId: string, bookingIds: readonly string[]): Promise<AffectedBooking[]> {
  await tx.run(lockStatement, [bookingIds]);
  return tx.run(stillStatement, [flightId, bookingIds]);
}

// Each two minutes at first, and then each half hour: what fails again and again must not fill the queue with itself.
const unfinishedStatement: Statement<string> = {
  name: "unfinished_cancellations",
  text: `
  SELECT c.id AS answer FROM flight_change c
   WHERE c.kind = 'cancelled' AND c.created_at > (SELECT skyhold_now()) - interval '2 days' AND c.created_at < (SELECT skyhold_now()) - interval '1 min'
     AND (c.created_at > (SELECT skyhold_now()) - interval '10 min' OR extract(minute FROM (SELECT skyhold_now()))::int % 30 < 3)
     AND EXISTS (SELECT ${affected.replaceAll("$1", "c.flight_id")})`,
};

/** Cancellations of flights of the last two days that still concern a booking a minute later, and are to be taken up again now, by their changes. */
export async function findUnfinishedCancellations(tx: Transaction): Promise<string[]> {
  return tx.run(unfinishedStatement, []);
}

const releaseStatement: Statement<number> = {
  name: "release_unpaid_bookings",
  text: "SELECT release_unpaid_bookings($1::text[]) AS answer",
};

/** Ends unpaid bookings and gives their seats back. The caller holds their rows. */
export async function releaseUnpaidBookings(tx: Transaction, bookingIds: readonly string[]): Promise<void> {
  await tx.run(releaseStatement, [bookingIds]);
}

/** How far the cancellation of a flight has come. Amounts in minor units. */
export interface CancellationProgress {
  readonly waiting: number;
  readonly refunded: number;
  readonly released: number;
  readonly passengers: number;
  readonly refunds: readonly { readonly currency: string; readonly amount: number }[];
  readonly repayments: { readonly open: number; readonly made: number; readonly failed: number };
  readonly messages: { readonly queued: number; readonly sent: number };
}

const progressStatement: Statement<CancellationProgress> = {
  name: "flight_cancellation_progress",
  text: `
  WITH concerned AS MATERIALIZED (SELECT DISTINCT b.id, b.state FROM booking_segment s JOIN booking b ON b.id = s.booking_id WHERE s.flight_id = $1),
  done AS MATERIALIZED (SELECT x.* FROM concerned k JOIN cancellation x ON x.confirmation_key = $2 || ':' || k.id),
  told AS MATERIALIZED (SELECT n.*, k.state AS booking_state FROM concerned k JOIN notification n ON n.dedupe_key = 'flight.cancelled:' || $2 || ':' || k.id)
  SELECT jsonb_build_object(
    'waiting', (SELECT count(DISTINCT b.id) ${affected}),
    'refunded', (SELECT count(*) FROM done),
    'released', (SELECT count(*) FROM told WHERE booking_state = 'released'),
    'passengers', (SELECT count(*) FROM done JOIN cancellation_item i ON i.cancellation_id = done.id),
    'refunds', (SELECT coalesce(jsonb_agg(jsonb_build_object('currency', t.currency, 'amount', t.amount) ORDER BY t.currency), '[]')
                  FROM (SELECT currency, sum(refund_minor) AS amount FROM done GROUP BY currency) t),
    'repayments', (SELECT jsonb_build_object('open', count(*) FILTER (WHERE r.state IN ('pending', 'requires_action')),
                     'made', count(*) FILTER (WHERE r.state IN ('succeeded', 'paid_outside')), 'failed', count(*) FILTER (WHERE ${refundWaits}))
                     FROM done JOIN refund r ON r.cancellation_id = done.id),
    'messages', jsonb_build_object('queued', (SELECT count(*) FROM told), 'sent', (SELECT count(*) FROM told WHERE told.state = 'sent'))) AS answer`,
};

/** What the cancellation of a flight, by its change, has done so far. */
export async function readCancellationProgress(tx: Transaction, flightId: string, changeId: string): Promise<CancellationProgress> {
  const [progress] = await tx.run(progressStatement, [flightId, changeId]);
  if (!progress) throw new Error("The progress of a cancellation gave no answer");
  return progress;
}
