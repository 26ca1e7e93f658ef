import { z } from "zod";

import type { Context, User } from "../context.ts";
import { notFound } from "../errors.ts";
import { BookingId } from "../ids.ts";
import type { CancellationQuote } from "./cancellation.ts";
import { refuseUnlessCancellable, sealQuote } from "./cancellation-quote.ts";
import { CancellationScope, itemsToCancel } from "./cancellation-scope.ts";
import { priceItems } from "./price-items.ts";
import { readCancellable } from "./read-cancellable.ts";

/** Which booking, and what of it: all of it, some passengers, some segments, or some passengers on some segments. */
export const QuoteCancellationInput = z.strictObject({ bookingId: BookingId, ...CancellationScope });
export type QuoteCancellationInput = z.infer<typeof QuoteCancellationInput>;

/** Says what a cancellation would bring, line by line and with reasons. Nothing happens until the quote is confirmed. */
export async function quoteCancellation(ctx: Context<User>, input: QuoteCancellationInput): Promise<CancellationQuote> {
  const { bookingId, ...scope } = input;
  const owned = await ctx.db.prisma.booking.findFirst({ where: { id: bookingId, userId: ctx.actor.userId }, select: { id: true } });
  if (!owned) throw notFound("booking");
  const cancellable = await readCancellable(ctx.db, bookingId);
  refuseUnlessCancellable(cancellable);
  const items = itemsToCancel(cancellable, scope);
  refuseUnlessCancellable(cancellable, items);
  return sealQuote(ctx, cancellable, { scope, priced: priceItems(cancellable, items, "rules") });
}
