import { z } from "zod";

import type { Context, Staff } from "../context.ts";

/** Which entries of the audit log. */
export const ListAuditEntriesInput = z.strictObject({
  actor: z.string().trim().max(60).optional().describe("The id of who did it, or `system`"),
  action: z.string().trim().max(60).optional().describe("What the action begins with: `seats.`, `booking.cancel`"),
  subjectId: z.string().trim().max(60).optional().describe("The id of the booking, flight, user or refund it was done to"),
  cursor: z.string().max(60).optional().describe("`nextCursor` of the page before"),
  limit: z.int().min(1).max(100).default(50),
});
export type ListAuditEntriesInput = z.infer<typeof ListAuditEntriesInput>;

/** What somebody who works here did. */
export const AuditEntry = z.strictObject({
  id: z.string(),
  at: z.date(),
  actor: z.strictObject({ id: z.string(), email: z.string().nullable().describe("Null for the system, and for whoever is erased") }),
  action: z.string(),
  subjectId: z.string(),
  reason: z.string().nullable(),
  requestId: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** A page of the audit log. */
export const ListAuditEntriesOutput = z.strictObject({
  entries: z.array(AuditEntry),
  nextCursor: z.string().nullable().describe("null on the last page"),
});
export type ListAuditEntriesOutput = z.infer<typeof ListAuditEntriesOutput>;

/** What staff did, the latest first. */
export async function listAuditEntries(ctx: Context<Staff>, input: ListAuditEntriesInput): Promise<ListAuditEntriesOutput> {
  const { actor, action, subjectId, cursor, limit } = input;
  const rows = await ctx.db.prisma.auditEntry.findMany({
    where: {
      ...(actor !== undefined && { actor }),
      ...(action !== undefined && { action: { startsWith: action } }),
      ...(subjectId !== undefined && { subjectId }),
      // Ids sort by time.
      ...(cursor !== undefined && { id: { lt: cursor } }),
    },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const people = await ctx.db.prisma.user.findMany({
    where: { id: { in: [...new Set(page.map((row) => row.actor))] } },
    select: { id: true, email: true },
  });
  const emails = new Map(people.map(({ id, email }) => [id, email]));
  const entries = page.map((row) => ({
    ...row,
    actor: { id: row.actor, email: emails.get(row.actor) ?? null },
    details: z.record(z.string(), z.unknown()).parse(row.details),
  }));
  return { entries, nextCursor: rows.length > limit ? (entries.at(-1)?.id ?? null) : null };
}
