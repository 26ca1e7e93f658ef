import { expect, test } from "vitest";

import { cancelBookingForStaff } from "../bookings/cancel-booking-for-staff.ts";
import { getBooking } from "../bookings/get-booking.ts";
import { quoteCancellationForStaff } from "../bookings/quote-cancellation-for-staff.ts";
import { BookingId } from "../ids.ts";
import { hold } from "../testing/bookings.ts";
import { balances, bookTrip, brokenInvariants, cancelByQuote, makeFlight, news, runJobs, startTestCore } from "../testing/index.ts";
import { makeStaff } from "../testing/staff.ts";
import { listRefunds } from "./list-refunds.ts";
import { markRefundPaidOutside } from "./mark-refund-paid-outside.ts";
import { retryRefund } from "./retry-refund.ts";

const whole = { refund: "full", reason: "asked on the phone" } as const;

async function setUp() {
  const core = await startTestCore();
  const [ctx, staff] = [await core.traveller(), await makeStaff(core)];
  const flight = await makeFlight(core.app.db, { departsInHours: 240 });
  const booking = await bookTrip(core, ctx, { flights: [flight], brand: "SAVER" });
  return { core, ctx, staff, flight, booking, [Symbol.asyncDispose]: () => Promise.resolve(core[Symbol.asyncDispose]()) };
}

/** A cancelled booking whose refund the provider has refused as often as it is tried by itself. */
async function failedRefund() {
  const made = await setUp();
  await cancelByQuote(made.ctx, made.booking);
  const { core } = made;
  const refusing = {
    ...core,
    app: {
      ...core.app,
      payments: {
        ...core.provider,
        refund: ({ refundId }: { refundId: string }) =>
          Promise.resolve({ stripeRefundId: null, refundId, state: "failed", failureReason: "expired_or_canceled_card" } as const),
      },
    },
  };
  for (let attempt = 0; attempt < 4; attempt += 1) await runJobs(refusing, "refund.execute");
  const { refunds } = await listRefunds(made.staff, { waiting: true, limit: 50 });
  return { ...made, refunds };
}

test("a refund that fails three times waits for staff, who are told, and goes out when it is tried again", async () => {
  await using made = await failedRefund();
  const { core, ctx, staff, refunds, booking } = made;
  expect(refunds).toMatchObject([
    { bookingId: booking.id, waiting: true, failureReason: "expired_or_canceled_card", amount: { amount: 1400 } },
  ]);
  expect(await core.app.db.prisma.refund.count()).toBe(3);
  expect(await balances(core)).toMatchObject({ refunds_payable: -1400 });
  const refundId = refunds[0]?.id ?? "ref_";

  const again = await retryRefund(staff, { refundId, reason: "new card at the bank" });
  await expect(retryRefund(staff, { refundId, reason: "twice" })).rejects.toMatchObject({
    code: "REFUND_STATE",
    details: { state: "failed" },
  });
  await runJobs(core, "refund.execute");
  await runJobs(core, "notification.send");

  expect((await listRefunds(staff, { waiting: true, limit: 50 })).refunds).toEqual([]);
  expect((await listRefunds(staff, { state: "succeeded", limit: 50 })).refunds).toMatchObject([{ id: again.id, waiting: false }]);
  expect(await balances(core)).toMatchObject({ refunds_payable: 0, stripe_cash: 10_000 });
  expect((await getBooking(ctx, { bookingId: booking.id })).cancellations).toMatchObject([{ refundState: "succeeded" }]);
  expect(core.mails.filter(({ to }) => to === "staff@example.com").map(({ subject }) => subject)).toEqual([
    `Refund failed: €14.00 (${booking.recordLocator})`,
  ]);
  expect(await core.app.db.prisma.auditEntry.findMany()).toMatchObject([{ action: "refund.retry", subjectId: refundId }]);
  expect(await brokenInvariants(core)).toEqual([]);
});

