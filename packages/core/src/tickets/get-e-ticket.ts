import { encodeBase64 } from "@oslojs/encoding";

import type { GetBookingInput } from "../bookings/get-booking.ts";
import type { Context, User } from "../context.ts";
import type { Document } from "./document.ts";
import { readOwnTicket } from "./read-own-ticket.ts";
import { renderETicketPdf } from "./render-e-ticket-pdf.ts";

/** The e-ticket of one of the caller's own confirmed bookings, as a PDF made at this moment and kept nowhere. */
export async function getETicket(ctx: Context<User>, input: GetBookingInput): Promise<Document> {
  const ticket = await readOwnTicket(ctx, input);
  return {
    fileName: eTicketFileName(ticket.recordLocator),
    contentType: "application/pdf",
    base64: encodeBase64(await renderETicketPdf(ticket)),
  };
}

/** `e-ticket-K7QX2M.pdf` */
export function eTicketFileName(recordLocator: string): string {
  return `e-ticket-${recordLocator}.pdf`;
}
