import PdfDocument from "pdfkit";
import { asTravelled } from "./as-travelled.ts";
import type { ETicket } from "./e-ticket.ts";
import { conditionsBlocks } from "./pdf/conditions.ts";
import { registerFonts } from "./pdf/ink.ts";
import type { Pdf } from "./pdf/ink.ts";
import { itineraryBlocks } from "./pdf/itinerary.ts";
import { mastheadBlocks } from "./pdf/masthead.ts";
import { drawFurniture, drawPages, placeBlocks } from "./pdf/page.ts";
import { passengersBlocks } from "./pdf/passengers.ts";
import { priceBlocks } from "./pdf/price.ts";
import { toLine, tripTitle } from "./ticket-words.ts";

/**
 * Draws the e-ticket and receipt on A4, tagged for screen readers, with the flights that somebody still takes. The same ticket gives the same
 * bytes, so a resent mail carries the same file.
 */
export async function renderETicketPdf(whole: ETicket): Promise<Uint8Array> {
  const ticket = asTravelled(whole);
  const pdf = openDocument(ticket);
  const blocks = [
    ...mastheadBlocks(pdf, ticket),
    ...itineraryBlocks(pdf, ticket.segments),
    ...passengersBlocks(pdf, ticket),
    ...priceBlocks(pdf, ticket),
    ...conditionsBlocks(pdf, ticket),
  ];
  drawPages(pdf, placeBlocks(blocks));
  drawFurniture(pdf, { airline: ticket.issuingAirline, recordLocator: ticket.recordLocator });
  pdf.end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of pdf) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function openDocument(ticket: ETicket): Pdf {
  const pdf = new PdfDocument({
    size: "A4",
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: "1.7",
    tagged: true,
    lang: "en",
    displayTitle: true,
    info: {
      Title: toLine(`E-ticket ${ticket.recordLocator}: ${tripTitle(ticket.segments)}`),
      Author: toLine(ticket.issuingAirline),
      Subject: "Electronic ticket and receipt",
      Creator: "Skyhold",
      Producer: "Skyhold",
      CreationDate: ticket.issuedAt.at,
      ModDate: ticket.issuedAt.at,
    },
  });
  registerFonts(pdf);
  return pdf;
}