test("a refund that was paid in another way is settled in the books against the bank, once", async () => {
  await using made = await failedRefund();
  const { core, ctx, staff, refunds, booking } = made;
  const input = { refundId: refunds[0]?.id ?? "ref_", reference: "SEPA 4711" } as const;

  const [first, second] = await Promise.allSettled([markRefundPaidOutside(staff, input), markRefundPaidOutside(staff, input)]);
  await runJobs(core, "refund.execute");
  await runJobs(core, "notification.send");

  expect([first.status, second.status].toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(await balances(core)).toMatchObject({ refunds_payable: 0, bank_cash: -1400, stripe_cash: 11_400 });
  expect((await getBooking(ctx, { bookingId: booking.id })).cancellations).toMatchObject([{ refundState: "paid_outside" }]);
  expect(core.mails.map(({ subject }) => subject)).toContain(`Refund sent: €14.00 (${booking.recordLocator})`);
  expect(await brokenInvariants(core)).toEqual([]);
});

test("the list of refunds goes by page, and takes no cursor but its own", async () => {
  await using made = await failedRefund();
  const { staff } = made;
  const first = await listRefunds(staff, { limit: 2 });
  const rest = await listRefunds(staff, { limit: 2, cursor: first.nextCursor ?? "" });

  expect(new Set([...first.refunds, ...rest.refunds].map(({ id }) => id)).size).toBe(3);
  expect(rest.nextCursor).toBeNull();
  await expect(listRefunds(staff, { limit: 2, cursor: "x" })).rejects.toMatchObject({ code: "INVALID_INPUT" });
});

test("the refund of a payment made twice leaves the ticket as it is", async () => {
  await using made = await setUp();
  const { core, ctx, booking } = made;
  const [payment] = await core.app.db.prisma.payment.findMany();
  const captured = { state: "captured", amount: booking.total, declineCode: null, methodLabel: null } as const;

  await news(core, { ...captured, intentId: "pi_twice", paymentId: payment?.id ?? "" });
  await runJobs(core, "refund.execute");

  expect(await getBooking(ctx, { bookingId: booking.id })).toEqual(booking);
  expect(await core.app.db.prisma.coupon.findMany()).toMatchObject([{ status: "open" }]);
  expect(await brokenInvariants(core)).toEqual([]);
});

test("staff cancel with a full refund, once for each key, and it is in the audit log", async () => {
  await using made = await setUp();
  const { core, staff, booking } = made;
  const input = { bookingId: booking.id, ...whole };

  const answer = await cancelBookingForStaff(staff, input, "key");

  expect(answer).toMatchObject({
    booking: { state: "cancelled" },
    cancellation: { refund: booking.total, cancelledBy: "staff", trace: ["Refunded in full by our staff"] },
    compensation: [],
  });
  expect(await cancelBookingForStaff(staff, input, "key")).toEqual(answer);
  await expect(cancelBookingForStaff(staff, input, "other")).rejects.toMatchObject({ code: "BOOKING_STATE" });
  expect(await core.app.db.prisma.auditEntry.findMany()).toMatchObject([
    { action: "booking.cancel", subjectId: booking.id, reason: whole.reason, details: { terms: "full", refund: booking.total.amount } },
  ]);
  expect(await brokenInvariants(core)).toEqual([]);
});

test("staff release an unpaid booking; one that is not there is NOT_FOUND", async () => {
  await using made = await setUp();
  const { core, staff, flight } = made;
  const held = await hold(await core.traveller(), flight, ["5A"]);

  expect(await cancelBookingForStaff(staff, { bookingId: held.id, ...whole }, "key")).toMatchObject({
    booking: { state: "released" },
    cancellation: null,
  });
  const none = BookingId.parse("bkg_00000000-0000-7000-8000-000000000000");
  await expect(cancelBookingForStaff(staff, { bookingId: none, ...whole }, "key")).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("staff are shown the compensation of a flight that the airline cancelled at short notice", async () => {
  await using made = await setUp();
  const { core, staff, booking } = made;
  await core.app.db.prisma.flight.updateMany({ data: { status: "cancelled" } });

  expect(await quoteCancellationForStaff(staff, { bookingId: booking.id })).toMatchObject({
    refund: booking.total,
    compensation: [{ segment: 0, passengers: 1, each: { amount: 25_000, currency: "EUR" } }],
  });
});

test.each([
  [
    "a refund beyond what was captured",
    "INSERT INTO refund (id, booking_id, payment_id, stripe_intent_id, state, amount_minor, currency, reason) SELECT 'ref_x', booking_id, id, stripe_intent_id, 'pending', amount_minor + 1, currency, 'goodwill' FROM payment",
    "SK096",
  ],
  [
    "a second refund of one cancellation",
    "INSERT INTO refund (id, cancellation_id, stripe_intent_id, state, amount_minor, currency, reason) SELECT 'ref_x', cancellation_id, stripe_intent_id, 'pending', 1, currency, reason FROM refund",
    "23505",
  ],
  [
    "a refund of a cancellation that does not say which",
    "INSERT INTO refund (id, stripe_intent_id, state, amount_minor, currency, reason) SELECT 'ref_x', stripe_intent_id, 'pending', 1, currency, 'cancellation' FROM payment",
    "23514",
  ],
  ["cancelling a line twice", "INSERT INTO cancellation_line SELECT * FROM cancellation_line", "23505"],
  ["taking a passenger off a segment twice", "INSERT INTO cancellation_item SELECT * FROM cancellation_item", "23505"],
  ["changing a cancellation", "UPDATE cancellation SET refund_minor = 0", "SK090"],
  ["changing what came back of a line", "UPDATE cancellation_line SET refunded_minor = 0", "SK090"],
  ["changing the conditions of a fare that was sold", "UPDATE fare_brand SET refund_percent = 10", "SK097"],
  ["changing what a change of a fare that was sold costs", "UPDATE fare_brand SET change_fee_percent = 10", "SK097"],
  ["bringing a cancelled booking back", "UPDATE booking SET state = 'confirmed', ended_at = NULL", "SK094"],
])("the database refuses %s, whoever asks", async (_bug, sql, state) => {
  await using made = await setUp();
  await cancelByQuote(made.ctx, made.booking);

  await expect(made.core.app.db.pool.query(sql)).rejects.toMatchObject({ code: state });
});

test("a refund that the provider tells us of has happened, and is put on record whatever it is", async () => {
  await using made = await setUp();
  const sql =
    "INSERT INTO refund (id, booking_id, payment_id, stripe_intent_id, stripe_refund_id, state, amount_minor, currency, reason) SELECT 'ref_x', booking_id, id, stripe_intent_id, 're_x', 'succeeded', amount_minor, currency, 'made_by_hand' FROM payment";
  await made.core.app.db.pool.query(sql);

  expect(await cancelByQuote(made.ctx, made.booking)).toMatchObject({
    cancellation: { refund: { amount: 0 }, trace: ["Saver: not refundable", "Given back in another way before"] },
  });
});
