import { encodeBase64 } from "@oslojs/encoding";
import { z } from "zod";

import type { GetBookingInput } from "../bookings/get-booking.ts";
import { getBooking } from "../bookings/get-booking.ts";
import type { Context, User } from "../context.ts";
import { DomainError } from "../errors.ts";
import { buildETicket } from "./build-e-ticket.ts";
import { renderETicketPdf } from "./render-e-ticket-pdf.ts";

/** A document to save or show. */
export const Document = z.strictObject({
  fileName: z.string(),
  contentType: z.string(),
  base64: z.string().describe("The content, base64"),
});
export type Document = z.infer<typeof Document>;

/** The e-ticket of one of the caller's own confirmed bookings, as a PDF made at this moment and kept nowhere. */
export async function getETicket(ctx: Context<User>, input: GetBookingInput): Promise<Document> {
  const { state, availableActions } = await getBooking(ctx, input);
  const ticket = availableActions.includes("eTicket") ? await buildETicket(ctx.db, input.bookingId, ctx.actor.userId) : null;
  if (ticket)
    return {
      fileName: eTicketFileName(ticket.recordLocator),
      contentType: "application/pdf",
      base64: encodeBase64(await renderETicketPdf(ticket)),
    };
  throw new DomainError("BOOKING_STATE", "There is a ticket while the booking is confirmed", { state, availableActions });
}

/** `e-ticket-K7QX2M.pdf` */
export function eTicketFileName(recordLocator: string): string {
  return `e-ticket-${recordLocator}.pdf`;
}
