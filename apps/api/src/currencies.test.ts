import { cancelByQuote } from "@skyhold/core/testing";
import { expect, test } from "vitest";

import { startTestStack } from "./testing.ts";
import { book, eventually, travellerOf } from "./testing/paid-booking.ts";

test.each([
  ["JPY", "without decimals", 1],
  ["KWD", "with three decimals, of which the last is 0", 1],
  ["ISK", "without decimals, which Stripe takes in hundredths", 100],
])("a booking in %s (%s) is paid, cancelled and paid back to the last unit", { timeout: 60_000 }, async (currency, _how, stripeUnits) => {
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
  if (currency === "KWD") expect([booking.total.amount % 10, Number(refund.amountMinor) % 10]).toEqual([0, 0]);
});
