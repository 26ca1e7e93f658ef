import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { personText } from "../text.ts";
import type { Booking } from "./booking.ts";
import { changeSeats, ChangeSeatsInput } from "./change-seats.ts";
import { onBehalf, ownerOf } from "./on-behalf.ts";
import { quoteSeatChange } from "./quote-seat-change.ts";
import type { SeatChangeQuote } from "./quote-seat-change.ts";

const Terms = z
  .enum(["list", "waived"])
  .describe("`list`: as the traveller would pay; `waived`: nobody pays more than for the seat that they had");

/** Where everyone is to sit, and whether dearer seats are paid for. */
export const QuoteSeatChangeForStaffInput = z.strictObject({ ...ChangeSeatsInput.shape, terms: Terms });
export type QuoteSeatChangeForStaffInput = z.infer<typeof QuoteSeatChangeForStaffInput>;

/** The same, and why. */
export const ChangeSeatsForStaffInput = QuoteSeatChangeForStaffInput.extend({ reason: personText(200).describe("For the audit log") });
export type ChangeSeatsForStaffInput = z.infer<typeof ChangeSeatsForStaffInput>;

/** What other seats would cost anybody's party, and whether they can be had now. Writes nothing. */
export async function quoteSeatChangeForStaff(ctx: Context<Staff>, input: QuoteSeatChangeForStaffInput): Promise<SeatChangeQuote> {
  const { terms, ...wish } = input;
  return quoteSeatChange({ ...ctx, actor: await ownerOf(ctx, input.bookingId) }, wish, terms);
}

/**
 * Moves anybody's party to other seats of its cabin: all of them, or none, under the locks and by the rules of the traveller's own change.
 * Staff may waive what dearer seats cost; what cheaper ones bring is given back all the same. Written to the audit log.
 */
export async function changeSeatsForStaff(ctx: Context<Staff>, input: ChangeSeatsForStaffInput): Promise<Booking> {
  const { bookingId, seats, terms, reason } = input;
  const details = { seats: seats.map((segment) => segment.join(" ")), terms };
  const asOwner = await onBehalf(ctx, bookingId, { action: "booking.change_seats", subjectId: bookingId, reason, details });
  return changeSeats(asOwner, { bookingId, seats }, terms);
}
