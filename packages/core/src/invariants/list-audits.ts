import { z } from "zod";

import type { Context, Staff } from "../context.ts";

/** How many audits. */
export const ListAuditsInput = z.strictObject({ limit: z.int().min(1).max(90).default(30) });
export type ListAuditsInput = z.infer<typeof ListAuditsInput>;

/** What was found of one fact that must hold. */
const InvariantResult = z.object({
  name: z.string(),
  sentence: z.string(),
  holds: z.boolean(),
  violations: z.int(),
  rows: z.array(z.record(z.string(), z.unknown())).describe("The first 20 rows that break it"),
});

/** The audits, the latest first. */
export const ListAuditsOutput = z.strictObject({
  audits: z.array(
    z.strictObject({ id: z.string(), checkedAt: z.date(), durationMs: z.int(), holds: z.boolean(), results: z.array(InvariantResult) }),
  ),
});
export type ListAuditsOutput = z.infer<typeof ListAuditsOutput>;

/** What the nightly audits found, and those that staff asked for. About three months are kept. */
export async function listAudits(ctx: Context<Staff>, { limit }: ListAuditsInput): Promise<ListAuditsOutput> {
  const stored = await ctx.db.prisma.invariantAudit.findMany({ orderBy: [{ checkedAt: "desc" }, { id: "desc" }], take: limit });
  return { audits: stored.map((audit) => ({ ...audit, results: z.array(InvariantResult).parse(audit.results) })) };
}
