import { z } from "zod";

import { writeAuditEntry } from "../audit/write-audit-entry.ts";
import { transaction } from "../context.ts";
import type { Context, Staff } from "../context.ts";

/** Nothing is to be said: everything is checked. */
export const RunAuditInput = z.strictObject({});
export type RunAuditInput = z.infer<typeof RunAuditInput>;

/** The audit runs by itself from here on; `admin.invariants.list` tells when it is done. */
export const RunAuditOutput = z.strictObject({ queued: z.literal(true) });
export type RunAuditOutput = z.infer<typeof RunAuditOutput>;

/** Has all that must hold checked now, beside the nightly audit. Written to the audit log. */
export async function runAudit(ctx: Context<Staff>, _input: RunAuditInput): Promise<RunAuditOutput> {
  return transaction(ctx, async (tx) => {
    await tx.enqueue("invariants.audit", {});
    await writeAuditEntry(tx, { actor: ctx.actor, action: "invariants.audit", subjectId: "invariants", reason: null, details: {} });
    return { queued: true };
  });
}
