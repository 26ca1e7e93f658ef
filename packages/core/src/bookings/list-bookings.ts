import { z } from "zod";

import type { Context, User } from "../context.ts";
import { invalidInput } from "../errors.ts";
import { Booking } from "./booking.ts";
import { readBookings } from "./read-booking.ts";
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
  const after = input.cursor === undefined ? undefined : openCursor(input.cursor);
  const older = after && { OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, id: { gt: after.id } }] };
  const found = await readBookings(ctx.db, {
    where: { userId: ctx.actor.userId, ...older },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: input.limit + 1,
  });
  const bookings = found.slice(0, input.limit);
  const last = bookings.at(-1);
  return { bookings, nextCursor: found.length > input.limit && last ? `${last.createdAt.getTime()}.${last.id}` : null };
}

function openCursor(cursor: string): { createdAt: Date; id: string } {
  const [, time, id] = /^(\d{1,15})\.(bkg_[0-9a-f-]{36})$/u.exec(cursor) ?? [];
  if (time === undefined || id === undefined)
    throw invalidInput("cursor", "Use `nextCursor` of the page before as it came, or leave it out");
  return { createdAt: instantOf(Number(time)), id };
}
