import { openDatabase } from "@skyhold/db";
import { expect, test } from "vitest";

import { expireHolds } from "../bookings/expire-holds.ts";
import { getBooking } from "../bookings/get-booking.ts";
import { holdSeats } from "../bookings/hold-seats.ts";
import { sendNotification } from "../notifications/send-notification.ts";
import { balances, cancelByQuote, findOffer, hold, holdUpToPayment, makeFlight, news, runJobs, startTestCore } from "../testing/index.ts";
import type { KeptRefund } from "../testing/payment-provider.ts";
import { cancelPayment } from "./cancel-payment.ts";
import { recordPaymentEvent } from "./record-payment-event.ts";
import { refreshPayment } from "./refresh-payment.ts";
import { StartPaymentInput, startPayment } from "./start-payment.ts";

test("an event whose work was undone is not marked as seen: when it comes again, it has its effect", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const { booking, intentId } = await holdUpToPayment(ctx, await makeFlight(core.app.db), ["1A"]);
  const intent = core.provider.takeAtOnce(intentId);
  await core.app.db.pool.query("ALTER TABLE ticket ADD CONSTRAINT broken CHECK (false)");

  await expect(news(core, intent, "evt_again")).rejects.toThrow(/broken/u);
  expect(await core.app.db.prisma.stripeEvent.count()).toBe(0);

  await core.app.db.pool.query("ALTER TABLE ticket DROP CONSTRAINT broken");
  expect(await news(core, intent, "evt_again")).toBe("confirmed");
  expect(await getBooking(ctx, { bookingId: booking.id })).toMatchObject({ state: "confirmed" });
});

test("paying one booking confirms that one, and none of the same traveller's others", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const flight = await makeFlight(core.app.db);
  const paid = await holdUpToPayment(ctx, flight, ["1A"]);
  const other = await holdUpToPayment(ctx, flight, ["1B"]);
  await news(core, core.provider.takeAtOnce(paid.intentId));

  expect(await getBooking(ctx, { bookingId: paid.booking.id })).toMatchObject({ state: "confirmed" });
  expect(await getBooking(ctx, { bookingId: other.booking.id })).toMatchObject({ state: "awaiting_payment" });
});

test("the currency is the booking's: the client cannot name one, and the same number in another one goes back", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const { booking, intentId } = await holdUpToPayment(ctx, await makeFlight(core.app.db), ["1A"]);

  expect(StartPaymentInput.safeParse({ bookingId: booking.id, currency: "IDR" }).success).toBe(false);
  expect(await news(core, core.provider.takeAtOnce(intentId, { ...booking.total, currency: "IDR" }))).toBe("refunding");
  expect(await core.app.db.prisma.refund.findMany()).toMatchObject([{ currency: "IDR", reason: "amount_mismatch" }]);
  expect(await getBooking(ctx, { bookingId: booking.id })).not.toMatchObject({ state: "confirmed" });
});

test("a booking that nobody pays does not wait for its payment for ever: it expires, its intent is withdrawn, and its seat is free", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const flight = await makeFlight(core.app.db);
  const { booking, intentId, paymentId } = await holdUpToPayment(ctx, flight, ["1A"]);
  await core.database.advanceClock(1801);

  // Seen at once, whether or not the sweep has come by.
  expect(await getBooking(ctx, { bookingId: booking.id })).toMatchObject({ state: "expired", availableActions: [] });
  await hold(await core.traveller(), flight, ["1A"]);
  expect(await expireHolds(core.app)).toBe(1);
  await cancelPayment(core.app, { paymentId });

  expect(core.provider.intents.get(intentId)?.state).toBe("cancelled");
  expect(await core.app.db.prisma.payment.findFirst()).toMatchObject({ state: "cancelled", withdrawnAt: expect.any(Date) });
});

