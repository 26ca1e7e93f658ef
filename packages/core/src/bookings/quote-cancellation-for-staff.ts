import type { Context, Staff } from "../context.ts";
import { notFound } from "../errors.ts";
import { refuseUnlessCancellable } from "./cancellation-quote.ts";
import { itemsToCancel } from "./cancellation-scope.ts";
import { describeItems, priceItems } from "./price-items.ts";
import type { QuoteCancellationInput } from "./quote-cancellation.ts";
import { readCancellable } from "./read-cancellable.ts";
import { compensationOf } from "./staff-cancellation.ts";
import type { StaffCancellationQuote } from "./staff-cancellation.ts";

/** What a cancellation of anybody's booking would bring by the rules, and the compensation that may be due beside it. Nothing happens. */
export async function quoteCancellationForStaff(ctx: Context<Staff>, input: QuoteCancellationInput): Promise<StaffCancellationQuote> {
  const { bookingId, ...scope } = input;
  if ((await ctx.db.prisma.booking.count({ where: { id: bookingId } })) === 0) throw notFound("booking");
  const cancellable = await readCancellable(ctx.db, bookingId);
  refuseUnlessCancellable(cancellable);
  const items = itemsToCancel(cancellable, scope);
  refuseUnlessCancellable(cancellable, items);
  return {
    bookingId,
    ...describeItems(cancellable, priceItems(cancellable, items, "rules")),
    compensation: compensationOf(cancellable, items),
  };
}
