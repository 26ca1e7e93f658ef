import type { Statement, Transaction } from "./client.ts";

/** An attempt to pay, as one line of a list. Instants are ISO 8601 in UTC, amounts minor units. */
export interface PaymentRow {
  readonly id: string;
  readonly bookingId: string;
  readonly recordLocator: string;
  readonly purpose: "booking" | "seats" | "change";
  readonly state: "starting" | "requires_payment" | "processing" | "authorised" | "captured" | "failed" | "cancelled";
  readonly amount: number;
  readonly currency: string;
  readonly refunded: number;
  readonly method: string | null;
  readonly declineCode: string | null;
  readonly stripeIntentId: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** As the figures of today count them. */
const stuck = `p.state IN ('starting', 'processing', 'authorised') AND p.updated_at < (SELECT skyhold_now()) - interval '10 minutes'`;

const pageStatement: Statement<PaymentRow> = {
  name: "payment_page",
  text: `SELECT jsonb_build_object('id', p.id, 'bookingId', p.booking_id, 'recordLocator', b.record_locator, 'purpose', p.purpose, 'state', p.state,
      'amount', p.amount_minor, 'currency', p.currency,
      'refunded', (SELECT coalesce(sum(r.amount_minor), 0) FROM refund r WHERE r.payment_id = p.id AND r.state NOT IN ('failed', 'cancelled') AND r.covered_by IS NULL),
      'method', p.method_label, 'declineCode', p.decline_code, 'stripeIntentId', p.stripe_intent_id,
      'createdAt', p.created_at, 'updatedAt', p.updated_at) AS answer
    FROM payment p JOIN booking b ON b.id = p.booking_id
   WHERE ($1::text IS NULL OR p.state::text = $1) AND (NOT $2::boolean OR (${stuck}))
     AND ($3::text IS NULL OR b.record_locator = upper($3) OR p.stripe_intent_id = $3 OR p.id = $3)
     AND ($4::timestamptz IS NULL OR p.created_at < $4 OR (p.created_at = $4 AND p.id > $5))
   ORDER BY p.created_at DESC, p.id LIMIT $6`,
};

/** Attempts to pay, newest first, from the one after `after`. */
export async function listPaymentRows(
  db: Transaction,
  page: {
    readonly state: PaymentRow["state"] | null;
    readonly stuck: boolean;
    /** A record locator, or an id of the payment or of Stripe's. */
    readonly query: string | null;
    readonly after: { readonly createdAt: Date; readonly id: string } | null;
    readonly limit: number;
  },
): Promise<PaymentRow[]> {
  const { state, query, after, limit } = page;
  return db.run(pageStatement, [state, page.stuck, query, after?.createdAt.toISOString() ?? null, after?.id ?? null, limit]);
}
