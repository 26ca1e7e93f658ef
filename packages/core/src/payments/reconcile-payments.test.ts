import { expect, test } from "vitest";

import { getBooking } from "../bookings/get-booking.ts";
import { holdUpToPayment, makeFlight, news, startTestCore } from "../testing/index.ts";
import { cancelPayment } from "./cancel-payment.ts";
import { capturePayment } from "./capture-payment.ts";
import { reconcilePayments } from "./reconcile-payments.ts";
import { startPayment } from "./start-payment.ts";

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

test("a second authorisation for a booking that is already paid is let go, never taken", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const { booking, intentId, paymentId } = await holdUpToPayment(ctx, await makeFlight(core.app.db), ["1A"]);
  // The first attempt is withdrawn, a second one opened and authorised; then the first one's money comes in after all.
  await core.app.db.prisma.payment.update({ where: { id: paymentId }, data: { state: "cancelled" } });
  const second = await startPayment(ctx, { bookingId: booking.id });
  const { stripeIntentId } = await core.app.db.prisma.payment.findUniqueOrThrow({ where: { id: second.paymentId } });
  const secondIntent = stripeIntentId ?? "";
  await news(core, core.provider.authorise(secondIntent));
  expect(await news(core, core.provider.takeAtOnce(intentId))).toBe("confirmed");

  await capturePayment(core.app, { paymentId: second.paymentId });
  await cancelPayment(core.app, { paymentId: second.paymentId });

  expect(core.provider.intents.get(secondIntent)?.state).toBe("cancelled");
  expect(await getBooking(ctx, { bookingId: booking.id })).toMatchObject({ state: "confirmed", passengers: [{ seats: ["1A"] }] });
});
