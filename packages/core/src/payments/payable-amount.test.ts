import { expect, test } from "vitest";

import { brokenInvariants } from "../testing/index.ts";
import { startPaidBooking } from "../testing/paid-booking.ts";
import { refuseUnpayableAmount } from "./payable-amount.ts";

test.each([
  [0, "EUR", "nothing"],
  [-100, "EUR", "less than nothing"],
  [49, "EUR", "less than fifty cents"],
  [29, "GBP", "less than thirty pence"],
  [49, "JPY", "less than fifty yen, which have no decimals"],
  [17_499, "HUF", "less than 175 forint"],
  [0, "KWD", "nothing, where no least is published"],
  [5124, "KWD", "thousandths of a dinar that no card takes"],
  [5125, "TND", "thousandths of another dinar"],
])("%d %s are refused by name: %s", (amount, currency) => {
  expect(() => refuseUnpayableAmount({ amount, currency })).toThrow(
    expect.objectContaining({ code: "AMOUNT_NOT_PAYABLE", details: expect.objectContaining({ amount: { amount, currency } }) }),
  );
});

test.each([
  [50, "EUR"],
  [30, "GBP"],
  [50, "JPY"],
  [5120, "KWD"],
  [1, "ISK"],
])("%d %s can be paid", (amount, currency) => {
  expect(() => refuseUnpayableAmount({ amount, currency })).not.toThrow();
});

test("dearer seats for less than a card can pay are refused by name, and no payment is opened", async () => {
  await using stage = await startPaidBooking();
  await stage.core.app.db.pool.query("UPDATE flight_cabin SET legroom_fee_minor = seat_fee_minor + 30");

  await expect(stage.start("1A")).rejects.toMatchObject({
    code: "AMOUNT_NOT_PAYABLE",
    details: { amount: { amount: 30, currency: "EUR" }, least: { amount: 50, currency: "EUR" } },
  });
  expect(await stage.core.app.db.prisma.payment.count()).toBe(1);
  expect(await brokenInvariants(stage.core)).toEqual([]);
});
