import { expect, test } from "vitest";

import { cancelBooking } from "../bookings/cancel-booking.ts";
import { expireHolds } from "../bookings/expire-holds.ts";
import { quoteCancellation } from "../bookings/quote-cancellation.ts";
import { balances, brokenInvariants, cancelByQuote, hold, news, runJobs } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { intentOf, seatsOf, startPaidBooking } from "../testing/paid-booking.ts";
import { cancelPayment } from "./cancel-payment.ts";
import { capturePayment } from "./capture-payment.ts";
import { getPayment } from "./get-payment.ts";
import { startPayment } from "./start-payment.ts";

async function capture({ core }: { core: TestCore }, paymentId: string) {
  const authorised = core.provider.authorise(intentOf(paymentId));
  expect(await news(core, authorised)).toBe("capturing");
  await capturePayment(core.app, { paymentId });
  return authorised;
}

/** What a stranger takes of the flight meanwhile. */
async function take(stage: { core: TestCore; flight: Parameters<typeof hold>[1] }, seat: string) {
  return hold(await stage.core.traveller(), stage.flight, [seat]);
}

test("dearer seats are paid by exactly the quoted difference, and then they are the party's; nothing else of the booking moves", async () => {
  await using stage = await startPaidBooking(["2A", "2B"]);
  const before = await stage.booking();
  const { difference } = await stage.quote("1A", "2B");

  const started = await stage.start("1A", "2B");
  expect(started.amount).toEqual(difference);
  expect(await stage.start("1A", "2B")).toEqual(started);
  expect(await getPayment(stage.ctx, started)).toMatchObject({ seats: [["1A", "2B"]], nextAction: "confirm", bookingState: "confirmed" });
  expect(seatsOf(await stage.booking())).toEqual(["2A", "2B"]);
  await capture(stage, started.paymentId);

  const after = await stage.booking();
  expect(seatsOf(after)).toEqual(["1A", "2B"]);
  const line = { kind: "seat", label: "Seat 1A instead of 2A", segment: 0, passenger: 0, amount: difference };
  expect(after.lines.slice(before.lines.length)).toEqual([{ ...line, code: "LEGROOM" }]);
  expect(after.total).toEqual({ amount: stage.total + 2000, currency: "EUR" });
  const unmoved = ({ lines: _lines, total: _total, passengers, ...rest }: typeof after) => ({
    ...rest,
    passengers: passengers.map(({ seats: _seats, ...passenger }) => passenger),
  });
  expect(unmoved(after)).toEqual(unmoved(before));
  expect(await getPayment(stage.ctx, started)).toMatchObject({ outcome: "paid", state: "captured" });
  expect(await balances(stage.core)).toMatchObject({ stripe_cash: stage.total + 2000, receivable: 0, sales_seat: -3000 });
  expect(await brokenInvariants(stage.core)).toEqual([]);

  await runJobs(stage.core, "notification.send");
  const mail = stage.core.mails.find(({ subject }) => subject.startsWith("Your seats have changed"));
  expect(mail?.text).toContain("Seat 1A instead of 2A");
  expect(mail?.attachments.map(({ contentType }) => contentType)).toContain("application/pdf");
});

test("news that is late, twice or out of order ends in the same state, and the money is booked once", async () => {
  await using stage = await startPaidBooking();
  const { paymentId } = await stage.start("1A");
  const authorised = await capture(stage, paymentId);
  const captured = await stage.core.provider.getIntent(intentOf(paymentId));
  for (const intent of [captured, authorised, { ...authorised, state: "processing" as const }, captured]) await news(stage.core, intent);
  await capturePayment(stage.core.app, { paymentId });
  await cancelPayment(stage.core.app, { paymentId });

  expect(await stage.booking()).toMatchObject({ total: { amount: stage.total + 2000 } });
  expect(await stage.core.app.db.prisma.refund.count()).toBe(0);
  expect(await brokenInvariants(stage.core)).toEqual([]);
});

test("between the bank's yes and the money the seats are nobody's to take, and the party sits where it sat", async () => {
  await using stage = await startPaidBooking();
  const { paymentId } = await stage.start("1A");
  await news(stage.core, stage.core.provider.authorise(intentOf(paymentId)));

  expect(seatsOf(await stage.booking())).toEqual(["2A"]);
  expect((await stage.booking()).availableActions).toEqual(["eTicket", "cancel", "checkIn"]);
  await expect(take(stage, "1A")).rejects.toMatchObject({ code: "SEAT_TAKEN" });
  await expect(stage.moveTo("3A")).rejects.toMatchObject({ code: "PAYMENT_PENDING" });
  await expect(stage.start("1B")).rejects.toMatchObject({ code: "PAYMENT_PENDING" });
  expect(await brokenInvariants(stage.core)).toEqual([]);

  // The bank takes its yes back: the seats go on sale again.
  await news(stage.core, stage.core.provider.move(intentOf(paymentId), { state: "cancelled" }));
  await take(stage, "1A");
  expect(await stage.booking()).toMatchObject({
    total: { amount: stage.total },
    availableActions: ["changeSeats", "change", "eTicket", "cancel", "checkIn"],
  });
  expect(await brokenInvariants(stage.core)).toEqual([]);
});

