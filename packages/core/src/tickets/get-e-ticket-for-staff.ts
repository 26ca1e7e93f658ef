import type { GetBookingInput } from "../bookings/get-booking.ts";
import { ownerOf } from "../bookings/on-behalf.ts";
import type { Context, Staff } from "../context.ts";
import type { Document } from "./document.ts";
import { getETicket } from "./get-e-ticket.ts";

/** The e-ticket of anybody's confirmed booking, as its owner gets it. */
export async function getETicketForStaff(ctx: Context<Staff>, input: GetBookingInput): Promise<Document> {
  return getETicket({ ...ctx, actor: await ownerOf(ctx, input.bookingId) }, input);
}
