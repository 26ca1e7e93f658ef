import type { Statement, Transaction } from "./client.ts";
import { refundWaits } from "./refunds.ts";

/** What one batch has deleted, and the last booking of it; null when there was none left. */
export interface PurgedBatch {
  readonly lastBookingId: string | null;
  readonly birthDates: number;
  readonly requests: number;
}

// The journey of a booking is over with the last arrival of somebody, as it was planned or as it came; that of one without, with the booking.
const journeyOver = `CASE WHEN b.state = 'confirmed'
  THEN (SELECT max(greatest(f.arrives_at, f.estimated_arrives_at)) FROM booking_segment s JOIN flight f ON f.id = s.flight_id
         WHERE s.booking_id = b.id AND EXISTS (SELECT FROM passenger p WHERE p.booking_id = b.id
           AND NOT EXISTS (SELECT FROM cancellation_item i WHERE i.passenger_id = p.id AND i.segment_id = s.id)))
  ELSE coalesce(b.ended_at, b.expires_at) END`;

// What assistance someone needs tells of their health. UMNR and BSCT tell of an age.
const passengerStatement: Statement<PurgedBatch> = {
  name: "purge_passenger_data",
  text: `WITH due AS (
      SELECT b.id FROM booking b
       WHERE b.id > $1 AND b.created_at < skyhold_now() - $2::int * interval '1 day'
         AND EXISTS (SELECT FROM passenger p WHERE p.booking_id = b.id
                      AND (p.birth_date IS NOT NULL OR EXISTS (SELECT FROM special_service_request r WHERE r.passenger_id = p.id)
                           OR EXISTS (SELECT FROM check_in c WHERE c.passenger_id = p.id AND c.document_sealed IS NOT NULL)))
         AND ${journeyOver} < skyhold_now() - $2::int * interval '1 day'
       ORDER BY b.id LIMIT $3),
    dates AS (UPDATE passenger p SET birth_date = NULL FROM due WHERE p.booking_id = due.id AND p.birth_date IS NOT NULL RETURNING 1),
    documents AS (UPDATE check_in c SET document_sealed = NULL FROM passenger p, due WHERE p.booking_id = due.id AND c.passenger_id = p.id AND c.document_sealed IS NOT NULL),
    secrets AS (UPDATE payment p SET client_secret = NULL FROM due WHERE p.booking_id = due.id AND p.client_secret IS NOT NULL),
    requests AS (DELETE FROM special_service_request r USING passenger p, due WHERE p.booking_id = due.id AND r.passenger_id = p.id RETURNING 1)
    SELECT jsonb_build_object('lastBookingId', (SELECT max(id) FROM due), 'birthDates', (SELECT count(*) FROM dates),
      'requests', (SELECT count(*) FROM requests)) AS answer`,
};

/** Deletes birth dates, service requests and the documents of check-in of the passengers, and the secrets of the payments, of so many bookings, after this one, whose journey has been over for so many days. */
export async function purgePassengerData(
  db: Transaction,
  { after, days, limit }: { readonly after: string; readonly days: number; readonly limit: number },
): Promise<PurgedBatch> {
  const [purged] = await db.run(passengerStatement, [after, days, limit]);
  if (!purged) throw new Error("The purge gave no answer");
  return purged;
}

/** What one batch has forgotten, and the last booking of it; null when there was none left. */
export interface ForgottenBatch {
  readonly lastBookingId: string | null;
  readonly bookings: number;
}

// Nothing was sold: no law and no ticket needs to know who wanted it. What is still to be given back, by itself or by staff, needs an address for its mail.
const unsoldStatement: Statement<ForgottenBatch> = {
  name: "forget_unsold_bookings",
  text: `WITH due AS (
      SELECT b.id FROM booking b
       WHERE b.id > $1 AND b.confirmed_at IS NULL AND b.ended_at IS NOT NULL AND b.contact_email NOT LIKE '%@erased.invalid'
         AND b.ended_at < skyhold_now() - $2::int * interval '1 day'
         AND NOT EXISTS (SELECT FROM payment p WHERE p.booking_id = b.id AND p.state IN ('processing', 'authorised'))
         AND NOT EXISTS (SELECT FROM refund r WHERE r.booking_id = b.id AND (r.state IN ('pending', 'requires_action') OR ${refundWaits}))
       ORDER BY b.id LIMIT $3),
    contacts AS (UPDATE booking b SET contact_email = b.id || '@erased.invalid', contact_phone = NULL FROM due WHERE b.id = due.id),
    names AS (UPDATE passenger p SET given_name = NULL, surname = NULL, birth_date = NULL FROM due WHERE p.booking_id = due.id),
    cards AS (UPDATE payment p SET method_label = NULL, client_secret = NULL FROM due WHERE p.booking_id = due.id),
    messages AS (UPDATE notification n SET recipient = due.id || '@erased.invalid', last_error = NULL FROM due WHERE n.booking_id = due.id)
    SELECT jsonb_build_object('lastBookingId', max(id), 'bookings', count(*)) AS answer FROM due`,
};

/** Forgets who wanted so many bookings, after this one, that ended unsold so many days ago: contact, names, cards. */
export async function forgetUnsoldBookings(
  db: Transaction,
  { after, days, limit }: { readonly after: string; readonly days: number; readonly limit: number },
): Promise<ForgottenBatch> {
  const [forgotten] = await db.run(unsoldStatement, [after, days, limit]);
  if (!forgotten) throw new Error("The purge gave no answer");
  return forgotten;
}

// A document that waits for a journey stays, however long; one that has run out is good for none.
const documentStatement: Statement<number> = {
  name: "purge_travel_documents",
  text: `WITH flown AS (
      SELECT d.id, max(${journeyOver}) AS over FROM travel_document d JOIN booking b ON b.user_id = d.user_id AND b.state = 'confirmed' GROUP BY d.id),
    gone AS (DELETE FROM travel_document d
       WHERE d.expires_on < skyhold_now() - $1::int * interval '1 day'
          OR EXISTS (SELECT FROM flown WHERE flown.id = d.id AND flown.over > d.created_at AND flown.over < skyhold_now() - $1::int * interval '1 day')
      RETURNING 1)
    SELECT to_jsonb(count(*)) AS answer FROM gone`,
};

/** Deletes the travel documents whose owner's last journey has been over for so many days, and those that ran out as long ago. Answers how many. */
export async function purgeTravelDocuments(db: Transaction, days: number): Promise<number> {
  return (await db.run(documentStatement, [days]))[0] ?? 0;
}
