import { auditInvariants } from "@skyhold/db";
import { expect, test } from "vitest";

import { executeRefund } from "../refunds/execute-refund.ts";
import { recordPaymentEvent } from "../payments/record-payment-event.ts";
import { startPayment } from "../payments/start-payment.ts";
import { balances, holdUpToPayment, makeFlight, news, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { cancelBooking } from "./cancel-booking.ts";
import { changeSeats } from "./change-seats.ts";
import { getBooking } from "./get-booking.ts";
import { hold } from "../testing/index.ts";
import { quoteCancellation } from "./quote-cancellation.ts";
import { quoteSeatChange } from "./quote-seat-change.ts";

/** What stands in the database and in the books, where it is not as it must be. */
async function violations(core: TestCore): Promise<string[]> {
  const { results } = await auditInvariants(core.app.db, { production: false });
  return results.filter(({ holds }) => !holds).map(({ name }) => name);
}

/** A booking for seat 1A (25.00) whose payment is open; seats from row 2 on cost 5.00. */
async function start(seats: readonly string[] = ["1A"]) {
  const core = await startTestCore();
  const ctx = await core.traveller();
  const flight = await makeFlight(core.app.db, { legroomRows: [1], seatFee: 500, legroomFee: 2500 });
  const held = await holdUpToPayment(ctx, flight, seats);
  const bookingId = held.booking.id;
  return {
    core,
    ctx,
    flight,
    ...held,
    bookingId,
    moveTo: (...to: string[]) => changeSeats(ctx, { bookingId, seats: [to] }),
    quote: (...to: string[]) => quoteSeatChange(ctx, { bookingId, seats: [to] }),
    pay: () => news(core, core.provider.takeAtOnce(held.intentId)),
    [Symbol.asyncDispose]: () => Promise.resolve(core[Symbol.asyncDispose]()),
  };
}

test("before payment the total follows the seats, and a payment of the old amount is ended for one of the new", async () => {
  await using stage = await start();
  const before = stage.booking.total.amount;

  const cheaper = await stage.moveTo("2A");
  expect(cheaper).toMatchObject({ total: { amount: before - 2000 }, payment: { state: "cancelled" } });
  expect(await stage.core.sentJobs()).toEqual([{ name: "payment.cancel", payload: { paymentId: stage.paymentId } }]);
  const second = await startPayment(stage.ctx, { bookingId: stage.bookingId });
  expect(second).toMatchObject({ amount: cheaper.total });
  expect(second.paymentId).not.toBe(stage.paymentId);

  const dearer = await stage.moveTo("1B");
  expect(dearer).toMatchObject({ total: { amount: before }, payment: { state: "cancelled" } });
  expect(dearer.lines.filter(({ kind }) => kind === "seat").map(({ label }) => label)).toEqual(["Seat 1B, extra legroom"]);
  expect(await violations(stage.core)).toEqual([]);
});

test("seats of the same price keep the payment that was started; the lines name the new ones", async () => {
  await using stage = await start(["2A", "2B"]);

  const moved = await stage.moveTo("2B", "3A");

  expect(moved).toMatchObject({ total: stage.booking.total, payment: { id: stage.paymentId, state: "requires_payment" } });
  expect(moved.lines.slice(-2).map(({ label, passenger }) => [label, passenger])).toEqual([
    ["Seat 2B", 0],
    ["Seat 3A", 1],
  ]);
  expect(await startPayment(stage.ctx, { bookingId: stage.bookingId })).toMatchObject({ paymentId: stage.paymentId });
});

test("after payment cheaper seats are refunded by the difference, once; dearer ones are refused and nothing changes", async () => {
  await using stage = await start(["1A", "2A"]);
  await stage.pay();

  const moved = await stage.moveTo("3A", "2A");
  await stage.moveTo("3A", "2A");
  expect(moved).toMatchObject({ total: { amount: stage.booking.total.amount - 2000 } });
  expect(moved.lines.at(-1)).toMatchObject({ kind: "seat", label: "Seat 3A instead of 1A", amount: { amount: -2000 } });
  const difference = { amount: 2000, currency: "EUR" };
  await expect(stage.moveTo("1A", "2A")).rejects.toMatchObject({ code: "SEAT_SURCHARGE_DUE", details: { difference } });
  expect(await getBooking(stage.ctx, { bookingId: stage.bookingId })).toEqual(moved);

  const refunds = await stage.core.app.db.prisma.refund.findMany();
  expect(refunds).toMatchObject([{ amountMinor: 2000n, stripeIntentId: stage.intentId, state: "pending" }]);
  expect(await balances(stage.core)).toMatchObject({ sales_seat: -1000, refunds_payable: -2000, receivable: 0 });
  await executeRefund(stage.core.app, { refundId: refunds[0]?.id ?? "" });
  expect(await balances(stage.core)).toMatchObject({ stripe_cash: moved.total.amount, refunds_payable: 0 });
  expect(await violations(stage.core)).toEqual([]);
});

test("after payment passengers change places at no cost, and a dearer seat may be set off against a cheaper one", async () => {
  await using stage = await start(["1A", "2A"]);
  await stage.pay();

  const moved = await stage.moveTo("2A", "1A");

  expect(moved.total).toEqual(stage.booking.total);
  expect(moved.lines.slice(-2).map(({ label, amount }) => [label, amount.amount])).toEqual([
    ["Seat 2A instead of 1A", -2000],
    ["Seat 1A instead of 2A", 2000],
  ]);
  expect(await stage.core.app.db.prisma.refund.count()).toBe(0);
  expect(await violations(stage.core)).toEqual([]);
});

test("each refund of a difference is a debt of its own, however often the bank returns another one", async () => {
  await using stage = await start(["1A", "1B"]);
  await stage.pay();
  await stage.moveTo("2A", "1B");
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const { id } = await stage.core.app.db.prisma.refund.findFirstOrThrow({ where: { state: "pending" } });
    await executeRefund(stage.core.app, { refundId: id });
    const refund = { stripeRefundId: `re_${id}`, refundId: id, state: "failed" } as const;
    await recordPaymentEvent(stage.core.app, { eventId: `evt_${id}`, type: "refund.failed", subject: { kind: "refund", refund } });
  }
  await stage.moveTo("2A", "2B");
  const { id } = await stage.core.app.db.prisma.refund.findFirstOrThrow({ where: { state: "pending" } });
  await executeRefund(stage.core.app, { refundId: id });

  expect(await balances(stage.core)).toMatchObject({ refunds_payable: -2000, sales_seat: -1000 });
  expect(await violations(stage.core)).toEqual([]);
});

