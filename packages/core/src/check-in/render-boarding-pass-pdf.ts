import PdfDocument from "pdfkit";

import type { Place } from "../flights/flight.ts";
import { colours, measure, registerFonts, rule, styles, write } from "../tickets/pdf/ink.ts";
import type { Pdf } from "../tickets/pdf/ink.ts";
import { drawMark } from "../tickets/pdf/masthead.ts";
import { page } from "../tickets/pdf/page.ts";
import { drawSymbol, toAztec, toPdf417 } from "../tickets/pdf/symbols.ts";
import { toLine } from "../tickets/ticket-words.ts";
import { formatDate, formatTime, formatZone } from "../time.ts";
import type { ZonedTime } from "../time.ts";
import type { BoardingPassView } from "./boarding-pass.ts";

const pad = 22;
const inner = { x: page.left + pad, right: page.right - pad, width: page.content - 2 * pad } as const;
const top = 84;
const aztecSide = 128;
const cardHeight = 330;
/** A row of PDF417 is at least three times as high as its narrowest bar is wide. */
const rowModules = 3;
const paper = { width: 300, height: 84 } as const;

/** Draws a boarding pass on A4, tagged for screen readers: it is folded at the dashed line, with both barcodes on the outside. */
export async function renderBoardingPassPdf(pass: BoardingPassView): Promise<Uint8Array> {
  const pdf = openDocument(pass);
  const part = (role: "H1" | "P" | "Sect", draw: () => void) => void pdf.addStructure(pdf.struct(role, {}, draw));
  pdf.addPage();
  part("P", () => drawHead(pdf, pass));
  part("Sect", () => drawCard(pdf, pass));
  part("Sect", () => drawPaperCode(pdf, pass));
  part("P", () => drawNotes(pdf, pass));
  pdf.end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of pdf) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function openDocument({ recordLocator, flight }: BoardingPassView): Pdf {
  const pdf = new PdfDocument({
    size: "A4",
    margin: 0,
    autoFirstPage: false,
    pdfVersion: "1.7",
    tagged: true,
    lang: "en",
    displayTitle: true,
    info: {
      Title: toLine(`Boarding pass ${flight.designator} ${flight.origin.city} to ${flight.destination.city} (${recordLocator})`),
      Author: toLine(flight.airline.name),
      Creator: "Skyhold",
      Producer: "Skyhold",
      CreationDate: flight.departs.at,
      ModDate: flight.departs.at,
    },
  });
  registerFonts(pdf);
  return pdf;
}

function drawHead(pdf: Pdf, { flight, sequence }: BoardingPassView): void {
  pdf.rect(0, 0, page.width, 5).fill(colours.accent);
  drawMark(pdf, page.left, 34);
  write(pdf, flight.airline.name, { ...styles.heading, size: 14, x: page.left + 36, y: 33, width: 290 });
  write(pdf, "Boarding pass", { ...styles.small, x: page.left + 36, y: 51, width: 290 });
  const right = { x: page.right - 170, width: 170, align: "right" } as const;
  write(pdf, "Sequence", { ...styles.small, ...right, y: 36 });
  write(pdf, String(sequence).padStart(4, "0"), { ...styles.strong, ...right, y: 50 });
}

