import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { BookingId } from "../ids.ts";
import { personText } from "../text.ts";
import type { Booking } from "./booking.ts";
import { extendHold } from "./extend-hold.ts";
import { onBehalf } from "./on-behalf.ts";

/** Which booking, and why. */
export const ExtendHoldForStaffInput = z.strictObject({ bookingId: BookingId, reason: personText(200).describe("For the audit log") });
export type ExtendHoldForStaffInput = z.infer<typeof ExtendHoldForStaffInput>;

/** Gives anybody's unpaid booking the time of a fresh hold, never past its `payBy`. Written to the audit log. */
export async function extendHoldForStaff(ctx: Context<Staff>, { bookingId, reason }: ExtendHoldForStaffInput): Promise<Booking> {
  return extendHold(await onBehalf(ctx, bookingId, { action: "booking.extend", subjectId: bookingId, reason }), { bookingId });
}
