import { z } from "zod";

import { PriceLine } from "../fares/price.ts";
import { BookingId, CancellationId } from "../ids.ts";
import { Money } from "../money.ts";
import type { CancellationQuoteShape } from "./cancellation-quote-shape.ts";

/** A line of the price that is cancelled: what was paid for it is refunded or kept. */
export const CancelledPriceLine = PriceLine.omit({ amount: true, segment: true, passenger: true }).extend({
  segment: z.int().nonnegative().nullable().describe("Index of the segment; null for a line of the whole trip"),
  passenger: z.int().nonnegative().nullable().describe("Index of the passenger; null for a line of everybody"),
  paid: Money,
  refunded: Money,
  kept: Money,
  why: z.string().describe("`Saver: not refundable`"),
});

/** Someone who no longer travels on a segment, both by index. */
const CancelledItem = z.strictObject({ passenger: z.int().nonnegative(), segment: z.int().nonnegative() });

const outcome = {
  items: z.array(CancelledItem).describe("Who no longer travels on which segment"),
  lines: z.array(CancelledPriceLine),
  paid: Money.describe("The sum of the lines"),
  refund: Money.describe("What comes back of it, to the card or account that paid"),
  kept: Money,
  trace: z.array(z.string()).describe("The reasons in words, with the rules that they come from"),
};

/** What a cancellation would bring, line by line. Nothing has happened yet: confirm it with `bookings.cancel` before it expires. */
export const CancellationQuote = z.strictObject({
  quote: z.string().describe("For `bookings.cancel`, as it came"),
  bookingId: BookingId,
  expiresAt: z.date(),
  ...outcome,
}) satisfies z.ZodType<CancellationQuoteShape>;
export type CancellationQuote = z.infer<typeof CancellationQuote>;

/** Something of a booking that was cancelled, for good. */
export const Cancellation = z.strictObject({
  id: CancellationId,
  cancelledAt: z.date(),
  cancelledBy: z
    .enum(["traveller", "staff", "carrier"])
    .describe("`carrier`: the flight does not take place, or has left without who did not accept its new times"),
  ...outcome,
  exchanged: Money.describe(
    "What of the refunded lines paid for other flights that the booking was changed to, and does not come back as money; nothing for a cancellation alone",
  ),
  refundState: z
    .enum(["none", "pending", "requires_action", "succeeded", "failed", "cancelled", "paid_outside"])
    .describe(
      "Where the refund stands: `none` where nothing comes back; after `failed`, staff see to it; `paid_outside`: by other means than the card",
    ),
});
export type Cancellation = z.infer<typeof Cancellation>;