test("a mail server that is down takes nothing from a payment: the booking is confirmed, and its mail goes out later", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const { booking, intentId } = await holdUpToPayment(ctx, await makeFlight(core.app.db), ["1A"]);
  expect(await news(core, core.provider.takeAtOnce(intentId))).toBe("confirmed");
  const job = (await core.sentJobs()).find(({ name }) => name === "notification.send");
  const mail = { notificationId: job?.payload["notificationId"] ?? "" };
  const down = { ...core.app, mailer: { send: () => Promise.reject(new Error("connect ECONNREFUSED")) } };

  await expect(sendNotification(down, mail)).rejects.toThrow(/ECONNREFUSED/u);
  expect(await getBooking(ctx, { bookingId: booking.id })).toMatchObject({ state: "confirmed", payment: { state: "captured" } });
  await sendNotification(core.app, mail);
  expect(core.mails).toHaveLength(1);
});

test("the price that was shown is the price that is charged, booked and ticketed, to the cent", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const flight = await makeFlight(core.app.db, { baseFare: 12_345 });
  const shown = (await findOffer(ctx, flight)).total;
  const { booking, intentId } = await holdUpToPayment(ctx, flight, ["1A"]);
  // Dearer for whoever comes next.
  await core.app.db.pool.query("UPDATE flight_cabin SET base_fare_minor = 99999");
  const { amount } = await startPayment(ctx, { bookingId: booking.id });
  await news(core, core.provider.takeAtOnce(intentId));

  expect([booking.total, amount, core.provider.intents.get(intentId)?.amount]).toEqual([shown, shown, shown]);
  expect(await balances(core)).toMatchObject({ stripe_cash: shown.amount, receivable: 0 });
});

test("a key that was used before a restart is known after it: it is in the database, not in a process", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const flight = await makeFlight(core.app.db);
  const offer = (await findOffer(ctx, flight)).token;
  const before = await holdSeats(ctx, { offer, seats: [["1A"]] }, "the same key");
  // Another process, which shares nothing with the first one but the database.
  const other = openDatabase({ connectionString: core.database.url });
  const after = await holdSeats({ ...ctx, db: other }, { offer, seats: [["1A"]] }, "the same key");
  await other.close();

  expect(after.id).toBe(before.id);
  expect(await core.app.db.prisma.booking.count()).toBe(1);
});

test("a refund is over by whichever news of it comes, and by none at all", async () => {
  await using core = await startTestCore();
  core.provider.refundSlowly();
  const ctx = await core.traveller();
  const flight = await makeFlight(core.app.db, { departsInHours: 240 });
  const ways: [string, (refund: KeptRefund) => Promise<unknown>][] = [
    ["1A", (refund) => recordPaymentEvent(core.app, { eventId: "evt_1", type: "refund.updated", subject: { kind: "refund", refund } })],
    [
      "1B",
      ({ gives: { intentId } }) =>
        recordPaymentEvent(core.app, { eventId: "evt_2", type: "charge.refunded", subject: { kind: "refunds", intentId } }),
    ],
    ["1C", ({ gives: { intentId } }) => refreshPayment(core.app, { intentId })],
  ];
  for (const [seat, tell] of ways) {
    const { booking, intentId } = await holdUpToPayment(ctx, flight, [seat]);
    await news(core, core.provider.takeAtOnce(intentId));
    await cancelByQuote(ctx, booking);
    await runJobs(core, "refund.execute");
    const refund = [...core.provider.refunds.values()].find(({ gives }) => gives.intentId === intentId);
    const { bookingId, id } = await core.app.db.prisma.refund.findFirstOrThrow({ where: { stripeIntentId: intentId, state: "pending" } });
    expect(bookingId).toBe(booking.id);

    await tell(core.provider.settleRefund(refund?.stripeRefundId ?? "", "succeeded"));

    expect(await core.app.db.prisma.refund.findUnique({ where: { id } })).toMatchObject({ state: "succeeded" });
  }
  expect(await balances(core)).toMatchObject({ refunds_payable: 0 });
});
