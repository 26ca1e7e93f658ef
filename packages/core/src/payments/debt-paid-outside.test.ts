import { auditInvariants } from "@skyhold/db";
import { expect, test } from "vitest";

import { getBooking } from "../bookings/get-booking.ts";
import { executeRefund } from "../refunds/execute-refund.ts";
import { listRefunds } from "../refunds/list-refunds.ts";
import { retryRefund } from "../refunds/retry-refund.ts";
import { settleRefund } from "../refunds/settle-refund.ts";
import {
  balances,
  cancelByQuote,
  holdUpToPayment,
  makeFlight,
  makeStaff,
  news,
  paidTripOn,
  runJobs,
  startTestCore,
} from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";

/** Money that came in for a flight that is cancelled, and is to go back. */
async function owing(core: TestCore) {
  const { intentId, booking } = await holdUpToPayment(await core.traveller(), await makeFlight(core.app.db), ["1A"]);
  await core.app.db.pool.query("UPDATE flight SET status = 'cancelled'");
  await news(core, core.provider.takeAtOnce(intentId));
  const { id: refundId } = await core.app.db.prisma.refund.findFirstOrThrow();
  return { refundId, byHand: core.provider.refundByHand(intentId, booking.total) };
}

async function whatIsLeft(core: TestCore) {
  const { results } = await auditInvariants(core.app.db, { production: false });
  const paid = await core.app.db.prisma.refund.count({ where: { state: "succeeded" } });
  return { ...(await balances(core)), paid, violated: results.filter(({ holds }) => !holds) };
}

const nothing = { stripe_cash: 0, refunds_payable: 0, paid: 1, violated: [] };

test("money that staff give back in the dashboard while our refund waits is that refund, and is not asked for again", async () => {
  await using core = await startTestCore();
  const { refundId, byHand } = await owing(core);
  await settleRefund(core.app, byHand);
  await executeRefund(core.app, { refundId });
  await settleRefund(core.app, { stripeRefundId: null, refundId, state: "failed", failureReason: "charge_already_refunded" });
  await settleRefund(core.app, byHand);

  expect(await core.app.db.prisma.refund.count()).toBe(1);
  expect(await whatIsLeft(core)).toEqual(nothing);
});

test("a refund that was refused because staff had given the money back in the dashboard waits for nobody", async () => {
  await using core = await startTestCore();
  const { byHand } = await owing(core);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const { id: refundId } = await core.app.db.prisma.refund.findFirstOrThrow({ where: { state: "pending" } });
    await settleRefund(core.app, { stripeRefundId: null, refundId, state: "failed", failureReason: "charge_already_refunded" });
  }
  await Promise.all([settleRefund(core.app, byHand), settleRefund(core.app, byHand)]);

  expect(await whatIsLeft(core)).toEqual({ ...nothing, goodwill: 0 });
});

test("where a part was given back in the dashboard, it was part of what is owed: the rest goes out by itself", async () => {
  await using core = await startTestCore();
  const { intentId, booking } = await holdUpToPayment(await core.traveller(), await makeFlight(core.app.db), ["1A"]);
  await core.app.db.pool.query("UPDATE flight SET status = 'cancelled'");
  await news(core, core.provider.takeAtOnce(intentId));
  await settleRefund(core.app, core.provider.refundByHand(intentId, { amount: 1000, currency: "EUR" }));
  await runJobs(core, "refund.execute");
  await runJobs(core, "refund.execute");

  expect(core.provider.leftOf(intentId)).toBe(0);
  expect(await core.app.db.prisma.refund.findMany({ orderBy: { id: "asc" } })).toMatchObject([
    { state: "failed", amountMinor: BigInt(booking.total.amount), coveredBy: null },
    { state: "succeeded", amountMinor: 1000n, reason: "outside:re_hand_0" },
    { state: "paid_outside", amountMinor: 1000n, reason: "seats_gone", coveredBy: "re_hand_0" },
    { state: "succeeded", amountMinor: BigInt(booking.total.amount - 1000), reason: "seats_gone" },
  ]);
  expect(await whatIsLeft(core)).toMatchObject({ stripe_cash: 0, refunds_payable: 0, goodwill: 0, violated: [] });
});

