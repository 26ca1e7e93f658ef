import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { BookingId } from "../ids.ts";
import { Difference, DifferenceKind, DifferenceObject } from "./difference.ts";

/** Which differences, newest first. */
export const ListDifferencesInput = z.strictObject({
  open: z.boolean().default(true).describe("Only those that are not resolved"),
  cursor: z.string().max(50).optional().describe("`nextCursor` of the page before"),
  limit: z.int().min(1).max(100).default(50),
});
export type ListDifferencesInput = z.infer<typeof ListDifferencesInput>;

/** A page of differences, with the last comparison. */
export const ListDifferencesOutput = z.strictObject({
  differences: z.array(Difference),
  nextCursor: z.string().nullable().describe("null on the last page"),
  lastComparison: z
    .strictObject({
      comparedAt: z.date(),
      since: z.date().describe("Everything since then was compared"),
      payments: z.int(),
      refunds: z.int(),
      movements: z.int().describe("Payments, refunds and disputes that moved the balance"),
      differences: z.int(),
    })
    .nullable()
    .describe("null when none has been made yet"),
});
export type ListDifferencesOutput = z.infer<typeof ListDifferencesOutput>;

/** On what the payment provider's account and our records do not agree. */
export async function listDifferences(ctx: Context<Staff>, { open, cursor, limit }: ListDifferencesInput): Promise<ListDifferencesOutput> {
  const { prisma } = ctx.db;
  const rows = await prisma.paymentDifference.findMany({
    // Ids sort by time.
    where: { ...(cursor !== undefined && { id: { lt: cursor } }), ...(open && { resolvedAt: null }) },
    orderBy: { id: "desc" },
    take: limit + 1,
    omit: { occurredAt: true },
  });
  const last = await prisma.paymentComparison.findFirst({ orderBy: [{ comparedAt: "desc" }, { id: "desc" }], omit: { id: true } });
  const differences = rows.slice(0, limit).map((row) => ({
    ...row,
    object: DifferenceObject.parse(row.object),
    kind: DifferenceKind.parse(row.kind),
    bookingId: row.bookingId === null ? null : BookingId.parse(row.bookingId),
  }));
  return { differences, nextCursor: rows.length > limit ? (differences.at(-1)?.id ?? null) : null, lastComparison: last };
}
