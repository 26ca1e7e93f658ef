import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { BookingId } from "../ids.ts";
import { Money } from "../money.ts";

/** How many, newest first, from the one after which; and whether also those that are closed. */
export const ListDisputesInput = z.strictObject({
  limit: z.int().min(1).max(100).default(20),
  after: z.string().max(50).optional().describe("`id` of the last dispute of the page before"),
  open: z.boolean().default(false).describe("Only those that are not closed"),
});
export type ListDisputesInput = z.infer<typeof ListDisputesInput>;

/** A payment that the card's holder contests at the bank. */
export const Dispute = z.strictObject({
  id: z.string(),
  stripeDisputeId: z.string().describe("Under this id it is answered in Stripe's dashboard"),
  bookingId: BookingId.nullable().describe("Null when the payment is none of ours"),
  recordLocator: z.string().nullable().describe("Of that booking"),
  amount: Money,
  reason: z.string().describe("In Stripe's word: `fraudulent`, `product_not_received`, …"),
  state: z.string().describe("In Stripe's word: `needs_response`, `under_review`, `won`, `lost`, …"),
  evidenceDueBy: z.date().nullable(),
  funds: z.enum(["with_us", "withdrawn", "reinstated"]).describe("Where the money is"),
  createdAt: z.date(),
});
export type Dispute = z.infer<typeof Dispute>;

export const ListDisputesOutput = z.strictObject({ disputes: z.array(Dispute) });
export type ListDisputesOutput = z.infer<typeof ListDisputesOutput>;

const closed = ["won", "lost", "warning_closed", "prevented"];

/** The disputes, newest first. */
export async function listDisputes(ctx: Context<Staff>, { limit, after, open }: ListDisputesInput): Promise<ListDisputesOutput> {
  const rows = await ctx.db.prisma.dispute.findMany({
    // Ids sort by time.
    where: { ...(after !== undefined && { id: { lt: after } }), ...(open && { state: { notIn: closed } }) },
    orderBy: { id: "desc" },
    take: limit,
    include: { booking: { select: { recordLocator: true } } },
  });
  const disputes = rows.map(({ id, stripeDisputeId, bookingId, reason, state, evidenceDueBy, createdAt, ...row }) => ({
    id,
    stripeDisputeId,
    bookingId: bookingId === null ? null : BookingId.parse(bookingId),
    recordLocator: row.booking?.recordLocator ?? null,
    amount: { amount: Number(row.amountMinor), currency: row.currency },
    reason,
    state,
    evidenceDueBy,
    funds: row.fundsReinstated ? ("reinstated" as const) : row.fundsWithdrawn ? ("withdrawn" as const) : ("with_us" as const),
    createdAt,
  }));
  return { disputes };
}
