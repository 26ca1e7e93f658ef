import { findRefundRow } from "@skyhold/db";
import type { StoredRefundRow, Transaction } from "@skyhold/db";
import { z } from "zod";

import { notFound } from "../errors.ts";
import { BookingId, CancellationId, RefundId } from "../ids.ts";
import { Money } from "../money.ts";
import { instantOf } from "../time.ts";

/** Where an attempt to give money back stands. */
export const RefundState = z.enum(["pending", "requires_action", "succeeded", "failed", "cancelled", "paid_outside"]);

/** One attempt to give money back, as staff see it. */
export const Refund = z.strictObject({
  id: RefundId,
  bookingId: BookingId.nullable().describe("null where money came in for nothing that we know"),
  recordLocator: z.string().nullable(),
  cancellationId: CancellationId.nullable(),
  state: RefundState,
  waiting: z.boolean().describe("Every attempt has failed: the money is still owed, and staff have to see to it"),
  amount: Money,
  reason: z.string().describe("`cancellation`, `seats_gone`, `second_payment`, `amount_mismatch`, `unknown_booking`"),
  failureReason: z.string().nullable().describe("In the payment provider's word"),
  stripeIntentId: z.string(),
  stripeRefundId: z.string().nullable(),
  coveredBy: z
    .string()
    .nullable()
    .describe("Stripe's id of the dashboard refund or lost dispute by which the traveller has this part already; null for all others"),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type Refund = z.infer<typeof Refund>;

/** A stored refund as staff see it. */
export function toRefund(row: StoredRefundRow): Refund {
  const { id, bookingId, cancellationId, amount, currency, createdAt, updatedAt, ...rest } = row;
  return {
    ...rest,
    id: RefundId.parse(id),
    bookingId: bookingId === null ? null : BookingId.parse(bookingId),
    cancellationId: cancellationId === null ? null : CancellationId.parse(cancellationId),
    amount: { amount, currency },
    createdAt: instantOf(createdAt),
    updatedAt: instantOf(updatedAt),
  };
}

/** A refund as staff see it, read where it may just have been written. */
export async function readRefund(db: Transaction, refundId: string): Promise<Refund> {
  const row = await findRefundRow(db, refundId);
  if (!row) throw notFound("refund");
  return toRefund(row);
}
