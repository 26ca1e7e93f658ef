/** Something that must hold in every committed state, or past the grace that its sentence names. */
export interface Invariant {
  readonly name: string;
  readonly sentence: string;
  /** One query whose rows are the violations: none while it holds. */
  readonly violations: string;
  /** Asked only of a production database. */
  readonly onlyInProduction?: true;
}

/** A claim `c` that keeps everyone else out. */
export const live = "c.released_at IS NULL AND c.expires_at > skyhold_now()";

/** The clock is read a moment before the picture is taken: a deadline within that moment may look either way. */
export const surelyNow = "skyhold_now() + interval '1 second'";

/** A booking `b` whose seats are its own for good while its payment is decided. */
export const beingPaid = "b.secured_at IS NOT NULL AND b.state IN ('held', 'awaiting_payment', 'expired')";

/** Why a refund is made without anyone asking for it: its payment bought nothing. */
export const automaticReasons = "'seats_gone', 'second_payment', 'amount_mismatch', 'unknown_booking'";

/** Whether a refund `r` was made so. */
export const automatic = `r.reason IN (${automaticReasons})`;

/** A passenger `p` who was taken off a segment `s`. */
export const takenOff = "EXISTS (SELECT FROM cancellation_item i WHERE i.passenger_id = p.id AND i.segment_id = s.id)";

/** A refund `r` that has not come to nothing. */
export const alive = "r.state NOT IN ('failed', 'cancelled')";

/**
 * What the attempts `r` at one debt of one payment come to: what reached the traveller by another way, and beside it what is alive of our own or,
 * where nothing is, the last of them that came to nothing.
 */
export const debtMinor = `(coalesce(sum(r.amount_minor) FILTER (WHERE r.covered_by IS NOT NULL), 0)
  + coalesce(sum(r.amount_minor) FILTER (WHERE r.covered_by IS NULL AND r.state NOT IN ('failed', 'cancelled')),
             CASE WHEN (array_agg(r.covered_by ORDER BY r.id DESC))[1] IS NULL THEN (array_agg(r.amount_minor ORDER BY r.id DESC))[1] ELSE 0 END))`;

/** What was taken for a booking `b`, with dearer seats and other flights that were paid later: its total before seats were changed for cheaper ones. */
export const soldMinor =
  "(b.total_minor - coalesce((SELECT sum(l.amount_minor) FROM price_line l WHERE l.booking_id = b.id AND l.refund_id IS NOT NULL), 0))";

/** What of the prices of flights of a booking `b` earlier flights of it paid for. */
export const exchangedMinor = "coalesce((SELECT sum(g.credit_minor) FROM booking_change g WHERE g.booking_id = b.id), 0)";

/** What a booking `b` was sold for at first, without dearer seats and other flights that came later. */
export const soldAtFirstMinor = `(b.total_minor + ${exchangedMinor}
  - coalesce((SELECT sum(l.amount_minor) FROM price_line l WHERE l.booking_id = b.id AND num_nonnulls(l.refund_id, l.payment_id, l.change_id) > 0), 0))`;
