import { z } from "zod";

import { writeAuditEntry } from "../audit/write-audit-entry.ts";
import { transaction } from "../context.ts";
import type { Context, Staff } from "../context.ts";
import { DomainError } from "../errors.ts";
import { RefundId } from "../ids.ts";
import { personText } from "../text.ts";
import { attemptAgain } from "./attempt-again.ts";
import { lockWaitingRefund } from "./lock-waiting-refund.ts";
import { readRefund } from "./refund.ts";
import type { Refund } from "./refund.ts";

/** Which refund, and why it may succeed now. */
export const RetryRefundInput = z.strictObject({ refundId: RefundId, reason: personText(200) });
export type RetryRefundInput = z.infer<typeof RetryRefundInput>;

/** Tries a refund again whose every attempt has failed; answers the new attempt. Written to the audit log. */
export async function retryRefund(ctx: Context<Staff>, { refundId, reason }: RetryRefundInput): Promise<Refund> {
  return transaction(ctx, async (tx) => {
    const refund = await lockWaitingRefund(tx, refundId);
    const again = await attemptAgain(tx, refund);
    if (again === null)
      throw new DomainError(
        "REFUND_STATE",
        "Part of this payment was given back in another way, and what is left is not enough. Pay what is owed from the bank account, and say so with `admin.refunds.markPaidOutside`.",
        { state: refund.state },
      );
    await writeAuditEntry(tx, { actor: ctx.actor, action: "refund.retry", subjectId: refundId, reason, details: { attempt: again } });
    return readRefund(tx, again);
  });
}
