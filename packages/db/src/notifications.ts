import type { Statement, Transaction } from "./client.ts";

/** A stored message. Instants are ISO 8601 in UTC. */
export interface NotificationRow {
  readonly id: string;
  readonly kind: string;
  readonly state: "pending" | "sent" | "failed" | "withheld";
  readonly recipient: string;
  readonly bookingId: string | null;
  readonly recordLocator: string | null;
  readonly userId: string | null;
  readonly subjectId: string | null;
  readonly title: string | null;
  readonly summary: string | null;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly createdAt: string;
  readonly sentAt: string | null;
  readonly readAt: string | null;
}

const notificationDocument = `jsonb_build_object(
  'id', n.id, 'kind', n.kind, 'state', n.state, 'recipient', n.recipient, 'bookingId', n.booking_id,
  'recordLocator', (SELECT b.record_locator FROM booking b WHERE b.id = n.booking_id), 'userId', n.user_id, 'subjectId', n.subject_id,
  'title', n.title, 'summary', n.summary, 'attempts', n.attempts, 'lastError', n.last_error,
  'createdAt', n.created_at, 'sentAt', n.sent_at, 'readAt', n.read_at)`;

/** A message to be stored; its `dedupeKey` says what it is told once of. */
export interface NewNotification {
  readonly id: string;
  readonly kind: string;
  readonly subjectId: string | null;
  readonly dedupeKey: string;
}

const storeStatement: Statement<boolean> = {
  name: "store_notification",
  text: `INSERT INTO notification (id, kind, subject_id, dedupe_key, booking_id, user_id, recipient)
    SELECT $2, $3, $4, $5, b.id, b.user_id, b.contact_email FROM booking b WHERE b.id = $1
    ON CONFLICT (dedupe_key) DO NOTHING RETURNING to_jsonb(true) AS answer`,
};

/** Stores a message to a booking's contact; false where it is stored already. */
export async function storeNotification(tx: Transaction, bookingId: string, message: NewNotification): Promise<boolean> {
  return (await tx.run(storeStatement, [bookingId, message.id, message.kind, message.subjectId, message.dedupeKey])).length === 1;
}

/** Longer than a mail server may take in all, and shorter than a job's own time, after which it comes again. */
const leaseMinutes = 5;

const leaseStatement: Statement<NotificationRow> = {
  name: "lease_notification",
  text: `UPDATE notification n SET attempts = attempts + 1, leased_until = skyhold_now() + ${leaseMinutes} * interval '1 minute'
     WHERE n.id = $1 AND n.state = 'pending' AND (n.leased_until IS NULL OR n.leased_until <= skyhold_now())
    RETURNING ${notificationDocument} AS answer`,
};

/** Takes a message for one attempt to send it; null where it is over, or another worker is at it. */
export async function leaseNotification(db: Transaction, id: string): Promise<NotificationRow | null> {
  return (await db.run(leaseStatement, [id]))[0] ?? null;
}

const endStatement: Statement<boolean> = {
  name: "end_notification_attempt",
  text: `UPDATE notification SET state = $2::notification_state, last_error = $3, leased_until = NULL,
            sent_at = CASE WHEN $2 = 'sent' THEN skyhold_now() END
     WHERE id = $1 AND state = 'pending' RETURNING to_jsonb(true) AS answer`,
};

/** Writes what came of an attempt, and gives the lease back; `pending` where it is to be tried again. */
export async function endNotificationAttempt(
  db: Transaction,
  id: string,
  outcome: { readonly state: NotificationRow["state"]; readonly error: string | null },
): Promise<void> {
  await db.run(endStatement, [id, outcome.state, outcome.error]);
}

const oneStatement: Statement<NotificationRow> = {
  name: "notification_document",
  text: `SELECT ${notificationDocument} AS answer FROM notification n WHERE n.id = $1`,
};

/** One message; null where there is none. */
export async function findNotificationRow(db: Transaction, id: string): Promise<NotificationRow | null> {
  return (await db.run(oneStatement, [id]))[0] ?? null;
}

/** Where a page begins. */
interface After {
  readonly createdAt: Date;
  readonly id: string;
}

/** A page of a user's messages and how many are unread on all pages, as they were at one moment. */
export interface OwnNotifications {
  readonly rows: readonly NotificationRow[];
  readonly unread: number;
}

