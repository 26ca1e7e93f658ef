import { expect, test } from "vitest";

import { quoteCancellation } from "../bookings/quote-cancellation.ts";
import type { DisputeSnapshot } from "../payments/payment-provider.ts";
import { recordPaymentEvent } from "../payments/record-payment-event.ts";
import { balances, brokenInvariants, cancelByQuote, makeStaff, paidTripOn, runJobs, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { executeRefund } from "./execute-refund.ts";
import { listRefunds } from "./list-refunds.ts";

/** A paid trip of which all comes back when it is cancelled, and whose payment may be contested: all of it, or so much. */
async function paidTrip(core: TestCore, contested?: number) {
  const { ctx, booking } = await paidTripOn(core, 1);
  const staff = await makeStaff(core);
  const { stripeIntentId } = await core.app.db.prisma.payment.findFirstOrThrow({ where: { bookingId: booking.id } });
  const intentId = stripeIntentId ?? "";
  const facts = {
    stripeDisputeId: `du_${intentId}`,
    intentId,
    reason: "fraudulent",
    amount: { ...booking.total, amount: contested ?? booking.total.amount },
    evidenceDueBy: null,
  };
  let told = 0;
  const tell = (step: Pick<DisputeSnapshot, "state" | "funds">) =>
    recordPaymentEvent(core.app, {
      eventId: `evt_${intentId}_${(told += 1)}`,
      type: "dispute",
      subject: { kind: "dispute", dispute: { ...facts, ...step } },
    });
  return {
    ctx,
    booking,
    intentId,
    contest: () => {
      core.provider.contest(intentId, true);
      return tell({ state: "needs_response", funds: "withdrawn" });
    },
    win: () => {
      core.provider.contest(intentId, false);
      return tell({ state: "won", funds: "reinstated" });
    },
    lose: () => tell({ state: "lost", funds: "withdrawn" }),
    waiting: async () => (await listRefunds(staff, { waiting: true, limit: 10 })).refunds,
  };
}

const settled = { refunds_payable: 0, disputes: 0, stripe_cash: 0 };

test("what is owed of a contested payment is not sent beside the dispute; once that is lost, the bank has paid it", async () => {
  await using core = await startTestCore();
  const { ctx, booking, contest, lose, waiting } = await paidTrip(core);
  await contest();
  await cancelByQuote(ctx, booking);
  await runJobs(core, "refund.execute");
  await runJobs(core, "notification.send");

  expect(core.provider.refunds.size).toBe(0);
  expect(await waiting()).toMatchObject([{ failureReason: "charge_disputed", amount: booking.total }]);
  expect(core.mails.filter(({ to }) => to === "staff@example.com")).toHaveLength(1);
  expect(await brokenInvariants(core)).toEqual([]);

  await lose();
  await lose();
  await runJobs(core, "refund.execute");

  expect(core.provider.refunds.size).toBe(0);
  expect(await waiting()).toEqual([]);
  expect(await balances(core)).toMatchObject(settled);
  expect(await brokenInvariants(core)).toEqual([]);
});

test("what is owed of a contested payment is sent by itself once the dispute is won", async () => {
  await using core = await startTestCore();
  const { ctx, booking, intentId, contest, win, waiting } = await paidTrip(core);
  await contest();
  await cancelByQuote(ctx, booking);
  await runJobs(core, "refund.execute");
  await win();
  await runJobs(core, "refund.execute");

  expect(core.provider.leftOf(intentId)).toBe(0);
  expect(await waiting()).toEqual([]);
  expect(await balances(core)).toMatchObject(settled);
  expect(await brokenInvariants(core)).toEqual([]);
});

test("who has the money from the bank already is not promised it again by a cancellation", async () => {
  await using core = await startTestCore();
  const { ctx, booking, contest, lose } = await paidTrip(core);
  await contest();
  await lose();

  expect(await quoteCancellation(ctx, { bookingId: booking.id })).toMatchObject({
    refund: { amount: 0 },
    trace: ["Given back in another way before"],
  });
});

test("what a cancellation after a partly lost dispute owes is owed beside it, however often the bank tells of it", async () => {
  await using core = await startTestCore();
  const { ctx, booking, contest, lose, waiting } = await paidTrip(core, 4000);
  await contest();
  await lose();
  const { cancellation } = await cancelByQuote(ctx, booking);
  expect(cancellation.refund.amount).toBe(booking.total.amount - 4000);
  await runJobs(core, "refund.execute");
  await lose();

  expect(await waiting()).toMatchObject([{ failureReason: "charge_disputed", amount: cancellation.refund }]);
  expect(await balances(core)).toMatchObject({ refunds_payable: 4000 - booking.total.amount, disputes: 4000 });
  expect(await brokenInvariants(core)).toEqual([]);
});

test("a dispute of a part that is lost after the cancellation has paid that part of what was owed", async () => {
  await using core = await startTestCore();
  const { ctx, booking, contest, lose, waiting } = await paidTrip(core, 4000);
  await contest();
  await cancelByQuote(ctx, booking);
  await runJobs(core, "refund.execute");
  await lose();
  await runJobs(core, "refund.execute");

  expect(await waiting()).toMatchObject([{ amount: { amount: booking.total.amount - 4000 } }]);
  expect(await balances(core)).toMatchObject({ refunds_payable: 4000 - booking.total.amount, disputes: 0 });
  expect(await brokenInvariants(core)).toEqual([]);
});

test("a dispute that comes while a refund is on its way: the money leaves once, whichever is faster", { timeout: 20_000 }, async () => {
  await using core = await startTestCore();
  for (let round = 0; round < 4; round += 1) {
    const { ctx, booking, intentId, contest, lose, waiting } = await paidTrip(core);
    await cancelByQuote(ctx, booking);
    const { id: refundId } = await core.app.db.prisma.refund.findFirstOrThrow({ where: { bookingId: booking.id } });
    // Half of the time the bank is faster than our refund, and its news slower.
    if (round % 2 === 0) core.provider.contest(intentId, true);
    await Promise.all([executeRefund(core.app, { refundId }), ...(round % 2 === 0 ? [contest()] : [])]);
    if (round % 2 === 0) await lose();
    await runJobs(core, "refund.execute");

    expect(core.provider.leftOf(intentId)).toBe(round % 2 === 0 ? booking.total.amount : 0);
    expect(await waiting()).toEqual([]);
    expect(await balances(core)).toMatchObject(settled);
    expect(await brokenInvariants(core)).toEqual([]);
  }
});
