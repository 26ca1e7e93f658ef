import { listBookingRows } from "@skyhold/db";
import { z } from "zod";

import type { Context, User } from "../context.ts";
import { invalidInput } from "../errors.ts";
import { Booking } from "./booking.ts";
import { toBooking } from "./read-booking.ts";
import { instantOf } from "../time.ts";

/** Which page. */
export const ListBookingsInput = z.strictObject({
  cursor: z.string().max(200).optional().describe("`nextCursor` of the page before"),
  limit: z.int().min(1).max(50).default(20),
});
export type ListBookingsInput = z.infer<typeof ListBookingsInput>;

/** A page of bookings. */
export const ListBookingsOutput = z.strictObject({
  bookings: z.array(Booking),
  nextCursor: z.string().nullable().describe("null on the last page"),
});

/** The caller's own bookings, newest first. A booking made meanwhile neither repeats nor hides another one. */
export async function listBookings(ctx: Context<User>, input: ListBookingsInput): Promise<z.infer<typeof ListBookingsOutput>> {
  const after = input.cursor === undefined ? null : openCursor(input.cursor);
  const rows = await listBookingRows(ctx.db, { ownerId: ctx.actor.userId, after, limit: input.limit + 1 });
  const bookings = rows.slice(0, input.limit).map(toBooking);
  const last = bookings.at(-1);
  return { bookings, nextCursor: rows.length > input.limit && last ? `${last.createdAt.getTime()}.${last.id}` : null };
}

function openCursor(cursor: string): { createdAt: Date; id: string } {
  const [, time, id] = /^(\d{1,15})\.(bkg_[0-9a-f-]{36})$/u.exec(cursor) ?? [];
  if (time === undefined || id === undefined)
    throw invalidInput("cursor", "Use `nextCursor` of the page before as it came, or leave it out");
  return { createdAt: instantOf(Number(time)), id };
}
