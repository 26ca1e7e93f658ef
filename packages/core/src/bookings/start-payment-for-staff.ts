import type { Context, Staff } from "../context.ts";
import { startPayment } from "../payments/start-payment.ts";
import type { StartedPayment } from "../payments/start-payment.ts";
import type { GetBookingInput } from "./get-booking.ts";
import { onBehalf } from "./on-behalf.ts";

/** Opens the one payment of anybody's unpaid booking, as for a card that is read on the telephone, and keeps its seats until `payBy`. Written to the audit log. */
export async function startPaymentForStaff(ctx: Context<Staff>, { bookingId }: GetBookingInput): Promise<StartedPayment> {
  return startPayment(await onBehalf(ctx, bookingId, { action: "booking.start_payment", subjectId: bookingId, reason: null }), {
    bookingId,
  });
}
