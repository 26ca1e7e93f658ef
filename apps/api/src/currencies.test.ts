import { cancelByQuote } from "@skyhold/core/testing";
import { expect, test } from "vitest";

import { startTestStack } from "./testing.ts";
import { book, eventually, travellerOf } from "./testing/paid-booking.ts";

test.each([
  { currency: "JPY", written: "without decimals", stripeUnits: 1, step: 1 },
  { currency: "KWD", written: "with three decimals, of which the last is 0", stripeUnits: 1, step: 10 },
  { currency: "ISK", written: "without decimals, which Stripe takes in hundredths", stripeUnits: 100, step: 1 },
])(
  "a booking in $currency ($written) is paid, cancelled and paid back to the last unit",
  { timeout: 60_000 },
  async ({ currency, stripeUnits, step }) => {
    await using stack = await startTestStack();
    const ctx = await travellerOf(stack);
    const { booking } = await book(stack, ctx, { currency });
    await cancelByQuote(ctx, booking);
    await eventually(async () => (await ctx.db.prisma.refund.findFirst())?.state === "succeeded");
    const refund = await ctx.db.prisma.refund.findFirstOrThrow();
    const [charge] = stack.stripe.state.charges();

    expect(charge).toMatchObject({ amount_captured: booking.total.amount * stripeUnits, currency: currency.toLowerCase() });
    expect(charge?.amount_refunded).toBe(Number(refund.amountMinor) * stripeUnits);
    expect(refund.currency).toBe(currency);
    expect([booking.total.amount % step, Number(refund.amountMinor) % step]).toEqual([0, 0]);
  },
);
