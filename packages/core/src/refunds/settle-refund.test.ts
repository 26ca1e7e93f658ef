import { expect, test } from "vitest";

import { recordPaymentEvent } from "../payments/record-payment-event.ts";
import { balances, news, startTestCore } from "../testing/index.ts";
import { executeRefund } from "./execute-refund.ts";

test("a refund that the traveller's bank returns is owed again and tried again, three times in all", async () => {
  await using core = await startTestCore();
  const stranger = { intentId: "pi_stranger", paymentId: null, declineCode: null, methodLabel: null } as const;
  await news(core, { ...stranger, state: "captured", amount: { amount: 4200, currency: "EUR" } });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const refund = await core.app.db.prisma.refund.findFirstOrThrow({ where: { state: "pending" } });
    await executeRefund(core.app, { refundId: refund.id });
    expect(await balances(core)).toMatchObject({ stripe_cash: 0, refunds_payable: 0 });
    const returned = { stripeRefundId: `re_${refund.id}`, refundId: refund.id, state: "failed" } as const;
    await recordPaymentEvent(core.app, {
      eventId: `evt_failed_${attempt}`,
      type: "refund.failed",
      subject: { kind: "refund", refund: returned },
    });
    expect(await balances(core)).toMatchObject({ stripe_cash: 4200, refunds_payable: -4200 });
  }

  expect((await core.app.db.prisma.refund.findMany()).map(({ state }) => state)).toEqual(["failed", "failed", "failed"]);
});
