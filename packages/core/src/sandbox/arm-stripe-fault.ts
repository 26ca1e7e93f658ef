import { z } from "zod";

import { writeAuditEntry } from "../audit/write-audit-entry.ts";
import { transaction } from "../context.ts";
import type { Context, Staff } from "../context.ts";
import { personText } from "../text.ts";
import { StripeFault, stripeOf } from "./sandbox.ts";
import type { StripeSandboxState } from "./sandbox.ts";

/** What the Stripe sandbox has done. NOT_FOUND where people really pay. */
export async function readStripeSandbox(ctx: Context<Staff>): Promise<StripeSandboxState> {
  return stripeOf(ctx).state();
}

/** What is to go wrong, how often, and why. */
export const ArmStripeFaultInput = StripeFault.extend({ times: StripeFault.shape.times.default(1), reason: personText(200) });
export type ArmStripeFaultInput = z.infer<typeof ArmStripeFaultInput>;

/**
 * Has the Stripe sandbox go wrong the next times. Written to the audit log. The fault is armed first, so that no entry tells of one that
 * was not; whoever repeats the call arms it once more. NOT_FOUND where people really pay.
 */
export async function armStripeFault(ctx: Context<Staff>, { fault, times, reason }: ArmStripeFaultInput): Promise<StripeFault> {
  await stripeOf(ctx).arm({ fault, times });
  return transaction(ctx, async (tx) => {
    await writeAuditEntry(tx, { actor: ctx.actor, action: "sandbox.armFault", subjectId: "stripe", reason, details: { fault, times } });
    return { fault, times };
  });
}

/** Why nothing is to go wrong any more. */
export const ClearStripeFaultsInput = z.strictObject({ reason: personText(200) });
export type ClearStripeFaultsInput = z.infer<typeof ClearStripeFaultsInput>;

/** Takes back the faults that have not struck. Written to the audit log. NOT_FOUND where people really pay. */
export async function clearStripeFaults(ctx: Context<Staff>, { reason }: ClearStripeFaultsInput): Promise<null> {
  await stripeOf(ctx).clear();
  return transaction(ctx, async (tx) => {
    await writeAuditEntry(tx, { actor: ctx.actor, action: "sandbox.clearFaults", subjectId: "stripe", reason, details: {} });
    return null;
  });
}