test.each([
  ["the seat is taken", async (stage: Awaited<ReturnType<typeof startPaidBooking>>) => void (await take(stage, "1A"))],
  ["the flight is cancelled", async ({ core }) => void (await core.app.db.pool.query("UPDATE flight SET status = 'cancelled'"))],
  ["sales have closed", async ({ core }) => void (await core.app.db.pool.query("UPDATE flight SET sales_close_at = skyhold_now()"))],
  ["the price has changed", async ({ core }) => void (await core.app.db.pool.query("UPDATE flight_cabin SET legroom_fee_minor = 2600"))],
] satisfies [string, (stage: Awaited<ReturnType<typeof startPaidBooking>>) => Promise<void>][])(
  "when %s meanwhile, nothing is charged and the party stays; money taken at once goes back, once",
  async (_what, change) => {
    await using stage = await startPaidBooking();
    const { paymentId } = await stage.start("1A");
    await change(stage);
    expect(await news(stage.core, stage.core.provider.authorise(intentOf(paymentId)))).toBe("withdrawing");
    await cancelPayment(stage.core.app, { paymentId });
    expect(await getPayment(stage.ctx, { paymentId })).toMatchObject({ outcome: "ended" });
    expect(await brokenInvariants(stage.core)).toEqual([]);

    await using other = await startPaidBooking();
    const second = await other.start("1A");
    await change(other);
    const captured = other.core.provider.takeAtOnce(intentOf(second.paymentId));
    expect(await news(other.core, captured)).toBe("refunding");
    expect(await news(other.core, captured)).toBe("already");
    await runJobs(other.core, "refund.execute");
    expect([...other.core.provider.refunded.values()]).toEqual([{ amount: 2000, currency: "EUR" }]);
    expect(seatsOf(await other.booking())).toEqual(["2A"]);
    expect(await getPayment(other.ctx, second)).toMatchObject({ outcome: "refunded" });
    expect(await brokenInvariants(other.core)).toEqual([]);
  },
);

test("one wish at a time: another one, or a change that costs nothing more, ends the payment that was open", async () => {
  await using stage = await startPaidBooking(["2A", "2B"]);
  const first = await stage.start("1A", "2B");
  const both = await stage.start("1A", "1B");
  expect(both.amount).toEqual({ amount: 4000, currency: "EUR" });
  expect(await getPayment(stage.ctx, first)).toMatchObject({ state: "cancelled", outcome: "ended" });
  expect(await news(stage.core, stage.core.provider.authorise(intentOf(first.paymentId)))).toBe("withdrawing");

  await stage.moveTo("3A", "2B");
  expect(await getPayment(stage.ctx, both)).toMatchObject({ state: "cancelled", outcome: "ended" });
  const asked = await Promise.all(Array.from({ length: 5 }, () => stage.start("1A", "2B")));
  expect(new Set(asked.map(({ paymentId }) => paymentId)).size).toBe(1);
  expect(await brokenInvariants(stage.core)).toEqual([]);
});

test("what cannot be wished for is refused by name: unpaid bookings, seats that cost nothing more, taken ones, others' bookings", async () => {
  await using stage = await startPaidBooking();
  const { ctx, bookingId, core } = stage;
  await take(stage, "1B");
  await expect(stage.start("3A")).rejects.toMatchObject({ code: "INVALID_INPUT", message: expect.stringContaining("changeSeats") });
  await expect(stage.start("1B")).rejects.toMatchObject({ code: "SEAT_TAKEN", details: { alternatives: expect.anything() } });
  await expect(startPayment(await core.traveller(), { bookingId, seats: [["1A"]] })).rejects.toMatchObject({ code: "NOT_FOUND" });
  const unpaid = await hold(ctx, stage.flight, ["4A"]);
  await expect(startPayment(ctx, { bookingId: unpaid.id, seats: [["1A"]] })).rejects.toMatchObject({ code: "INVALID_INPUT" });
  await expect(startPayment(ctx, { bookingId })).rejects.toMatchObject({ code: "BOOKING_STATE" });
  expect(await core.app.db.prisma.payment.count({ where: { purpose: "seats" } })).toBe(0);
});

