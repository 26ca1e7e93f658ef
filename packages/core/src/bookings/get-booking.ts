import { findBookingRow } from "@skyhold/db";
import { z } from "zod";

import type { Transaction } from "@skyhold/db";
import type { User } from "../context.ts";
import { notFound } from "../errors.ts";
import { BookingId } from "../ids.ts";
import type { Booking } from "./booking.ts";
import { toBooking } from "./read-booking.ts";

/** Which booking. */
export const GetBookingInput = z.strictObject({ bookingId: BookingId });
export type GetBookingInput = z.infer<typeof GetBookingInput>;

/** Where to read, a transaction perhaps, and for whom. */
export interface Reader {
  readonly db: Transaction;
  readonly actor: User;
}

/** One of the caller's own bookings. Another's is NOT_FOUND. */
export async function getBooking({ db, actor }: Reader, input: GetBookingInput): Promise<Booking> {
  const row = await findBookingRow(db, input.bookingId, actor.userId);
  if (!row) throw notFound("booking");
  return toBooking(row);
}
