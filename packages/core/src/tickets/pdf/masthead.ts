import type { ETicket } from "../e-ticket.ts";
import { receiptCode } from "../receipt-code.ts";
import { countOf, formatMoment, tripTitle } from "../ticket-words.ts";
import { colours, measure, styles, write } from "./ink.ts";
import type { Pdf } from "./ink.ts";
import { page } from "./page.ts";
import type { Block } from "./page.ts";
import { drawSymbol, toQr } from "./symbols.ts";

const qr = { side: 64, quiet: 8 } as const;
const boxWidth = 230;
const boxHeight = 86;
const titleWidth = page.content;
const issuer = { ...styles.heading, size: 14, x: page.left + 36, width: 290 };

/** The head of the first page: who issued the ticket, the trip in one line, the booking reference and the code that holds it. */
export function mastheadBlocks(pdf: Pdf, ticket: ETicket): Block[] {
  const title = tripTitle(ticket.segments);
  const titleHeight = measure(pdf, title, { ...styles.title, width: titleWidth });
  const issuerHeight = measure(pdf, ticket.issuingAirline, issuer) + 13;
  return [
    { height: issuerHeight, gap: 0, role: "P", keepWithNext: true, draw: (y) => drawIssuer(pdf, ticket, y) },
    {
      height: titleHeight,
      gap: 15,
      role: "H1",
      keepWithNext: true,
      draw: (y) => void write(pdf, title, { ...styles.title, x: page.left, y, width: titleWidth }),
    },
    { height: boxHeight, gap: 11, role: "Sect", draw: (y) => drawReference(pdf, ticket, y) },
  ];
}

function drawIssuer(pdf: Pdf, ticket: ETicket, y: number): void {
  drawMark(pdf, page.left, y);
  const nameHeight = write(pdf, ticket.issuingAirline, { ...issuer, y: y - 1 });
  write(pdf, "Electronic ticket and receipt", { ...styles.small, x: issuer.x, y: y + nameHeight - 1, width: issuer.width });
  const right = { x: page.right - 170, width: 170, align: "right" } as const;
  write(pdf, "Issued", { ...styles.small, ...right, y: y + 3 });
  write(pdf, formatMoment(ticket.issuedAt), { ...styles.small, colour: colours.text, ...right, y: y + 17 });
}

/** Draws a tail fin on a rounded square, 27 points wide. */
export function drawMark(pdf: Pdf, x: number, y: number): void {
  pdf.roundedRect(x, y, 27, 27, 6).fill(colours.ink);
  pdf.moveTo(x + 7, y + 20).lineTo(x + 16, y + 6.5);
  pdf
    .lineTo(x + 20.5, y + 6.5)
    .lineTo(x + 19, y + 20)
    .closePath()
    .fill(colours.white);
}

function drawReference(pdf: Pdf, ticket: ETicket, y: number): void {
  const inset = page.left + 20;
  pdf.roundedRect(page.left, y, page.content, boxHeight, 8).fill(colours.tint);
  write(pdf, "Booking reference", { ...styles.label, x: inset, y: y + 13, width: boxWidth });
  write(pdf, ticket.recordLocator, { ...styles.hero, spacing: 1.5, x: inset, y: y + 23, width: boxWidth });
  const what = `${countOf(ticket.passengers.length, "passenger")}, ${countOf(ticket.segments.length, "flight")}`;
  write(pdf, what, { ...styles.body, x: inset, y: y + 58, width: boxWidth });
  const codeX = page.right - qr.side - qr.quiet - 3;
  pdf.roundedRect(codeX - qr.quiet, y + 3, qr.side + 2 * qr.quiet, qr.side + 2 * qr.quiet, 6).fill(colours.white);
  drawSymbol(pdf, toQr(receiptCode(ticket)), { x: codeX, y: y + 3 + qr.quiet, width: qr.side, height: qr.side });
  const caption = { x: codeX - qr.quiet - 12 - 150, width: 150, align: "right" } as const;
  write(pdf, "Not a boarding pass", { ...styles.strong, size: 8.5, ...caption, y: y + 20 });
  const holds = "This code holds your booking reference and ticket numbers. You get boarding passes at check-in.";
  write(pdf, holds, { ...styles.small, size: 8, ...caption, y: y + 34 });
}