test("a wish that is not paid in time is over: money that is authorised later is let go, before and after the sweep", async () => {
  await using stage = await startPaidBooking();
  const early = await stage.start("1A");
  await stage.core.database.advanceClock(1801);
  expect(await news(stage.core, stage.core.provider.authorise(intentOf(early.paymentId)))).toBe("withdrawing");
  await cancelPayment(stage.core.app, early);

  const swept = await stage.start("1A");
  expect(swept.paymentId).not.toBe(early.paymentId);
  await stage.core.database.advanceClock(1801);
  await expireHolds(stage.core.app);
  expect(await getPayment(stage.ctx, swept)).toMatchObject({ state: "cancelled", outcome: "ended" });
  expect(await news(stage.core, stage.core.provider.authorise(intentOf(swept.paymentId)))).toBe("withdrawing");
  expect(await stage.booking()).toMatchObject({ state: "confirmed", total: { amount: stage.total } });
  expect(await brokenInvariants(stage.core)).toEqual([]);
});

test("seats paid a second time are paid once: the other money goes back", async () => {
  await using stage = await startPaidBooking();
  const first = await stage.start("1A");
  await stage.start("1B");
  const second = await stage.start("1A");
  await news(stage.core, stage.core.provider.takeAtOnce(intentOf(second.paymentId)));
  expect(await news(stage.core, stage.core.provider.takeAtOnce(intentOf(first.paymentId)))).toBe("refunding");

  expect(await getPayment(stage.ctx, first)).toMatchObject({ outcome: "refunded", refund: { reason: "second_payment" } });
  expect(seatsOf(await stage.booking())).toEqual(["1A"]);
  expect(await stage.booking()).toMatchObject({ total: { amount: stage.total + 2000 } });
  expect(await brokenInvariants(stage.core)).toEqual([]);
});

test("an amount that is not the quoted one buys no seat, and goes back", async () => {
  await using stage = await startPaidBooking();
  const { paymentId } = await stage.start("1A");
  await news(stage.core, stage.core.provider.takeAtOnce(intentOf(paymentId), { amount: 1, currency: "EUR" }));

  expect(seatsOf(await stage.booking())).toEqual(["2A"]);
  expect(await stage.core.app.db.prisma.refund.findMany()).toMatchObject([{ reason: "amount_mismatch", amountMinor: 1n }]);
  expect(await brokenInvariants(stage.core)).toEqual([]);
});

test("a booking that is cancelled while its seats are being paid: nothing is charged, or it goes back", async () => {
  for (const atOnce of [false, true]) {
    await using stage = await startPaidBooking();
    const { paymentId } = await stage.start("1A");
    if (!atOnce) await news(stage.core, stage.core.provider.authorise(intentOf(paymentId)));
    const { quote } = await quoteCancellation(stage.ctx, { bookingId: stage.bookingId });
    await cancelBooking(stage.ctx, { bookingId: stage.bookingId, quote });
    if (atOnce) await news(stage.core, stage.core.provider.takeAtOnce(intentOf(paymentId)));
    await capturePayment(stage.core.app, { paymentId });
    await cancelPayment(stage.core.app, { paymentId });

    expect(await getPayment(stage.ctx, { paymentId })).toMatchObject({ outcome: atOnce ? "refunded" : "ended" });
    await take(stage, "1A");
    expect(await brokenInvariants(stage.core)).toEqual([]);
  }
});

test("a cancellation and the money for seats at the same moment: either order leaves every cent accounted for", async () => {
  await using stage = await startPaidBooking();
  const { paymentId } = await stage.start("1A");
  await news(stage.core, stage.core.provider.authorise(intentOf(paymentId)));
  const { quote } = await quoteCancellation(stage.ctx, { bookingId: stage.bookingId });
  await Promise.allSettled([
    capturePayment(stage.core.app, { paymentId }),
    cancelBooking(stage.ctx, { bookingId: stage.bookingId, quote }),
    capturePayment(stage.core.app, { paymentId }),
  ]);
  await cancelPayment(stage.core.app, { paymentId });
  await runJobs(stage.core, "refund.execute");

  expect(await brokenInvariants(stage.core)).toEqual([]);
});

test("money that is found authorised and forgotten is taken, not let go", async () => {
  await using stage = await startPaidBooking();
  const { paymentId } = await stage.start("1A");
  await news(stage.core, stage.core.provider.authorise(intentOf(paymentId)));
  await cancelPayment(stage.core.app, { paymentId });

  const jobs = await stage.core.sentJobs();
  expect(jobs.filter(({ payload }) => payload["paymentId"] === paymentId).map(({ name }) => name)).toEqual([
    "payment.capture",
    "payment.capture",
  ]);
});

test("when one of the party is cancelled while their seats are being paid, the wish is over and nothing is charged", async () => {
  await using stage = await startPaidBooking(["2A", "2B"]);
  const { paymentId } = await stage.start("1A", "1B");
  await news(stage.core, stage.core.provider.authorise(intentOf(paymentId)));
  await cancelByQuote(stage.ctx, await stage.booking(), { passengers: [1] });
  await cancelPayment(stage.core.app, { paymentId });

  expect(await getPayment(stage.ctx, { paymentId })).toMatchObject({ outcome: "ended" });
  expect(seatsOf(await stage.booking())).toEqual(["2A", null]);
  await take(stage, "1A");
  expect(await brokenInvariants(stage.core)).toEqual([]);
});
