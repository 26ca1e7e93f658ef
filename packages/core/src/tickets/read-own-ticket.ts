import type { GetBookingInput } from "../bookings/get-booking.ts";
import { getBooking } from "../bookings/get-booking.ts";
import type { Context, User } from "../context.ts";
import { DomainError } from "../errors.ts";
import { buildETicket } from "./build-e-ticket.ts";
import type { ETicket } from "./e-ticket.ts";

/** The ticket of one of the caller's own bookings, while it is confirmed: BOOKING_STATE otherwise, NOT_FOUND for another's. */
export async function readOwnTicket(ctx: Context<User>, input: GetBookingInput): Promise<ETicket> {
  const { state, availableActions } = await getBooking(ctx, input);
  const ticket = availableActions.includes("eTicket") ? await buildETicket(ctx.db, input.bookingId, ctx.actor.userId) : null;
  if (ticket) return ticket;
  throw new DomainError("BOOKING_STATE", "Only a confirmed booking has an e-ticket and a calendar file", { state, availableActions });
}
