import type { ETicket } from "../tickets/e-ticket.ts";
import { eTicketFileName } from "../tickets/get-e-ticket.ts";
import { renderCalendars } from "../tickets/render-calendar.ts";
import { renderETicketPdf } from "../tickets/render-e-ticket-pdf.ts";
import type { Mail } from "./mailer.ts";

/** The ticket as it is now: its PDF, and the calendar. */
export async function ticketFiles(ticket: ETicket): Promise<Mail["attachments"]> {
  const pdf = { fileName: eTicketFileName(ticket.recordLocator), contentType: "application/pdf", content: await renderETicketPdf(ticket) };
  return [pdf, ...calendarFiles(ticket)];
}

/** The flights for a calendar, and those that are taken out of it: a file for each, because a file is of one method (RFC 5546). */
export function calendarFiles(ticket: ETicket): Mail["attachments"] {
  return renderCalendars(ticket).map(({ fileName, contentType, content }) => ({ fileName, contentType, content }));
}