const ownStatement: Statement<OwnNotifications> = {
  name: "notification_own_page",
  text: `SELECT jsonb_build_object(
      'unread', (SELECT count(*) FROM notification n WHERE n.user_id = $1 AND n.title IS NOT NULL AND n.read_at IS NULL),
      'rows', coalesce((SELECT jsonb_agg(${notificationDocument} ORDER BY n.created_at DESC, n.id) FROM (
        SELECT * FROM notification n
         WHERE n.user_id = $1 AND n.title IS NOT NULL AND (NOT $2::boolean OR n.read_at IS NULL)
           AND ($3::timestamptz IS NULL OR n.created_at < $3 OR (n.created_at = $3 AND n.id > $4))
         ORDER BY n.created_at DESC, n.id LIMIT $5) n), '[]')) AS answer`,
};

/** A user's messages that can be read, newest first, from the one after `after`. */
export async function listOwnNotificationRows(
  db: Transaction,
  page: { readonly userId: string; readonly unread: boolean; readonly after: After | null; readonly limit: number },
): Promise<OwnNotifications> {
  const { userId, unread, after, limit } = page;
  const [answer] = await db.run(ownStatement, [userId, unread, after?.createdAt.toISOString() ?? null, after?.id ?? null, limit]);
  return answer ?? { rows: [], unread: 0 };
}

const pageStatement: Statement<NotificationRow> = {
  name: "notification_page",
  text: `SELECT ${notificationDocument} AS answer FROM notification n
   WHERE ($1::text IS NULL OR n.state::text = $1) AND ($2::text IS NULL OR n.kind = $2) AND ($3::text IS NULL OR starts_with(n.recipient, $3))
     AND ($4::text IS NULL OR n.booking_id = $4)
     AND ($5::timestamptz IS NULL OR n.created_at < $5 OR (n.created_at = $5 AND n.id > $6))
   ORDER BY n.created_at DESC, n.id LIMIT $7`,
};

/** Everyone's messages, newest first, from the one after `after`. */
export async function listNotificationRows(
  db: Transaction,
  page: {
    readonly state: NotificationRow["state"] | null;
    readonly kind: string | null;
    /** What the address begins with. */
    readonly recipient: string | null;
    readonly bookingId: string | null;
    readonly after: After | null;
    readonly limit: number;
  },
): Promise<NotificationRow[]> {
  const { state, kind, recipient, bookingId, after, limit } = page;
  return db.run(pageStatement, [state, kind, recipient, bookingId, after?.createdAt.toISOString() ?? null, after?.id ?? null, limit]);
}

/** Which flights someone is to be told of, by the hours that are left to their departure: more than `after`, `before` at most. */
export interface DueFlights {
  readonly kind: string;
  readonly before: number;
  readonly after: number;
}

// The departure that is expected now, or else the timetable's: a moved flight takes its reminder with it. Hours are hours, whatever the clocks
// of a zone do between. Who bought the flight, or changed to it, later than the message was due has just been told when it leaves.
const remindStatement: Statement<string> = {
  name: "remind_of_flights",
  text: `WITH due AS (
      SELECT s.id AS segment_id, b.id AS booking_id, b.user_id, b.contact_email
        FROM flight f JOIN booking_segment s ON s.flight_id = f.id JOIN booking b ON b.id = s.booking_id
        CROSS JOIN LATERAL (SELECT coalesce(f.estimated_departs_at, f.departs_at) AS departs_at) expected
       WHERE f.status IN ('scheduled', 'delayed', 'boarding') AND b.state = 'confirmed'
         AND expected.departs_at > (SELECT skyhold_now()) + $3::int * interval '1 hour'
         AND expected.departs_at <= (SELECT skyhold_now()) + $2::int * interval '1 hour'
         AND coalesce(s.booked_at, b.confirmed_at) <= expected.departs_at - $2::int * interval '1 hour'
         AND EXISTS (SELECT FROM passenger p WHERE p.booking_id = b.id
                        AND NOT EXISTS (SELECT FROM cancellation_item i WHERE i.passenger_id = p.id AND i.segment_id = s.id))
         AND NOT EXISTS (SELECT FROM notification n WHERE n.dedupe_key = $1::text || ':' || s.id)
       ORDER BY expected.departs_at, s.id LIMIT $4::int)
    INSERT INTO notification (id, booking_id, user_id, kind, subject_id, recipient, dedupe_key)
    SELECT 'ntf_' || gen_random_uuid(), booking_id, user_id, $1::text, segment_id, contact_email, $1::text || ':' || segment_id FROM due
    ON CONFLICT DO NOTHING RETURNING to_jsonb(id) AS answer`,
};

/** Stores one message for each booking and segment whose flight is due and that has none yet, the next departures first; answers those that are new. */
export async function storeReminders(tx: Transaction, { kind, before, after }: DueFlights, limit: number): Promise<string[]> {
  return tx.run(remindStatement, [kind, before, after, limit]);
}
