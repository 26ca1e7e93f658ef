import { comparePayments, listDifferences } from "@skyhold/core";
import type { Context, Staff, User } from "@skyhold/core";
import { cancelByQuote } from "@skyhold/core/testing";
import { expect, test, vi } from "vitest";

import { startTestStack } from "./testing.ts";
import type { TestStack } from "./testing.ts";
import { book, stripeOf, travellerOf } from "./testing/paid-booking.ts";

const staffOf = (ctx: Context<User>): Context<Staff> => ({ ...ctx, actor: { ...ctx.actor, role: "staff" } });

/** Everything of it is older than what may still be on its way. */
const later = (stack: TestStack) => stack.database.advanceClock(1200);

/** Writes what no guard would let anyone write. */
async function plant({ dependencies: { db } }: TestStack, sql: string): Promise<void> {
  const connection = await db.pool.connect();
  await connection.query(`SET session_replication_role = replica; ${sql}; SET session_replication_role = DEFAULT`);
  connection.release();
}

async function openOnes(ctx: Context<User>): Promise<string[]> {
  const { differences } = await listDifferences(staffOf(ctx), { open: true, limit: 50 });
  return differences.map(({ object, kind }) => `${object} ${kind}`).toSorted();
}

async function paidAndRefunded(stack: TestStack) {
  const ctx = await travellerOf(stack);
  const held = await book(stack, ctx);
  await cancelByQuote(ctx, held.booking);
  await vi.waitFor(async () => expect(await ctx.db.prisma.refund.findMany()).toMatchObject([{ state: "succeeded" }]), {
    timeout: 20_000,
    interval: 50,
  });
  return { ctx, ...held };
}

test(
  "after bookings, cancellations, refunds and a dispute Stripe's account and the books agree in everything",
  { timeout: 60_000 },
  async () => {
    await using stack = await startTestStack();
    const { ctx } = await paidAndRefunded(stack);
    await book(stack, ctx, { method: "pm_card_createDispute" });
    await vi.waitFor(async () => expect(await ctx.db.prisma.dispute.findMany()).toMatchObject([{ fundsWithdrawn: true }]), {
      timeout: 20_000,
      interval: 50,
    });
    await later(stack);

    expect(await comparePayments(stack.dependencies.app)).toEqual({ payments: 2, refunds: 1, movements: 4, differences: 0 });
    expect(await listDifferences(staffOf(ctx), { open: false, limit: 50 })).toMatchObject({
      differences: [],
      lastComparison: { payments: 2, differences: 0 },
    });
  },
);

/** What is made wrong here, what makes it right again, and what is told of it. */
const planted: readonly (readonly [wrong: string, right: string, told: readonly string[]])[] = [
  ["UPDATE payment SET amount_minor = amount_minor + 1", "UPDATE payment SET amount_minor = amount_minor - 1", ["payment amount"]],
  ["UPDATE payment SET currency = 'IDR'", "UPDATE payment SET currency = 'EUR'", ["payment currency"]],
  ["UPDATE payment SET state = 'failed'", "UPDATE payment SET state = 'captured'", ["payment state"]],
  [
    "UPDATE payment SET stripe_intent_id = 'pi_gone', updated_at = skyhold_now()",
    "UPDATE payment SET stripe_intent_id = (SELECT stripe_intent_id FROM refund)",
    // The refund still knows of the payment; the books do not any more.
    ["movement missing_here", "payment missing_there"],
  ],
  [
    "UPDATE refund SET amount_minor = amount_minor + 1",
    "UPDATE refund SET amount_minor = amount_minor - 1",
    ["movement amount", "refund amount"],
  ],
  ["UPDATE refund SET currency = 'IDR'", "UPDATE refund SET currency = 'EUR'", ["movement currency", "refund currency"]],
  ["UPDATE refund SET state = 'failed'", "UPDATE refund SET state = 'succeeded'", ["refund state"]],
  [
    "UPDATE refund SET id = 'ref_other', failure_reason = stripe_refund_id, stripe_refund_id = 're_gone'",
    "UPDATE refund SET stripe_refund_id = failure_reason, failure_reason = NULL",
    ["refund missing_here", "refund missing_there"],
  ],
  [
    "UPDATE ledger_entry SET amount_minor = amount_minor + 1 WHERE account = 'stripe_cash' AND amount_minor > 0",
    "UPDATE ledger_entry SET amount_minor = amount_minor - 1 WHERE account = 'stripe_cash' AND amount_minor > 0",
    ["movement amount"],
  ],
  [
    "UPDATE ledger_entry SET currency = 'IDR' WHERE account = 'stripe_cash' AND amount_minor > 0",
    "UPDATE ledger_entry SET currency = 'EUR'",
    ["movement currency"],
  ],
];

test("a difference of each kind is found, told once, and resolved when it vanishes", { timeout: 120_000 }, async () => {
  await using stack = await startTestStack();
  const { ctx } = await paidAndRefunded(stack);
  await later(stack);
  const app = { ...stack.dependencies.app, jobs: { ...stack.dependencies.app.jobs, send: async () => {}, sendAll: async () => {} } };
  for (const [wrong, right, told] of planted) {
    await plant(stack, wrong);
    await comparePayments(app);
    await comparePayments(app);
    expect([wrong, ...(await openOnes(ctx))]).toEqual([wrong, ...told]);
    await plant(stack, right);
    await comparePayments(app);
    expect([right, ...(await openOnes(ctx))]).toEqual([right]);
  }
  const forgetful = { ...app, payments: { ...app.payments, movementsSince: async function* () {} } };
  await comparePayments(forgetful);

  expect(await openOnes(ctx)).toEqual(["movement missing_there", "movement missing_there"]);
});

test("money of which no webhook ever told is found, asked about, and settled", { timeout: 60_000 }, async () => {
  await using stack = await startTestStack();
  const { ctx } = await paidAndRefunded(stack);
  const { intentId, booking } = await book(stack, ctx);
  stack.stripe.setWebhook(null);
  const stripe = stripeOf(stack);
  await stripe.refunds.create({ payment_intent: intentId, amount: 100 });
  await stripe.paymentIntents.create({
    amount: 4200,
    currency: "eur",
    confirm: true,
    payment_method: "pm_card_visa",
    automatic_payment_methods: { enabled: true, allow_redirects: "never" },
  });
  await stack.stripe.idle();
  await later(stack);
  await comparePayments(stack.dependencies.app);

  expect(await openOnes(ctx)).toEqual(["movement missing_here", "payment missing_here", "refund missing_here"]);
  await vi.waitFor(
    async () => {
      await comparePayments(stack.dependencies.app);
      expect(await openOnes(ctx)).toEqual([]);
    },
    { timeout: 20_000, interval: 300 },
  );
  expect(await ctx.db.prisma.refund.findMany({ orderBy: { reason: "asc" } })).toMatchObject([
    { reason: "cancellation" },
    { bookingId: booking.id, amountMinor: 100n },
    { bookingId: null, amountMinor: 4200n, reason: "unknown_booking" },
  ]);
});

test("hundreds of intents are compared page by page", { timeout: 60_000 }, async () => {
  await using stack = await startTestStack({ worker: false });
  stack.stripe.setWebhook(null);
  const stripe = stripeOf(stack);
  const order = { currency: "eur", metadata: { paymentId: "pay_forgotten" } };
  for (let number = 0; number < 205; number += 1) await stripe.paymentIntents.create({ ...order, amount: 1000 + number });
  await later(stack);

  expect(await comparePayments(stack.dependencies.app)).toMatchObject({ payments: 205, differences: 205 });
});
