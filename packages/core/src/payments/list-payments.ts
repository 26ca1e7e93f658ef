import { listPaymentRows } from "@skyhold/db";
import type { PaymentRow } from "@skyhold/db";
import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { invalidInput } from "../errors.ts";
import { BookingId, PaymentId } from "../ids.ts";
import { Money } from "../money.ts";
import { instantOf } from "../time.ts";

const PaymentState = z.enum(["starting", "requires_payment", "processing", "authorised", "captured", "failed", "cancelled"]);

/** Which payments. */
export const ListPaymentsInput = z.strictObject({
  query: z.string().trim().min(1).max(100).optional().describe("A record locator, the id of the payment, or that of Stripe's intent"),
  state: PaymentState.optional(),
  stuck: z.literal(true).optional().describe("Only those that have not moved for ten minutes though they should"),
  cursor: z.string().max(200).optional().describe("`nextCursor` of the page before"),
  limit: z.int().min(1).max(100).default(50),
});
export type ListPaymentsInput = z.infer<typeof ListPaymentsInput>;

/** An attempt to pay, as staff see it. */
export const PaymentForStaff = z.strictObject({
  id: PaymentId,
  bookingId: BookingId,
  recordLocator: z.string(),
  purpose: z.enum(["booking", "seats", "change"]),
  state: PaymentState,
  amount: Money,
  refunded: Money.describe("What of it has gone back or is on its way"),
  method: z.string().nullable(),
  declineCode: z.string().nullable(),
  stripeIntentId: z.string().nullable(),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type PaymentForStaff = z.infer<typeof PaymentForStaff>;

/** A page of payments. */
export const ListPaymentsOutput = z.strictObject({
  payments: z.array(PaymentForStaff),
  nextCursor: z.string().nullable().describe("null on the last page"),
});
export type ListPaymentsOutput = z.infer<typeof ListPaymentsOutput>;

/** Everyone's attempts to pay, newest first. */
export async function listPayments(ctx: Context<Staff>, input: ListPaymentsInput): Promise<ListPaymentsOutput> {
  const { query = null, state = null, stuck = false, cursor, limit } = input;
  const after = cursor === undefined ? null : openCursor(cursor);
  const rows = await listPaymentRows(ctx.db, { query, state, stuck, after, limit: limit + 1 });
  const payments = rows.slice(0, limit).map(toPayment);
  const last = payments.at(-1);
  return { payments, nextCursor: rows.length > limit && last ? `${last.createdAt.getTime()}.${last.id}` : null };
}

function toPayment({ id, bookingId, amount, refunded, currency, createdAt, updatedAt, ...row }: PaymentRow): PaymentForStaff {
  return {
    ...row,
    id: PaymentId.parse(id),
    bookingId: BookingId.parse(bookingId),
    amount: { amount, currency },
    refunded: { amount: refunded, currency },
    createdAt: instantOf(createdAt),
    updatedAt: instantOf(updatedAt),
  };
}

function openCursor(cursor: string): { createdAt: Date; id: string } {
  const [, time, id] = /^(\d{1,15})\.(pay_[0-9a-f-]{36})$/u.exec(cursor) ?? [];
  if (time === undefined || id === undefined)
    throw invalidInput("cursor", "Use `nextCursor` of the page before as it came, or leave it out");
  return { createdAt: instantOf(Number(time)), id };
}
