import { expect, test } from "vitest";
import { FARE, refusalOf, withSandbox } from "../testing/with-sandbox.ts";

const DISPUTED = { ...FARE, confirm: true, payment_method: "pm_card_createDispute" } as const;

test(
  "a disputed payment loses its money until the bank has decided, and the events tell both",
  withSandbox(async ({ stripe, sandbox, inbox }) => {
    const { id } = await stripe.paymentIntents.create(DISPUTED);
    await sandbox.idle();
    const [dispute] = (await stripe.disputes.list({ payment_intent: id })).data;
    expect(dispute).toMatchObject({ amount: 12_000, status: "needs_response", reason: "fraudulent" });
    expect(dispute?.balance_transactions.map(({ amount, type }) => [amount, type])).toEqual([[-12_000, "adjustment"]]);
    await stripe.disputes.update(dispute?.id ?? "", { evidence: { uncategorized_text: "winning_evidence" } });
    await sandbox.idle();
    expect((await stripe.disputes.retrieve(dispute?.id ?? "")).status).toBe("won");
    expect(inbox.types().filter((type) => type.startsWith("charge.dispute"))).toEqual([
      "charge.dispute.created",
      "charge.dispute.funds_withdrawn",
      "charge.dispute.funds_reinstated",
      "charge.dispute.closed",
    ]);
    expect(sandbox.state.balanceTransactions().reduce((sum, entry) => sum + entry.amount, 0)).toBe(12_000);
    expect((await stripe.refunds.create({ payment_intent: id, amount: 100 })).status).toBe("pending");
    expect((await refusalOf(stripe.disputes.update(dispute?.id ?? "", {}))).message).toContain("already closed");
  }),
);

test(
  "a dispute that is lost keeps the money away",
  withSandbox(async ({ stripe, sandbox }) => {
    await stripe.paymentIntents.create({ ...DISPUTED, capture_method: "automatic" });
    await sandbox.idle();
    const [dispute] = (await stripe.disputes.list()).data;
    const { id } = (await stripe.paymentIntents.list()).data[0] ?? { id: "" };
    expect((await refusalOf(stripe.refunds.create({ payment_intent: id }))).code).toBe("charge_disputed");
    await stripe.disputes.update(dispute?.id ?? "", { evidence: { uncategorized_text: "losing_evidence" } });
    expect(sandbox.state.disputes()).toMatchObject([{ status: "lost" }]);
    expect((await refusalOf(stripe.refunds.create({ payment_intent: id }))).code).toBe("charge_disputed");
    expect(sandbox.state.balanceTransactions().reduce((sum, entry) => sum + entry.amount, 0)).toBe(0);
  }),
);

test(
  "a 500 that is kept comes again under its key, and not under another",
  withSandbox(async ({ stripe, sandbox }) => {
    sandbox.setFault({ kind: "error-500-kept" });
    const create = (idempotencyKey: string) => stripe.paymentIntents.create(FARE, { idempotencyKey });
    for (let attempt = 0; attempt < 2; attempt += 1) expect((await refusalOf(create("first"))).statusCode).toBe(500);
    expect((await create("second")).status).toBe("requires_payment_method");
    expect(sandbox.state.paymentIntents()).toHaveLength(1);
  }),
);
