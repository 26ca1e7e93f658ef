import { hasSqlState, lockBooking } from "@skyhold/db";
import { z } from "zod";

import { transaction } from "../context.ts";
import type { Context, TransactionContext, User } from "../context.ts";
import { DomainError, notFound } from "../errors.ts";
import { BookingId } from "../ids.ts";
import { formatMoney } from "../money.ts";
import { cancellationOf, CancelledBooking } from "./cancel-booking.ts";
import { ChangeQuoteToken, openChangeQuote, planQuoted, readChangeQuote } from "./change-quote.ts";
import type { OpenedChangeQuote } from "./change-quote.ts";
import { getBooking } from "./get-booking.ts";
import { withFreeSeats } from "./quote-change.ts";
import { writeFlightChange } from "./write-flight-change.ts";

/** Which booking, and the quote that is confirmed. */
export const ChangeFlightsInput = z.strictObject({
  bookingId: BookingId,
  quote: ChangeQuoteToken.describe("`quote` of `bookings.quoteChange`"),
});
export type ChangeFlightsInput = z.infer<typeof ChangeFlightsInput>;

/** What was given up for the new flights, and the booking with them. */
export const ChangedBooking = CancelledBooking;
export type ChangedBooking = z.infer<typeof ChangedBooking>;

/**
 * Changes flights as a quote says, on its terms, where nothing is due: the new seats and tickets, the old ones given up, books, refund and mail in one
 * transaction. Where the terms have moved since, nothing happens and the error brings the new quote. The same quote again answers the same change.
 */
export async function changeFlights(ctx: Context<User>, input: ChangeFlightsInput): Promise<ChangedBooking> {
  const { bookingId } = input;
  const { userId } = ctx.actor;
  const owned = await ctx.db.prisma.booking.count({ where: { id: bookingId, userId } });
  if (owned === 0) throw notFound("booking");
  const signed = readChangeQuote(ctx, input.quote, { bookingId, userId, field: "quote" });
  // What was done stays done, whatever has become of the flights that were offered.
  const done = await ctx.db.prisma.cancellation.findUnique({ where: { confirmationKey: signed.id } });
  if (done) return describe(ctx, bookingId, done.id);
  const quote = await openChangeQuote(ctx, signed);
  const attempt = () =>
    transaction(ctx, async (tx) => {
      if (!(await lockBooking(tx, bookingId, userId))) throw notFound("booking");
      const before = await tx.prisma.cancellation.findUnique({ where: { confirmationKey: quote.id } });
      return describe({ db: tx, actor: ctx.actor }, bookingId, before?.id ?? (await confirm(ctx, tx, quote)));
    });
  // Someone came between the look and the claim. Asked again, the look sees it, and tells what is gone.
  const secondTry = attempt().catch((error: unknown) => (hasSqlState(error, "SK001") ? attempt() : Promise.reject(error)));
  return secondTry.catch(async (error: unknown) => Promise.reject(await withFreeSeats(ctx, quote.wish, error)));
}

async function describe(ctx: Parameters<typeof getBooking>[0], bookingId: BookingId, cancellationId: string): Promise<ChangedBooking> {
  const booking = await getBooking(ctx, { bookingId });
  return { booking, cancellation: cancellationOf(booking, cancellationId) };
}

async function confirm(ctx: Context<User>, tx: TransactionContext, quote: OpenedChangeQuote): Promise<string> {
  const plan = await planQuoted(ctx, tx, quote);
  const due = { amount: plan.priced.due, currency: plan.cancellable.booking.currency };
  if (due.amount > 0)
    throw new DomainError("PAYMENT_DUE", `${formatMoney(due)} is due: pay it with \`payments.start\` and this quote as \`change\``, {
      due,
    });
  const written = await writeFlightChange(tx, plan, { actor: ctx.actor.userId, key: quote.id, paymentId: null });
  if ("refusal" in written) throw written.refusal;
  return written.cancellationId;
}
