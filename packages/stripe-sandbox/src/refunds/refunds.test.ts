import { expect, test } from "vitest";
import { FARE, refusalOf, withSandbox } from "../testing/with-sandbox.ts";

const PAID = { ...FARE, confirm: true, payment_method: "pm_card_visa" } as const;

test(
  "a refund is pending, then succeeds, and the events tell both",
  withSandbox(async ({ stripe, sandbox, inbox }) => {
    const { id } = await stripe.paymentIntents.create(PAID);
    await sandbox.idle();
    inbox.events.length = 0;
    const refund = await stripe.refunds.create({ payment_intent: id, amount: 5000, metadata: { line: "1" } });
    expect(refund).toMatchObject({ status: "pending", amount: 5000, metadata: { line: "1" } });
    await sandbox.idle();
    expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({ status: "succeeded" });
    expect(inbox.types()).toEqual(["refund.created", "charge.refunded", "refund.updated", "charge.refund.updated"]);
    expect(inbox.events[0]?.data.object).toMatchObject({ status: "pending" });
    const list = await stripe.refunds.list({ payment_intent: id });
    expect(list.data).toHaveLength(1);
    expect(sandbox.state.balanceTransactions().map((entry) => entry.amount)).toContain(-5000);
  }),
);

test(
  "never more than was captured is refunded, even when all ask at once",
  withSandbox(async ({ stripe, sandbox }) => {
    const { id } = await stripe.paymentIntents.create(PAID);
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => stripe.refunds.create({ payment_intent: id, amount: 5000 })));
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(2);
    expect((await refusalOf(stripe.refunds.create({ payment_intent: id, amount: 2001 }))).message).toContain("greater than unrefunded");
    await stripe.refunds.create({ payment_intent: id });
    expect((await refusalOf(stripe.refunds.create({ payment_intent: id }))).code).toBe("charge_already_refunded");
    expect(sandbox.state.charges()[0]).toMatchObject({ amount_refunded: 12_000, refunded: true });
  }),
);

test(
  "a partial capture bounds its refunds",
  withSandbox(async ({ stripe }) => {
    const { id } = await stripe.paymentIntents.create({ ...PAID, capture_method: "manual" });
    expect((await refusalOf(stripe.refunds.create({ payment_intent: id }))).code).toBe("charge_not_refundable");
    await stripe.paymentIntents.capture(id, { amount_to_capture: 7000 });
    expect((await refusalOf(stripe.refunds.create({ payment_intent: id, amount: 7001 }))).statusCode).toBe(400);
    expect((await stripe.refunds.create({ payment_intent: id })).amount).toBe(7000);
  }),
);

test(
  "a refund to a closed card fails, and its money can be refunded again",
  withSandbox(async ({ stripe, sandbox, inbox }) => {
    const { id } = await stripe.paymentIntents.create({ ...PAID, payment_method: "pm_card_refundFail" });
    const refund = await stripe.refunds.create({ payment_intent: id });
    expect(refund.status).toBe("pending");
    await sandbox.idle();
    expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({ status: "failed", failure_reason: "expired_or_canceled_card" });
    expect(inbox.types()).toEqual(expect.arrayContaining(["refund.updated", "refund.failed", "charge.refund.updated"]));
    expect(sandbox.state.charges()[0]).toMatchObject({ amount_refunded: 0, refunded: false });
    const total = sandbox.state.balanceTransactions().reduce((sum, entry) => sum + entry.amount, 0);
    expect(total).toBe(12_000);
    expect((await stripe.refunds.create({ payment_intent: id })).amount).toBe(12_000);
  }),
);

test(
  "a refund can be made to fail after it was reported as succeeded",
  withSandbox(async ({ stripe, sandbox, inbox }) => {
    const { id } = await stripe.paymentIntents.create(PAID);
    sandbox.setFault({ kind: "refund-fails", afterSuccess: true });
    await stripe.refunds.create({ payment_intent: id });
    await sandbox.idle();
    const told = inbox.events.filter((event) => event.type === "refund.updated").map((event) => event.data.object.status);
    expect(told).toEqual(["succeeded", "failed"]);
  }),
);

test(
  "a charge shows its refunds when asked to",
  withSandbox(async ({ stripe }) => {
    const { id } = await stripe.paymentIntents.create(PAID);
    const refund = await stripe.refunds.create({ payment_intent: id, amount: 100, expand: ["charge"] });
    expect(refund.charge).toMatchObject({ amount_refunded: 100 });
    const intent = await stripe.paymentIntents.retrieve(id, { expand: ["latest_charge.refunds"] });
    expect(intent.latest_charge).toMatchObject({ refunds: { data: [{ id: refund.id }] } });
    expect((await refusalOf(stripe.paymentIntents.retrieve(id, { expand: ["colour"] }))).message).toContain("cannot be expanded (colour)");
  }),
);
