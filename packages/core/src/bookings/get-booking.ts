import { findBookingRow } from "@skyhold/db";
import { z } from "zod";

import type { Context, User } from "../context.ts";
import { notFound } from "../errors.ts";
import { BookingId } from "../ids.ts";
import type { Booking } from "./booking.ts";
import { toBooking } from "./read-booking.ts";

/** Which booking. */
export const GetBookingInput = z.strictObject({ bookingId: BookingId });
export type GetBookingInput = z.infer<typeof GetBookingInput>;

/** One of the caller's own bookings. Another's is NOT_FOUND. */
export async function getBooking(ctx: Context<User>, input: GetBookingInput): Promise<Booking> {
  const row = await findBookingRow(ctx.db, input.bookingId, ctx.actor.userId);
  if (!row) throw notFound("booking");
  return toBooking(row);
}
