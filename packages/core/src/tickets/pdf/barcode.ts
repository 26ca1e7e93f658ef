import bwip from "bwip-js";
import type { ETicket } from "../e-ticket.ts";
import { colours } from "./ink.ts";
import type { Pdf } from "./ink.ts";

/** A square of dark and light modules, row by row. */
export interface BarcodeModules {
  readonly size: number;
  readonly dark: readonly boolean[];
}

/** What the receipt's QR code says: the record locator, then each ticket number as 13 digits, parted by slashes: `K7QX2M/1234567890123`. */
export function barcodeText({ recordLocator, passengers }: Pick<ETicket, "recordLocator" | "passengers">): string {
  return [recordLocator, ...passengers.map((passenger) => passenger.ticketNumber.replaceAll("-", ""))].join("/");
}

/** The modules of a QR code (ISO/IEC 18004, error correction level M), without its quiet zone. */
export function toQrModules(text: string): BarcodeModules {
  // Not the named export `raw`, which at run time is the encoder of another symbology.
  const [symbol] = bwip.raw("qrcode", text, "eclevel=M");
  if (symbol === undefined || !("pixs" in symbol)) throw new TypeError("A QR code was expected");
  return { size: symbol.pixx, dark: symbol.pixs.map((module) => module === 1) };
}

/** Draws the code as shapes, so that it stays sharp at any scale; the caller leaves four modules of quiet zone. */
export function drawBarcode(pdf: Pdf, { size, dark }: BarcodeModules, box: { x: number; y: number; side: number }): void {
  const step = box.side / size;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (!dark[row * size + column]) continue;
      const start = column;
      // One shape per run: neighbouring squares would show hairlines of light on screen.
      while (column + 1 < size && dark[row * size + column + 1]) column += 1;
      pdf.rect(box.x + start * step, box.y + row * step, (column - start + 1) * step, step + 0.05);
    }
  }
  pdf.fill(colours.ink);
}
