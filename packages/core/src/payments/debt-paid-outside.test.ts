import { auditInvariants } from "@skyhold/db";
import { expect, test } from "vitest";

import { RefundId } from "../ids.ts";
import { executeRefund } from "../refunds/execute-refund.ts";
import { listRefunds } from "../refunds/list-refunds.ts";
import { markRefundPaidOutside } from "../refunds/mark-refund-paid-outside.ts";
import { retryRefund } from "../refunds/retry-refund.ts";
import { settleRefund } from "../refunds/settle-refund.ts";
import { balances, holdUpToPayment, makeFlight, news, startTestCore } from "../testing/index.ts";
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

  expect(await whatIsLeft(core)).toEqual(nothing);
});

test("where a part was given back in the dashboard, the refund of the whole waits for staff: it cannot be retried, but paid from the bank", async () => {
  await using core = await startTestCore();
  const { intentId, booking } = await holdUpToPayment(await core.traveller(), await makeFlight(core.app.db), ["1A"]);
  await core.app.db.pool.query("UPDATE flight SET status = 'cancelled'");
  await news(core, core.provider.takeAtOnce(intentId));
  await settleRefund(core.app, core.provider.refundByHand(intentId, { amount: 1000, currency: "EUR" }));
  const { id } = await core.app.db.prisma.refund.findFirstOrThrow({ where: { state: "pending" } });
  const refundId = RefundId.parse(id);
  await executeRefund(core.app, { refundId });
  const staff = { ...core.app, actor: { ...(await core.traveller()).actor, role: "staff" as const } };

  expect((await listRefunds(staff, { waiting: true, limit: 10 })).refunds).toMatchObject([
    { id: refundId, state: "failed", amount: booking.total },
  ]);
  await expect(retryRefund(staff, { refundId, reason: "Once more" })).rejects.toMatchObject({ code: "REFUND_STATE" });
  await markRefundPaidOutside(staff, { refundId, reference: "Bank transfer 17" });

  const goodwill = { goodwill: 1000, bank_cash: -booking.total.amount, refunds_payable: 0, stripe_cash: booking.total.amount - 1000 };
  expect(await whatIsLeft(core)).toMatchObject({ ...goodwill, violated: [] });
});
