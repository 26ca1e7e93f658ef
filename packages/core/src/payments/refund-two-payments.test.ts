import { expect, test } from "vitest";

import { changeSeats } from "../bookings/change-seats.ts";
import { getBooking } from "../bookings/get-booking.ts";
import type { Scope } from "../bookings/cancellation-scope.ts";
import { refundSeatDifference } from "../refunds/refund-seat-difference.ts";
import { transaction } from "../context.ts";
import { brokenInvariants, cancelByQuote, holdUpToPayment, makeFlight, news, runJobs, startTestCore } from "../testing/index.ts";
import { recordPaymentEvent } from "./record-payment-event.ts";
import { startPayment } from "./start-payment.ts";

/** Two passengers who paid for row 2 (5.00 a seat), and then 40.00 more for row 1. */
async function start() {
  const core = await startTestCore();
  const ctx = await core.traveller();
  const flight = await makeFlight(core.app.db, { legroomRows: [1], seatFee: 500, legroomFee: 2500 });
  const { booking, intentId } = await holdUpToPayment(ctx, flight, ["2A", "2B"]);
  await news(core, core.provider.takeAtOnce(intentId));
  const bookingId = booking.id;
  const { paymentId } = await startPayment(ctx, { bookingId, seats: [["1A", "1B"]] });
  await news(core, core.provider.takeAtOnce(`pi_${paymentId}`));
  return {
    core,
    ctx,
    bookingId,
    first: { intentId, amount: booking.total.amount },
    second: { paymentId, intentId: `pi_${paymentId}`, amount: 4000 },
    cancel: async (scope: Scope) => cancelByQuote(ctx, await getBooking(ctx, { bookingId }), scope),
    moveTo: (...to: string[]) => changeSeats(ctx, { bookingId, seats: [to] }),
    /** What the provider was asked to give back, by intent. */
    refunded: async () => {
      await runJobs(core, "refund.execute");
      const sums = await core.app.db.prisma.refund.groupBy({
        by: ["stripeIntentId"],
        where: { state: "succeeded" },
        _sum: { amountMinor: true },
      });
      return Object.fromEntries(sums.map(({ stripeIntentId, _sum }) => [stripeIntentId, Number(_sum.amountMinor)]));
    },
    [Symbol.asyncDispose]: () => Promise.resolve(core[Symbol.asyncDispose]()),
  };
}

test("a booking with two payments that is cancelled in parts gets back each cent, of each payment what it paid", async () => {
  await using stage = await start();
  const { first, second } = stage;
  await stage.core.app.db.pool.query("UPDATE flight SET status = 'cancelled'");

  const one = await stage.cancel({ passengers: [0] });
  const half = (first.amount + second.amount) / 2;
  expect(one.cancellation.refund.amount).toBe(half);
  expect(await stage.refunded()).toEqual({ [second.intentId]: second.amount, [first.intentId]: half - second.amount });
  expect(await brokenInvariants(stage.core)).toEqual([]);

  await stage.cancel({});
  expect(await stage.refunded()).toEqual({ [second.intentId]: second.amount, [first.intentId]: first.amount });
  const booking = await getBooking(stage.ctx, { bookingId: stage.bookingId });
  expect(booking).toMatchObject({ state: "cancelled", cancellations: [{ refundState: "succeeded" }, { refundState: "succeeded" }] });
  expect(await brokenInvariants(stage.core)).toEqual([]);
});

test("one of a cancellation's two refunds fails for good: the cancellation says so, and the books owe just that one", async () => {
  await using stage = await start();
  await stage.core.app.db.pool.query("UPDATE flight SET status = 'cancelled'");
  await stage.cancel({});
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const { id } = await stage.core.app.db.prisma.refund.findFirstOrThrow({
      where: { state: "pending", stripeIntentId: stage.second.intentId },
    });
    const refund = { stripeRefundId: `re_${id}`, refundId: id, state: "failed" } as const;
    await recordPaymentEvent(stage.core.app, { eventId: `evt_${id}`, type: "refund.failed", subject: { kind: "refund", refund } });
  }
  expect(await stage.refunded()).toEqual({ [stage.first.intentId]: stage.first.amount });
  expect(await getBooking(stage.ctx, { bookingId: stage.bookingId })).toMatchObject({ cancellations: [{ refundState: "failed" }] });
  expect(await brokenInvariants(stage.core)).toEqual([]);
});

test("cheaper seats after dearer ones come back of the later payment first, and then of the one before", async () => {
  await using stage = await start();
  await stage.core.app.db.pool.query("UPDATE flight_cabin SET seat_fee_minor = 0");

  await stage.moveTo("3A", "1B");
  expect(await stage.refunded()).toEqual({ [stage.second.intentId]: 2500 });
  const moved = await stage.moveTo("3A", "3B");

  expect(await stage.refunded()).toEqual({ [stage.second.intentId]: 4000, [stage.first.intentId]: 1000 });
  expect(moved.lines.slice(-2).map(({ label, amount }) => [label, amount.amount])).toEqual([
    ["Seat 3B instead of 1B", -1500],
    ["Seat 3B instead of 1B", -1000],
  ]);
  expect(await brokenInvariants(stage.core)).toEqual([]);
});

test("the database refuses more of the payment for seats than it took, whoever asks", async () => {
  await using stage = await start();
  const { paymentId, intentId: stripeIntentId } = stage.second;
  const ask = (amount: number) =>
    transaction(stage.core.app, (tx) =>
      refundSeatDifference(tx, { bookingId: stage.bookingId, currency: "EUR", parts: [{ paymentId, stripeIntentId, amount }] }),
    );

  await expect(ask(4001)).rejects.toThrow("SK096");
  expect(await brokenInvariants(stage.core)).toEqual([]);
});
