import { startStripeSandbox } from "@skyhold/stripe-sandbox";
import { expect, test } from "vitest";

import { createPayments, createStripe } from "./stripe-payments.ts";

test.each([
  [20, "EUR", "too little"],
  [0, "EUR", "nothing"],
  [100_000_000, "EUR", "more than eight digits"],
  [5125, "KWD", "thousandths"],
  [40, "XAF", "too little in a currency without decimals"],
])("what Stripe does not take as an amount is refused by name: %d %s, %s", async (amount, currency) => {
  await using started = new AsyncDisposableStack();
  const sandbox = started.adopt(await startStripeSandbox(), (each) => each.close());
  const payments = createPayments(createStripe({ secretKey: sandbox.secretKey, apiUrl: sandbox.url }));

  await expect(
    payments.createIntent({ paymentId: "pay_1", bookingId: "bkg_1", recordLocator: "ABC123", amount: { amount, currency } }),
  ).rejects.toMatchObject({ code: "AMOUNT_NOT_PAYABLE", details: { amount: { amount, currency }, least: null } });
});
