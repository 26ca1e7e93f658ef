import type { Statement, Transaction } from "./client.ts";

/** An attempt to give money back. Instants are ISO 8601 in UTC, amounts minor units. */
export interface StoredRefundRow {
  readonly id: string;
  readonly bookingId: string | null;
  readonly recordLocator: string | null;
  readonly cancellationId: string | null;
  readonly state: "pending" | "requires_action" | "succeeded" | "failed" | "cancelled" | "paid_outside";
  /** It is the last attempt at what is owed, and has failed. */
  readonly waiting: boolean;
  readonly amount: number;
  readonly currency: string;
  readonly reason: string;
  readonly failureReason: string | null;
  readonly stripeIntentId: string;
  readonly stripeRefundId: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Whether the refund `r` is the last attempt at its debt, and has come to nothing; one that has succeeded may fail after a later one was made. */
export const refundWaits = `(r.state IN ('failed', 'cancelled') AND NOT EXISTS (
  SELECT FROM refund o WHERE o.stripe_intent_id = r.stripe_intent_id AND o.reason = r.reason AND o.cancellation_id IS NOT DISTINCT FROM r.cancellation_id
     AND (o.state NOT IN ('failed', 'cancelled') OR o.id > r.id)))`;

const refundDocument = `jsonb_build_object(
  'id', r.id, 'bookingId', r.booking_id, 'recordLocator', (SELECT b.record_locator FROM booking b WHERE b.id = r.booking_id),
  'cancellationId', r.cancellation_id, 'state', r.state, 'waiting', ${refundWaits}, 'amount', r.amount_minor, 'currency', r.currency,
  'reason', r.reason, 'failureReason', r.failure_reason, 'stripeIntentId', r.stripe_intent_id, 'stripeRefundId', r.stripe_refund_id,
  'createdAt', r.created_at, 'updatedAt', r.updated_at)`;

const oneStatement: Statement<StoredRefundRow> = {
  name: "refund_document",
  text: `SELECT ${refundDocument} AS answer FROM refund r WHERE r.id = $1`,
};

const pageStatement: Statement<StoredRefundRow> = {
  name: "refund_page",
  text: `SELECT ${refundDocument} AS answer FROM refund r
   WHERE ($1::text IS NULL OR r.state::text = $1) AND (NOT $2::boolean OR ${refundWaits}) AND ($3::text IS NULL OR r.booking_id = $3)
     AND ($4::timestamptz IS NULL OR r.created_at < $4 OR (r.created_at = $4 AND r.id > $5))
     AND ($7::text IS NULL OR r.booking_id IN (SELECT s.booking_id FROM booking_segment s WHERE s.flight_id = $7))
   ORDER BY r.created_at DESC, r.id LIMIT $6`,
};

/** One refund; null where there is none. */
export async function findRefundRow(db: Transaction, refundId: string): Promise<StoredRefundRow | null> {
  return (await db.run(oneStatement, [refundId]))[0] ?? null;
}

/** Refunds, newest first, from the one after `after`. */
export async function listRefundRows(
  db: Transaction,
  page: {
    readonly state: StoredRefundRow["state"] | null;
    readonly waiting: boolean;
    readonly bookingId: string | null;
    /** Of the bookings that have this flight, given back or not. */
    readonly flightId: string | null;
    readonly after: { readonly createdAt: Date; readonly id: string } | null;
    readonly limit: number;
  },
): Promise<StoredRefundRow[]> {
  const { state, waiting, bookingId, flightId, after, limit } = page;
  return db.run(pageStatement, [state, waiting, bookingId, after?.createdAt.toISOString() ?? null, after?.id ?? null, limit, flightId]);
}
