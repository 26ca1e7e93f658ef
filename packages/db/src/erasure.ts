import type { Statement, Transaction } from "./client.ts";

const lockStatement: Statement<string> = {
  name: "lock_bookings_of_person",
  text: "SELECT to_jsonb(id) AS answer FROM booking WHERE user_id = $1 OR contact_email = $2 ORDER BY id FOR NO KEY UPDATE",
};

/** Locks a user's bookings, and those made with this address, in the order in which everyone locks: a payment that arrives meanwhile is seen. */
export async function lockBookingsOf(tx: Transaction, userId: string, email: string | null): Promise<void> {
  await tx.run(lockStatement, [userId, email]);
}

// What someone needs on the way tells of their health and beliefs.
const bookingsStatement: Statement<number> = {
  name: "erase_from_bookings",
  text: `WITH theirs AS (UPDATE booking SET contact_email = $2, contact_phone = NULL, hold_key = 'erased ' || id WHERE user_id = $1 RETURNING id),
    people AS (UPDATE passenger p SET given_name = $3, surname = $3, birth_date = NULL FROM theirs b WHERE p.booking_id = b.id AND p.surname IS NOT NULL),
    needs AS (DELETE FROM special_service_request r USING passenger p, theirs b WHERE r.passenger_id = p.id AND p.booking_id = b.id),
    documents AS (UPDATE check_in c SET document_sealed = NULL FROM passenger p, theirs b WHERE c.passenger_id = p.id AND p.booking_id = b.id),
    cards AS (UPDATE payment p SET method_label = NULL, client_secret = NULL FROM theirs b WHERE p.booking_id = b.id),
    refusals AS (UPDATE refund r SET failure_reason = NULL FROM theirs b WHERE r.booking_id = b.id AND r.failure_reason IS NOT NULL)
    SELECT to_jsonb(count(*)) AS answer FROM theirs`,
};

/** Takes a user out of their bookings: contact, names, birth dates, needs, documents, cards. What was sold, paid and given back stays. */
export async function eraseFromBookings(
  tx: Transaction,
  userId: string,
  { email, name }: { readonly email: string; readonly name: string },
): Promise<void> {
  await tx.run(bookingsStatement, [userId, email, name]);
}

// By what a refund was paid from the bank account is a voucher of the books, which the law keeps.
const wordsStatement: Statement<number> = {
  name: "erase_words_about_person",
  text: `WITH theirs AS (SELECT id FROM booking WHERE user_id = $1),
    about AS (
      SELECT $1 AS id UNION SELECT id FROM theirs UNION SELECT r.id FROM refund r JOIN theirs b ON r.booking_id = b.id
      UNION SELECT n.id FROM notification n WHERE n.user_id = $1 UNION SELECT n.id FROM notification n JOIN theirs b ON n.booking_id = b.id),
    reasons AS (UPDATE audit_entry a SET reason = NULL FROM about WHERE a.subject_id = about.id AND a.reason IS NOT NULL
                  AND a.action <> 'refund.markPaidOutside'),
    causes AS (UPDATE cancellation c SET reason = NULL FROM theirs b WHERE c.booking_id = b.id AND c.reason IS NOT NULL),
    answers AS (DELETE FROM idempotency_record r WHERE r.caller = $1 OR EXISTS (SELECT FROM about WHERE strpos(r.answer::text, about.id) > 0))
    SELECT to_jsonb(count(*)) AS answer FROM about`,
};

/**
 * Deletes what staff have typed about a user who is erased already, as reasons and notes, and the answers to anyone that were kept for repetitions
 * and name them. Who did what to what, and when, stays.
 */
export async function eraseWordsAbout(tx: Transaction, userId: string): Promise<void> {
  await tx.run(wordsStatement, [userId]);
}
