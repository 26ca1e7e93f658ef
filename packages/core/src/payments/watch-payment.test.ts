import { expect, test } from "vitest";

import { expireHolds } from "../bookings/expire-holds.ts";
import { hold, holdUpToPayment, makeFlight, news, startTestCore } from "../testing/index.ts";
import { capturePayment } from "./capture-payment.ts";
import { getPayment, Payment } from "./get-payment.ts";
import { PaymentId } from "../ids.ts";
import { watchPayment } from "./watch-payment.ts";

test("whoever watches a payment is told of each step within a moment, and comes back without hearing the last one again", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const { intentId, paymentId: id } = await holdUpToPayment(ctx, await makeFlight(core.app.db), ["1A"]);
  const paymentId = PaymentId.parse(id);
  const stop = new AbortController();
  const events = watchPayment(ctx, { paymentId }, stop.signal);
  const next = async () => (await events.next()).value;
  const intent = await core.provider.getIntent(intentId);

  expect(await next()).toMatchObject({ payment: { state: "requires_payment", outcome: "pending", nextAction: "confirm" } });
  await news(core, { ...intent, state: "requires_action" });
  expect(await next()).toMatchObject({ payment: { nextAction: "authenticate", declineMessage: null } });
  await news(core, { ...intent, state: "requires_payment", declineCode: "insufficient_funds" });
  expect(await next()).toMatchObject({
    payment: { nextAction: "confirm", declineCode: "insufficient_funds", declineMessage: expect.stringContaining("not enough money") },
  });
  await news(core, core.provider.authorise(intentId));
  expect(await next()).toMatchObject({ payment: { state: "authorised", nextAction: "wait", declineCode: null } });
  await capturePayment(core.app, { paymentId });
  const last = await next();
  expect(last).toMatchObject({ payment: { outcome: "paid", nextAction: null, method: "Visa •••• 4242", bookingState: "confirmed" } });

  const again = watchPayment(ctx, { paymentId, lastEventId: last?.version ?? "" }, stop.signal).next();
  expect(await Promise.race([again, new Promise((resolve) => setTimeout(() => resolve("silence"), 100))])).toBe("silence");
  stop.abort();
  expect(await again).toMatchObject({ done: true });
});

test("money that goes back says so, with the reason and how far it is", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const flight = await makeFlight(core.app.db, { rows: 1 });
  const { intentId, paymentId, booking } = await holdUpToPayment(ctx, flight, ["1A"]);
  await core.database.advanceClock(1801);
  await hold(await core.traveller(), flight, ["1A", "1B", "1C", "1D", "1E", "1F"]);
  await expireHolds(core.app);
  expect(await getPayment(ctx, { paymentId: PaymentId.parse(paymentId) })).toMatchObject({ nextAction: null, bookingState: "expired" });
  await news(core, core.provider.takeAtOnce(intentId));

  expect(Payment.parse(await getPayment(ctx, { paymentId: PaymentId.parse(paymentId) }))).toMatchObject({
    outcome: "refunded",
    refund: { reason: "seats_gone", state: "pending", amount: booking.total },
  });
});

test("another's payment can be neither read nor watched", async () => {
  await using core = await startTestCore();
  const { paymentId } = await holdUpToPayment(await core.traveller(), await makeFlight(core.app.db), ["1A"]);
  const other = await core.traveller();
  const watching = watchPayment(other, { paymentId: PaymentId.parse(paymentId) }, new AbortController().signal);

  await expect(watching.next()).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(getPayment(other, { paymentId: PaymentId.parse(paymentId) })).rejects.toMatchObject({ code: "NOT_FOUND" });
});
