import { auditInvariants } from "@skyhold/db";
import { expect, test } from "vitest";

import { getBooking } from "../bookings/get-booking.ts";
import { executeRefund } from "../refunds/execute-refund.ts";
import { balances, holdUpToPayment, makeFlight, news, startTestCore } from "../testing/index.ts";
import { seatsOf, startPaidBooking } from "../testing/paid-booking.ts";
import type { TestCore } from "../testing/index.ts";
import { listDisputes } from "./list-disputes.ts";
import type { DisputeSnapshot, RefundSnapshot } from "./payment-provider.ts";
import { recordPaymentEvent } from "./record-payment-event.ts";

let events = 0;
const newsOf = (core: TestCore, subject: Parameters<typeof recordPaymentEvent>[1]["subject"], eventId = `evt_outside_${(events += 1)}`) =>
  recordPaymentEvent(core.app, { eventId, type: subject.kind, subject });
const refundNews = (core: TestCore, refund: RefundSnapshot) => newsOf(core, { kind: "refund", refund });
const violated = async (core: TestCore) =>
  (await auditInvariants(core.app.db, { production: false })).results.filter(({ holds }) => !holds);

async function paidBooking(core: TestCore) {
  const ctx = await core.traveller();
  const held = await holdUpToPayment(ctx, await makeFlight(core.app.db), ["1A"]);
  await news(core, core.provider.takeAtOnce(held.intentId));
  return { ctx, ...held };
}

test(
  "a refund made in Stripe's dashboard is put on record and in the books once, whatever order its news comes in",
  { timeout: 20_000 },
  async () => {
    await using core = await startTestCore();
    const { ctx, booking, intentId } = await paidBooking(core);
    const refund = core.provider.refundByHand(intentId, { amount: 2500, currency: "EUR" });

    const outcomes = await Promise.all([
      refundNews(core, refund),
      refundNews(core, { ...refund, state: "pending" }),
      newsOf(core, { kind: "refunds", intentId }),
    ]);
    await refundNews(core, { ...refund, state: "pending" });

    expect(outcomes).toContain("noted");
    expect(await core.app.db.prisma.refund.findMany()).toMatchObject([{ state: "succeeded", amountMinor: 2500n, bookingId: booking.id }]);
    expect(await balances(core)).toMatchObject({ stripe_cash: booking.total.amount - 2500, goodwill: 2500, refunds_payable: 0 });
    expect(await getBooking(ctx, { bookingId: booking.id })).toMatchObject({ state: "confirmed" });
    expect(await violated(core)).toEqual([]);
  },
);

test("a dashboard refund that the bank returns is owed, and waits for whoever made it", async () => {
  await using core = await startTestCore();
  const { booking, intentId } = await paidBooking(core);
  const refund = core.provider.refundByHand(intentId, booking.total);
  await refundNews(core, refund);
  await refundNews(core, { ...refund, state: "failed" });

  expect(await core.app.db.prisma.refund.count()).toBe(1);
  expect(await balances(core)).toMatchObject({ stripe_cash: booking.total.amount, refunds_payable: -booking.total.amount });
  expect(await violated(core)).toEqual([]);
});

test("whoever has had the money back from the dashboard gets none for a cheaper seat, and is told so", async () => {
  await using made = await startPaidBooking(["1A"]);
  const { core, bookingId, total } = made;
  const { stripeIntentId } = await core.app.db.prisma.payment.findFirstOrThrow({ where: { bookingId } });
  await refundNews(core, core.provider.refundByHand(stripeIntentId ?? "", { amount: total - 1000, currency: "EUR" }));

  expect((await made.quote("2A")).refusal).toMatchObject({ code: "BOOKING_STATE" });
  await expect(made.moveTo("2A")).rejects.toMatchObject({ code: "BOOKING_STATE" });
  expect(seatsOf(await made.booking())).toEqual(["1A"]);
  expect(await violated(core)).toEqual([]);
});

