import { z } from "zod";

import { writeAuditEntry } from "../audit/write-audit-entry.ts";
import { transaction } from "../context.ts";
import type { Context, Staff } from "../context.ts";

/** Nothing is to be said: what is compared follows from what is open. */
export const RunComparisonInput = z.strictObject({});
export type RunComparisonInput = z.infer<typeof RunComparisonInput>;

/** The comparison runs by itself from here on; `admin.reconciliation.list` tells when it is done. */
export const RunComparisonOutput = z.strictObject({ queued: z.literal(true) });
export type RunComparisonOutput = z.infer<typeof RunComparisonOutput>;

/** Has the payment provider's account compared now, beside the daily comparison. Written to the audit log. */
export async function runComparison(ctx: Context<Staff>, _input: RunComparisonInput): Promise<RunComparisonOutput> {
  return transaction(ctx, async (tx) => {
    await tx.enqueue("payments.compare", {});
    await writeAuditEntry(tx, { actor: ctx.actor, action: "reconciliation.run", subjectId: "payments.compare", reason: null, details: {} });
    return { queued: true };
  });
}
