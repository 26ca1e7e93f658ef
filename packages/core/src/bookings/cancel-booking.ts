import { lockBooking } from "@skyhold/db";
import { z } from "zod";

import { transaction } from "../context.ts";
import type { Context, TransactionContext, User } from "../context.ts";
import { DomainError, notFound } from "../errors.ts";
import { BookingId } from "../ids.ts";
import { Booking } from "./booking.ts";
import { Cancellation } from "./cancellation.ts";
import { digestOf, openQuote, refuseUnlessCancellable, sealQuote } from "./cancellation-quote.ts";
import type { OpenedQuote } from "./cancellation-quote.ts";
import { itemsToCancel } from "./cancellation-scope.ts";
import { getBooking } from "./get-booking.ts";
import { priceItems } from "./price-items.ts";
import { readCancellable } from "./read-cancellable.ts";
import { writeCancellation } from "./write-cancellation.ts";

/** Which booking, and the quote that is confirmed. */
export const CancelBookingInput = z.strictObject({
  bookingId: BookingId,
  quote: z.string().max(4000).describe("`quote` of `bookings.quoteCancellation`"),
});
export type CancelBookingInput = z.infer<typeof CancelBookingInput>;

/** What was cancelled, and the booking after it. */
export const CancelledBooking = z.strictObject({ cancellation: Cancellation, booking: Booking });
export type CancelledBooking = z.infer<typeof CancelledBooking>;

/**
 * Cancels what a quote says, on its terms: seats, tickets, books, refund and mail in one transaction. Where the terms have
 * moved since, nothing happens and the error brings the new quote. The same quote again answers the same cancellation.
 */
export async function cancelBooking(ctx: Context<User>, input: CancelBookingInput): Promise<CancelledBooking> {
  const { bookingId } = input;
  const { userId } = ctx.actor;
  return transaction(ctx, async (tx) => {
    if (!(await lockBooking(tx, bookingId, userId))) throw notFound("booking");
    const quote = openQuote(ctx, input.quote, { bookingId, userId });
    const before = await tx.prisma.cancellation.findUnique({ where: { confirmationKey: quote.id } });
    const cancellationId = before?.id ?? (await confirm(ctx, tx, { bookingId, quote }));
    const booking = await getBooking({ db: tx, actor: ctx.actor }, { bookingId });
    return { booking, cancellation: cancellationOf(booking, cancellationId) };
  });
}

async function confirm(
  ctx: Context<User>,
  tx: TransactionContext,
  { bookingId, quote }: { readonly bookingId: string; readonly quote: OpenedQuote },
): Promise<string> {
  const cancellable = await readCancellable(tx, bookingId);
  refuseUnlessCancellable(cancellable);
  const { expiresAt, scope } = quote;
  if (expiresAt <= cancellable.now)
    throw new DomainError("QUOTE_EXPIRED", "This quote is past its time. Nothing was cancelled; ask for a new one.", {
      expiredAt: expiresAt,
    });
  const items = itemsToCancel(cancellable, scope);
  refuseUnlessCancellable(cancellable, items);
  const priced = priceItems(cancellable, items, "rules");
  if (digestOf(priced) !== quote.digest)
    throw new DomainError(
      "QUOTE_CHANGED",
      "What comes back is no longer what the quote says. Nothing was cancelled; look at the new quote.",
      {
        quote: sealQuote(ctx, cancellable, { scope, priced }),
      },
    );
  return writeCancellation(tx, { ...cancellable, priced, by: "traveller", actor: ctx.actor.userId, reason: null, key: quote.id });
}

/** A cancellation of a booking by its id. */
export function cancellationOf({ id, cancellations }: Booking, cancellationId: string): Cancellation {
  const found = cancellations.find((cancellation) => cancellation.id === cancellationId);
  if (!found) throw new Error(`Booking ${id} has no cancellation ${cancellationId}`);
  return found;
}
