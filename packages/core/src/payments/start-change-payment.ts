import { lockBooking } from "@skyhold/db";

import { openChangeQuote, planQuoted, readChangeQuote } from "../bookings/change-quote.ts";
import { withFreeSeats } from "../bookings/quote-change.ts";
import { transaction } from "../context.ts";
import type { Context, User } from "../context.ts";
import { invalidInput, notFound } from "../errors.ts";
import { openLaterPayment } from "./open-later-payment.ts";
import type { LaterAttempt } from "./open-later-payment.ts";

/**
 * Puts the payment of what a quoted change of flights costs on record. The new seats are kept from the moment at which the bank says yes; the
 * flights are swapped with the money, and stay as they are until then.
 */
export async function startChangePayment(
  ctx: Context<User>,
  { bookingId, change }: { readonly bookingId: string; readonly change: string },
): Promise<LaterAttempt> {
  const { userId } = ctx.actor;
  const owned = await ctx.db.prisma.booking.count({ where: { id: bookingId, userId } });
  if (owned === 0) throw notFound("booking");
  const quote = await openChangeQuote(ctx, readChangeQuote(ctx, change, { bookingId, userId, field: "change" }));
  const attempt = transaction(ctx, async (tx) => {
    if (!(await lockBooking(tx, bookingId, userId))) throw notFound("booking");
    const { cancellable, priced } = await planQuoted(ctx, tx, quote);
    if (priced.due <= 0) throw invalidInput("change", "Nothing is due for this change: take it with `bookings.change`");
    const wish = { purpose: "change", change: { ...quote.wish, key: quote.id } } as const;
    return openLaterPayment(ctx, tx, { booking: cancellable.booking, amount: priced.due, wish });
  });
  return attempt.catch(async (error: unknown) => Promise.reject(await withFreeSeats(ctx, quote.wish, error)));
}