function drawCard(pdf: Pdf, pass: BoardingPassView): void {
  const { flight, seat, cabin, boardingAt, barcode } = pass;
  pdf.roundedRect(page.left, top, page.content, cardHeight, 10).fill(colours.tint);
  write(pdf, "Passenger", { ...styles.label, x: inner.x, y: top + pad, width: 280 });
  drawName(pdf, pass);
  drawEnd(pdf, { place: flight.origin, time: flight.expectedDeparts }, { x: inner.x, y: top + 96 });
  drawEnd(pdf, { place: flight.destination, time: flight.expectedArrives }, { x: inner.x + 152, y: top + 96 });
  pdf.roundedRect(inner.right - aztecSide - 24, top + pad, aztecSide + 24, aztecSide + 24, 8).fill(colours.white);
  drawSymbol(pdf, toAztec(barcode), { x: inner.right - aztecSide - 12, y: top + pad + 12, width: aztecSide, height: aztecSide });
  rule(pdf, { x: inner.x, y: top + 208, width: inner.width });
  const facts = [
    ["Boarding", formatTime(boardingAt)],
    ["Gate", flight.gate ?? "see screens"],
    ["Seat", seat ?? "on lap"],
    ["Terminal", flight.origin.terminal ?? "–"],
  ] as const;
  const width = inner.width / facts.length;
  for (const [at, [label, value]] of facts.entries()) {
    write(pdf, label, { ...styles.label, x: inner.x + at * width, y: top + 220, width });
    const size = value.length > 6 ? 15 : 25;
    write(pdf, value, { ...styles.hero, size, x: inner.x + at * width, y: top + 231 + (25 - size) / 2, width: width - 6 });
  }
  const details = [
    ["Flight", flight.designator],
    ["Date", formatDate(flight.expectedDeparts)],
    ["Class", cabinNames[cabin]],
    ["Booking", pass.recordLocator],
  ] as const;
  for (const [at, [label, value]] of details.entries()) {
    write(pdf, label, { ...styles.label, x: inner.x + at * width, y: top + 280, width });
    write(pdf, value, { ...styles.strong, size: 11, x: inner.x + at * width, y: top + 292, width: width - 6 });
  }
}

/** In two lines; a name that is longer is written smaller, never cut. */
function drawName(pdf: Pdf, { givenName, surname }: BoardingPassView): void {
  const name = `${givenName} ${surname}`;
  const box = { x: inner.x, y: top + pad + 11, width: inner.width - aztecSide - 48 };
  const size = [19, 15, 11, 8].find((points) => measure(pdf, name, { ...styles.title, size: points, width: box.width }) <= 54) ?? 8;
  write(pdf, name, { ...styles.title, ...box, size });
}

const cabinNames = { economy: "Economy", premium_economy: "Premium Economy", business: "Business", first: "First" } as const;

function drawEnd(pdf: Pdf, { place, time }: { place: Place; time: ZonedTime }, { x, y }: { x: number; y: number }): void {
  write(pdf, place.iata, { ...styles.hero, size: 34, x, y, width: 140 });
  write(pdf, `${formatTime(time)} ${formatZone(time)}`, { ...styles.heroTime, size: 15, x, y: y + 42, width: 140 });
  write(pdf, place.city, { ...styles.body, x, y: y + 63, width: 140 });
  write(pdf, place.name, { ...styles.small, x, y: y + 77, width: 140, oneLine: true });
}

function drawPaperCode(pdf: Pdf, { barcode }: BoardingPassView): void {
  const y = top + cardHeight + 24;
  pdf.moveTo(page.left, y).lineTo(page.right, y).lineWidth(0.75).dash(4, { space: 4 }).strokeColor(colours.line).stroke().undash();
  const symbol = toPdf417(barcode);
  const height = (symbol.rows * rowModules * paper.width) / symbol.columns;
  drawSymbol(pdf, symbol, { x: page.left + (page.content - paper.width) / 2, y: y + 28, width: paper.width, height });
}

function drawNotes(pdf: Pdf, { flight, boardingAt, gateClosesAt, seat }: BoardingPassView): void {
  const y = top + cardHeight + 24 + 28 + paper.height + 30;
  const lines = [
    `Be at the gate at ${formatTime(boardingAt)}. It closes at ${formatTime(gateClosesAt)}, whoever is missing.`,
    flight.gate === null
      ? "The gate is not known yet: look at the screens of the airport."
      : "The gate may change: look at the screens of the airport.",
    ...(seat === null ? [] : ["If you change your seat, this pass stays good; the gate knows where you sit."]),
    "Keep the travel documents at hand that you checked in with.",
  ];
  write(pdf, "Good to know", { ...styles.heading, x: page.left, y, width: page.content });
  for (const [at, line] of lines.entries()) write(pdf, line, { ...styles.body, x: page.left, y: y + 22 + at * 17, width: page.content });
}