test("a quote says what each mover's seat costs before and after, and whether it can be done; it writes nothing", async () => {
  await using stage = await start(["1A", "2A"]);
  await hold(await stage.core.traveller(), stage.flight, ["3F"]);
  const legroom = { label: "Seat 1A, extra legroom", amount: { amount: 2500, currency: "EUR" } };
  const ordinary = (seat: string) => ({ label: `Seat ${seat}`, amount: { amount: 500, currency: "EUR" } });

  expect(await stage.quote("3A", "2A")).toEqual({
    changes: [
      {
        segment: 0,
        passenger: 0,
        from: "1A",
        to: "3A",
        oldPrice: legroom,
        newPrice: ordinary("3A"),
        difference: { amount: -2000, currency: "EUR" },
      },
    ],
    difference: { amount: -2000, currency: "EUR" },
    total: { amount: stage.booking.total.amount - 2000, currency: "EUR" },
    refusal: null,
  });
  expect(await stage.quote("1A", "2A")).toMatchObject({ changes: [], difference: { amount: 0 }, refusal: null });
  expect(await stage.quote("3F", "2A")).toMatchObject({ difference: { amount: -2000 }, refusal: { code: "SEAT_TAKEN" } });
  await expect(stage.quote("9A", "2A")).rejects.toMatchObject({ code: "SEAT_UNKNOWN" });
  await expect(stage.quote("3A")).rejects.toMatchObject({ code: "INVALID_INPUT" });
  const stranger = await stage.core.traveller();
  await expect(quoteSeatChange(stranger, { bookingId: stage.bookingId, seats: [["3A", "2A"]] })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  await stage.pay();
  expect(await stage.quote("1A", "1B")).toMatchObject({ difference: { amount: 2000 }, refusal: { code: "SEAT_SURCHARGE_DUE" } });
  expect(await getBooking(stage.ctx, { bookingId: stage.bookingId })).toMatchObject({ total: stage.booking.total });
});

test("while a payment is under way, and once a booking has ended, its seats stay as they are", async () => {
  await using stage = await start();
  await news(stage.core, stage.core.provider.authorise(stage.intentId));

  await expect(stage.moveTo("2A")).rejects.toMatchObject({ code: "PAYMENT_PENDING" });
  expect(await stage.quote("2A")).toMatchObject({ refusal: { code: "PAYMENT_PENDING" } });

  await using ended = await start();
  await ended.core.database.advanceClock(1801);
  await expect(ended.moveTo("2A")).rejects.toMatchObject({ code: "BOOKING_STATE", details: { state: "expired" } });
  expect(await ended.quote("2A")).toMatchObject({ refusal: { code: "BOOKING_STATE" } });
});

test("a change of seats and a start of payment at the same moment leave one payable price: the total", async () => {
  await using stage = await start();
  const { bookingId, ctx } = stage;
  for (let round = 0; round < 12; round += 1) {
    const seat = round % 2 === 0 ? "2A" : "1A";
    await Promise.all([stage.moveTo(seat), startPayment(ctx, { bookingId }), startPayment(ctx, { bookingId })]);
    const { amount } = await startPayment(ctx, { bookingId });
    const live = await ctx.db.prisma.payment.findMany({ where: { bookingId, state: { in: ["starting", "requires_payment"] } } });
    expect(live.map(({ amountMinor }) => Number(amountMinor))).toEqual([amount.amount]);
    expect((await getBooking(ctx, { bookingId })).total).toEqual(amount);
  }
  expect(await violations(stage.core)).toEqual([]);
});

test("what came back for a cheaper seat does not come back a second time when the booking is cancelled", async () => {
  await using stage = await start();
  const { bookingId, ctx } = stage;
  await stage.pay();
  await stage.moveTo("2A");
  await ctx.db.pool.query("UPDATE flight SET status = 'cancelled'");
  const { quote, refund } = await quoteCancellation(ctx, { bookingId });

  expect(refund.amount).toBe(stage.booking.total.amount - 2000);
  expect(await cancelBooking(ctx, { bookingId, quote })).toMatchObject({ booking: { state: "cancelled" } });
  expect(await violations(stage.core)).toEqual([]);
});
