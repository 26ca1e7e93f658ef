import { z } from "zod";

import { writeAuditEntry } from "../audit/write-audit-entry.ts";
import { transaction } from "../context.ts";
import type { Context, Staff } from "../context.ts";
import { personText } from "../text.ts";
import { QueueName } from "./list-failed-jobs.ts";

/** Which of the jobs that were given up, and why they may succeed now. */
export const RedriveJobsInput = z.strictObject({
  jobIds: z.array(z.uuid()).min(1).max(100).optional().describe("All of them when left out"),
  queue: QueueName.optional().describe("Only those of this queue"),
  reason: personText(200).describe("For the audit log"),
});
export type RedriveJobsInput = z.infer<typeof RedriveJobsInput>;

/** How many went back. */
export const RedrivenJobs = z.strictObject({ redriven: z.int().describe("Those that others have sent back meanwhile are not among them") });
export type RedrivenJobs = z.infer<typeof RedrivenJobs>;

/** Puts jobs that were given up back into their queues, with all their tries anew: at most 1000 in one call, the oldest first. Written to the audit log. */
export async function redriveJobs(ctx: Context<Staff>, { jobIds, queue, reason }: RedriveJobsInput): Promise<RedrivenJobs> {
  return transaction(ctx, async (tx) => {
    const redriven = await ctx.jobs.redrive(tx, { ids: jobIds ?? null, queue: queue ?? null });
    const details = { redriven, ...(jobIds && { jobs: jobIds }) };
    await writeAuditEntry(tx, { actor: ctx.actor, action: "jobs.redrive", subjectId: queue ?? "all queues", reason, details });
    return { redriven };
  });
}
