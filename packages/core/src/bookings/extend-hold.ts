import { extendHold as giveTime, lockBooking } from "@skyhold/db";

import { transaction } from "../context.ts";
import type { Context, User } from "../context.ts";
import { DomainError, holdExpired, notFound } from "../errors.ts";
import type { Booking } from "./booking.ts";
import { getBooking } from "./get-booking.ts";
import type { GetBookingInput } from "./get-booking.ts";

/** Gives an unpaid booking the time of a fresh hold from now, but never past `payBy`: however often it is asked for, the seats go back then. */
export async function extendHold(ctx: Context<User>, input: GetBookingInput): Promise<Booking> {
  return transaction(ctx, async (tx) => {
    if (!(await lockBooking(tx, input.bookingId, ctx.actor.userId))) throw notFound("booking");
    const extended = await giveTime(tx, input.bookingId, ctx.policy.holdSeconds);
    const booking = await getBooking({ db: tx, actor: ctx.actor }, input);
    if (extended) return booking;
    const { state, availableActions } = booking;
    if (state === "expired") throw holdExpired(booking.payBy);
    throw new DomainError("BOOKING_STATE", `A booking that is ${state} has no time to extend`, { state, availableActions });
  });
}
