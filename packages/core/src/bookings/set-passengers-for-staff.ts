import type { Context, Staff } from "../context.ts";
import type { Booking } from "./booking.ts";
import { onBehalf } from "./on-behalf.ts";
import { setPassengers } from "./set-passengers.ts";
import type { SetPassengersInput } from "./set-passengers.ts";

/** Names the passengers of anybody's held booking. The audit log says so, and none of the names. */
export async function setPassengersForStaff(ctx: Context<Staff>, input: SetPassengersInput): Promise<Booking> {
  const { bookingId } = input;
  return setPassengers(await onBehalf(ctx, bookingId, { action: "booking.set_passengers", subjectId: bookingId, reason: null }), input);
}