/** A cancelled booking of which 14.00 are owed, and have come back each time that they were sent. */
async function owed(core: TestCore) {
  const [staff, { ctx, booking }] = [await makeStaff(core), await paidTripOn(core, 1, { brand: "SAVER" })];
  await cancelByQuote(ctx, booking);
  const { prisma } = core.app.db;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const { id: refundId } = await prisma.refund.findFirstOrThrow({ where: { state: "pending" } });
    await settleRefund(core.app, { stripeRefundId: null, refundId, state: "failed", failureReason: "expired_or_canceled_card" });
  }
  const { stripeIntentId } = await prisma.payment.findFirstOrThrow({ where: { bookingId: booking.id } });
  const intentId = stripeIntentId ?? "";
  const waiting = async () => (await listRefunds(staff, { waiting: true, limit: 10 })).refunds;
  const left = () => booking.total.amount - core.provider.leftOf(intentId);
  return { ctx, staff, booking, intentId, waiting, givenBack: left };
}

const euros = (amount: number) => ({ amount, currency: "EUR" });

test.each([
  ["all of it", { given: 1400, goodwill: 0, givenBack: 1400 }],
  ["more", { given: 2000, goodwill: 600, givenBack: 2000 }],
  ["a part", { given: 400, goodwill: 0, givenBack: 1400 }],
])(
  "what waits for staff is paid by the dashboard: %s of it is given back there, and nobody pays it again",
  async (_how, { given, goodwill, givenBack }) => {
    await using core = await startTestCore();
    const debt = await owed(core);
    const [first] = await debt.waiting();
    const byHand = core.provider.refundByHand(debt.intentId, euros(given));
    await Promise.all([settleRefund(core.app, byHand), settleRefund(core.app, { ...byHand, state: "pending" })]);
    await runJobs(core, "refund.execute");

    expect(await debt.waiting()).toEqual([]);
    expect(debt.givenBack()).toBe(givenBack);
    await expect(retryRefund(debt.staff, { refundId: first?.id ?? "ref_", reason: "Once more" })).rejects.toMatchObject({
      code: "REFUND_STATE",
    });
    expect(await whatIsLeft(core)).toMatchObject({
      stripe_cash: debt.booking.total.amount - givenBack,
      refunds_payable: 0,
      goodwill,
      violated: [],
    });
  },
);

test("a dashboard refund that paid what was owed, and that the bank returns, is owed again and sent again", async () => {
  await using core = await startTestCore();
  const { intentId, waiting, givenBack, ctx, booking } = await owed(core);
  const byHand = core.provider.refundByHand(intentId, euros(1400));
  await settleRefund(core.app, byHand);
  await settleRefund(core.app, core.provider.settleRefund(byHand.stripeRefundId, "failed"));
  await runJobs(core, "refund.execute");
  await runJobs(core, "notification.send");

  expect(await waiting()).toEqual([]);
  expect(givenBack()).toBe(1400);
  expect((await getBooking(ctx, { bookingId: booking.id })).cancellations).toMatchObject([{ refundState: "paid_outside" }]);
  expect(await whatIsLeft(core)).toMatchObject({ refunds_payable: 0, goodwill: 0, violated: [] });
  // The traveller reads of a cancellation, not of a present.
  const mails = core.mails.filter(({ subject }) => subject.startsWith("Refund sent"));
  expect(mails.map(({ text }) => text.replaceAll(/\s+/gu, " ").includes("after your cancellation"))).toEqual([true, true]);
});

test("a retry by staff and a dashboard refund at the same moment: what is owed is paid once, or the rest is goodwill on record", async () => {
  await using core = await startTestCore();
  const { staff, intentId, waiting } = await owed(core);
  const [first] = await waiting();
  const byHand = core.provider.refundByHand(intentId, euros(1400));
  await Promise.allSettled([
    settleRefund(core.app, byHand),
    retryRefund(staff, { refundId: first?.id ?? "ref_", reason: "Once more" }),
    retryRefund(staff, { refundId: first?.id ?? "ref_", reason: "Twice" }),
  ]);
  await settleRefund(core.app, byHand);
  await runJobs(core, "refund.execute");

  expect([0, 1400]).toContain((await balances(core))["goodwill"]);
  expect(await whatIsLeft(core)).toMatchObject({ refunds_payable: 0, violated: [] });
  expect(await waiting()).toEqual([]);
});
