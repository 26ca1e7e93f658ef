import { expect, test } from "vitest";

import { getBooking } from "../bookings/get-booking.ts";
import { holdUpToPayment, makeFlight, news, startTestCore } from "../testing/index.ts";
import { capturePayment } from "./capture-payment.ts";
import { reconcilePayments } from "./reconcile-payments.ts";

test("what a crash left half done is taken up again", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const { intentId, paymentId, booking } = await holdUpToPayment(ctx, await makeFlight(core.app.db), ["1A"]);
  await news(core, core.provider.authorise(intentId));
  await core.database.advanceClock(301);

  expect(await reconcilePayments(core.app)).toBe(1);
  await capturePayment(core.app, { paymentId });
  expect(await getBooking(ctx, { bookingId: booking.id })).toMatchObject({ state: "confirmed" });
  expect(await reconcilePayments(core.app)).toBe(0);
});
