import { comparePayments } from "@skyhold/core";
import { brokenInvariants, cancelByQuote } from "@skyhold/core/testing";
import { expect, test } from "vitest";

import { startTestStack } from "./testing.ts";
import { book, eventually, travellerOf } from "./testing/paid-booking.ts";

/** Stripe's units for one of ours, the step of what a card can pay, and the decimals that a traveller reads. */
const currencies = [
  { currency: "JPY", stripeUnits: 1, step: 1, digits: 0 },
  { currency: "KWD", stripeUnits: 1, step: 10, digits: 3 },
  { currency: "ISK", stripeUnits: 100, step: 1, digits: 0 },
  // `Intl` of some versions writes neither with decimals; both are charged in hundredths.
  { currency: "HUF", stripeUnits: 1, step: 1, digits: 2 },
  { currency: "IDR", stripeUnits: 1, step: 1, digits: 2 },
] as const;

test(
  "bookings without decimals, with three, and with decimals that nobody writes are shown, paid, cancelled and paid back to the last unit",
  { timeout: 60_000 },
  async () => {
    await using stack = await startTestStack();
    const ctx = await travellerOf(stack);
    const { prisma } = ctx.db;
    for (const { currency, stripeUnits, step, digits } of currencies) {
      const { booking, intentId } = await book(stack, ctx, { currency });
      await cancelByQuote(ctx, booking);
      const where = { bookingId: booking.id };
      await eventually(async () => (await prisma.refund.findFirst({ where }))?.state === "succeeded");
      const refund = await prisma.refund.findFirstOrThrow({ where });
      const charge = stack.stripe.state.charges().find(({ payment_intent: intent }) => intent === intentId);

      expect(charge).toMatchObject({ amount_captured: booking.total.amount * stripeUnits, currency: currency.toLowerCase() });
      expect(charge?.amount_refunded).toBe(Number(refund.amountMinor) * stripeUnits);
      expect(refund.currency).toBe(currency);
      expect([booking.total.amount % step, Number(refund.amountMinor) % step]).toEqual([0, 0]);
      const written = (Number(refund.amountMinor) / 10 ** digits).toLocaleString("en", { minimumFractionDigits: digits });
      await expect
        .poll(() => stack.mailbox.list().map(({ subject }) => subject), { timeout: 20_000 })
        .toContainEqual(expect.stringMatching(`^Refund sent: .*[^0-9,.]${written} \\(${booking.recordLocator}\\)$`));
    }
    await stack.database.advanceClock(1200);

    expect(await comparePayments(stack.dependencies.app)).toMatchObject({ payments: currencies.length, differences: 0 });
    expect(await brokenInvariants({ app: stack.dependencies.app })).toEqual([]);
  },
);