test("news of a refund that overtakes the news of its payment comes again, and a stranger's is none of ours", async () => {
  await using core = await startTestCore();
  const { intentId, booking } = await holdUpToPayment(await core.traveller(), await makeFlight(core.app.db), ["1A"]);
  const refund = core.provider.refundByHand(intentId, booking.total);

  await expect(refundNews(core, refund)).rejects.toMatchObject({ code: "PAYMENT_PENDING" });
  expect(await core.app.db.prisma.stripeEvent.count()).toBe(0);
  expect(await refundNews(core, { ...refund, gives: { intentId: "pi_stranger", amount: booking.total } })).toBe("unhandled");
});

test("a fault that the provider keeps under a refund's key is got round, once it is known that nothing was refunded", async () => {
  await using core = await startTestCore();
  const stranger = { intentId: "pi_stranger", paymentId: null, declineCode: null, methodLabel: null } as const;
  await news(core, { ...stranger, state: "captured", amount: { amount: 4200, currency: "EUR" } });
  const { id: refundId } = await core.app.db.prisma.refund.findFirstOrThrow();
  core.provider.breakNextRefund();

  await expect(executeRefund(core.app, { refundId })).rejects.toMatchObject({ code: "PAYMENT_PROVIDER_UNAVAILABLE" });
  await executeRefund(core.app, { refundId });
  await executeRefund(core.app, { refundId });

  expect(core.provider.refunds.size).toBe(1);
  expect(await core.app.db.prisma.refund.findFirst()).toMatchObject({ state: "succeeded", attempts: 1 });
});

test("a refund that was made although the provider answered with a fault is found, not made again", async () => {
  await using core = await startTestCore();
  const stranger = { intentId: "pi_stranger", paymentId: null, declineCode: null, methodLabel: null } as const;
  await news(core, { ...stranger, state: "captured", amount: { amount: 4200, currency: "EUR" } });
  const { id: refundId, stripeIntentId: intentId } = await core.app.db.prisma.refund.findFirstOrThrow();
  await core.provider.refund({ refundId, intentId, amount: { amount: 4200, currency: "EUR" }, reason: "unknown_booking", attempt: 0 });
  await core.app.db.prisma.refund.update({ where: { id: refundId }, data: { attempts: 1 } });

  await executeRefund(core.app, { refundId });

  expect(core.provider.refunds.size).toBe(1);
  expect(await core.app.db.prisma.refund.findFirst()).toMatchObject({ state: "succeeded" });
});

test("a dispute is on record for staff and in the books, and ends the same in every order of its news", { timeout: 20_000 }, async () => {
  const steps: readonly Pick<DisputeSnapshot, "state" | "funds">[] = [
    { state: "needs_response", funds: "with_us" },
    { state: "needs_response", funds: "withdrawn" },
    { state: "won", funds: "reinstated" },
  ];
  await using core = await startTestCore();
  for (const order of [
    [0, 1, 2],
    [2, 1, 0],
    [1, 0, 2, 2, 1],
  ]) {
    const { booking, intentId } = await paidBooking(core);
    const before = (await balances(core))["stripe_cash"];
    const facts = { stripeDisputeId: `du_${intentId}`, intentId, reason: "fraudulent", amount: booking.total, evidenceDueBy: null };
    for (const at of order) {
      const step = steps[at];
      if (step) await newsOf(core, { kind: "dispute", dispute: { ...facts, ...step } });
      expect(await violated(core)).toEqual([]);
    }
    expect(await balances(core)).toMatchObject({ stripe_cash: before, disputes: 0 });
  }
  const staff = { ...core.app, actor: { ...(await core.traveller()).actor, role: "staff" as const } };
  const { disputes } = await listDisputes(staff, { limit: 2, open: false });
  const rest = await listDisputes(staff, { limit: 2, open: false, after: disputes.at(-1)?.id });

  expect([...disputes, ...rest.disputes]).toMatchObject(Array.from({ length: 3 }, () => ({ state: "won", funds: "reinstated" })));
  expect(await listDisputes(staff, { limit: 2, open: true })).toEqual({ disputes: [] });
});
