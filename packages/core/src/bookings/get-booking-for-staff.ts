import { findBookingRow } from "@skyhold/db";
import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { notFound } from "../errors.ts";
import { PaymentId, UserId } from "../ids.ts";
import { Money } from "../money.ts";
import { listRefunds } from "../refunds/list-refunds.ts";
import { Refund } from "../refunds/refund.ts";
import { Booking } from "./booking.ts";
import { TimelineEvent, timelineOf } from "./booking-timeline.ts";
import type { GetBookingInput } from "./get-booking.ts";
import { toBooking } from "./read-booking.ts";
import { readHistory } from "./read-history.ts";
import type { StoredHistory } from "./read-history.ts";

/** A booking with all that is on record about it. */
export const BookingRecord = z.strictObject({
  booking: Booking,
  owner: z.strictObject({ id: UserId, email: z.string(), name: z.string(), kind: z.enum(["account", "guest"]) }),
  payments: z
    .array(
      z.strictObject({
        id: PaymentId,
        purpose: z.enum(["booking", "seats", "change"]),
        state: z.enum(["starting", "requires_payment", "processing", "authorised", "captured", "failed", "cancelled"]),
        amount: Money,
        method: z.string().nullable(),
        declineCode: z.string().nullable(),
        stripeIntentId: z.string().nullable(),
        createdAt: z.date(),
        updatedAt: z.date(),
      }),
    )
    .describe("Every attempt, the oldest first"),
  refunds: z.array(Refund).describe("Every attempt, the latest first"),
  ledger: z
    .array(
      z.strictObject({
        id: z.string(),
        kind: z.string(),
        at: z.date(),
        entries: z.array(z.strictObject({ account: z.string(), amount: Money.describe("A debit is positive, a credit negative") })),
      }),
    )
    .describe("What the books say, the oldest first"),
  timeline: z.array(TimelineEvent).describe("All that happened, the oldest first"),
});
export type BookingRecord = z.infer<typeof BookingRecord>;

/** Anybody's booking, with its payments, refunds and entries in the books, and all that happened to it. */
export async function getBookingForStaff(ctx: Context<Staff>, { bookingId }: GetBookingInput): Promise<BookingRecord> {
  const row = await findBookingRow(ctx.db, bookingId, null);
  const history = await readHistory(ctx.db, bookingId);
  if (!row || !history) throw notFound("booking");
  const { owner } = history;
  const { refunds } = await listRefunds(ctx, { bookingId, limit: 100 });
  return {
    booking: toBooking(row),
    owner: { id: UserId.parse(owner.id), email: owner.email, name: `${owner.givenName} ${owner.surname}`.trim(), kind: owner.kind },
    payments: history.payments.map(toPayment),
    refunds,
    ledger: history.ledger.map(toEntry),
    timeline: timelineOf(history),
  };
}

function toPayment(row: StoredHistory["payments"][number]): BookingRecord["payments"][number] {
  const { id, purpose, state, amountMinor, currency, methodLabel, declineCode, stripeIntentId, createdAt, updatedAt } = row;
  const amount = { amount: Number(amountMinor), currency };
  return { id: PaymentId.parse(id), purpose, state, amount, method: methodLabel, declineCode, stripeIntentId, createdAt, updatedAt };
}

function toEntry({ id, kind, createdAt, entries }: StoredHistory["ledger"][number]): BookingRecord["ledger"][number] {
  return {
    id,
    kind,
    at: createdAt,
    entries: entries.map(({ account, amountMinor, currency }) => ({ account, amount: { amount: Number(amountMinor), currency } })),
  };
}
