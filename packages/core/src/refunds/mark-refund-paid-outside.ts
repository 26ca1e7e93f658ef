import { z } from "zod";

import { writeAuditEntry } from "../audit/write-audit-entry.ts";
import { transaction } from "../context.ts";
import type { Context, Staff } from "../context.ts";
import { RefundId } from "../ids.ts";
import { post } from "../ledger/ledger.ts";
import { queueNotification } from "../notifications/queue-notification.ts";
import { personText } from "../text.ts";
import { lockWaitingRefund } from "./lock-waiting-refund.ts";
import { readRefund } from "./refund.ts";
import type { Refund } from "./refund.ts";

/** Which refund, and by what it was paid, such as the reference of a bank transfer. */
export const MarkRefundPaidOutsideInput = z.strictObject({ refundId: RefundId, reference: personText(200) });
export type MarkRefundPaidOutsideInput = z.infer<typeof MarkRefundPaidOutsideInput>;

/** Puts on record that a refund which could not be made through the payment provider was paid from the bank account. Written to the audit log; the traveller is told. */
export async function markRefundPaidOutside(ctx: Context<Staff>, input: MarkRefundPaidOutsideInput): Promise<Refund> {
  const { refundId, reference } = input;
  return transaction(ctx, async (tx) => {
    const { bookingId, amountMinor, currency } = await lockWaitingRefund(tx, refundId);
    await tx.prisma.refund.update({ where: { id: refundId }, data: { state: "paid_outside" } });
    const entries = [
      { account: "refunds_payable", amount: Number(amountMinor) },
      { account: "bank_cash", amount: -Number(amountMinor) },
    ] as const;
    await post(tx, { kind: "refund_paid_outside", sourceId: refundId, bookingId, currency, entries });
    const details = { amount: Number(amountMinor), currency };
    await writeAuditEntry(tx, { actor: ctx.actor, action: "refund.markPaidOutside", subjectId: refundId, reason: reference, details });
    if (bookingId !== null) await queueNotification(tx, { bookingId, kind: "refund.sent", subjectId: refundId });
    return readRefund(tx, refundId);
  });
}
