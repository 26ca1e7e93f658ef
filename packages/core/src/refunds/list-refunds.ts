import { listRefundRows } from "@skyhold/db";
import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { invalidInput } from "../errors.ts";
import { BookingId, FlightId } from "../ids.ts";
import { instantOf } from "../time.ts";
import { Refund, RefundState, toRefund } from "./refund.ts";

/** Which refunds. */
export const ListRefundsInput = z.strictObject({
  state: RefundState.optional(),
  waiting: z.literal(true).optional().describe("Only those that wait for staff: every attempt has failed"),
  bookingId: BookingId.optional(),
  flightId: FlightId.optional().describe("Of the bookings that have this flight, or had it"),
  cursor: z.string().max(200).optional().describe("`nextCursor` of the page before"),
  limit: z.int().min(1).max(100).default(50),
});
export type ListRefundsInput = z.infer<typeof ListRefundsInput>;

/** A page of refunds. */
export const ListRefundsOutput = z.strictObject({
  refunds: z.array(Refund),
  nextCursor: z.string().nullable().describe("null on the last page"),
});
export type ListRefundsOutput = z.infer<typeof ListRefundsOutput>;

/** Attempts to give money back, newest first; with `waiting`, the queue that staff work off. */
export async function listRefunds(ctx: Context<Staff>, input: ListRefundsInput): Promise<ListRefundsOutput> {
  const { state = null, waiting = false, bookingId = null, flightId = null, cursor, limit } = input;
  const after = cursor === undefined ? null : openCursor(cursor);
  const rows = await listRefundRows(ctx.db, { state, waiting, bookingId, flightId, after, limit: limit + 1 });
  const refunds = rows.slice(0, limit).map(toRefund);
  const last = refunds.at(-1);
  return { refunds, nextCursor: rows.length > limit && last ? `${last.createdAt.getTime()}.${last.id}` : null };
}

function openCursor(cursor: string): { createdAt: Date; id: string } {
  const [, time, id] = /^(\d{1,15})\.(ref_[0-9a-f-]{36})$/u.exec(cursor) ?? [];
  if (time === undefined || id === undefined)
    throw invalidInput("cursor", "Use `nextCursor` of the page before as it came, or leave it out");
  return { createdAt: instantOf(Number(time)), id };
}
