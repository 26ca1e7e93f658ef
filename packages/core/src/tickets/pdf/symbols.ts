import bwip from "bwip-js";

import { colours } from "./ink.ts";
import type { Pdf } from "./ink.ts";

/** The dark and light modules of a barcode, row by row. */
export interface Symbol2d {
  readonly columns: number;
  readonly rows: number;
  readonly dark: readonly boolean[];
}

/** Aztec (ISO/IEC 24778), for the screen of a telephone: it needs no quiet zone. */
export function toAztec(text: string): Symbol2d {
  return modulesOf("azteccode", text, "eclevel=23");
}

/** PDF417 (ISO/IEC 15438), for paper. Its rows are to be drawn three modules high; the caller leaves two modules of quiet zone. */
export function toPdf417(text: string): Symbol2d {
  return modulesOf("pdf417", text, "columns=6 eclevel=3");
}

/** A QR code (ISO/IEC 18004, error correction level M); the caller leaves four modules of quiet zone. */
export function toQr(text: string): Symbol2d {
  return modulesOf("qrcode", text, "eclevel=M");
}

function modulesOf(symbology: string, text: string, options: string): Symbol2d {
  // Not the named export `raw`, which at run time is the encoder of another symbology.
  const [symbol] = bwip.raw(symbology, text, options);
  if (symbol === undefined || !("pixs" in symbol)) throw new TypeError(`A symbol of ${symbology} was expected`);
  return { columns: symbol.pixx, rows: symbol.pixs.length / symbol.pixx, dark: symbol.pixs.map((module) => module === 1) };
}

/** Draws a symbol as shapes into a box, so that it stays sharp at any scale. */
export function drawSymbol(
  pdf: Pdf,
  { columns, rows, dark }: Symbol2d,
  box: { x: number; y: number; width: number; height: number },
): void {
  const [across, down] = [box.width / columns, box.height / rows];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      if (!dark[row * columns + column]) continue;
      const start = column;
      // One shape per run: neighbouring squares would show hairlines of light on screen.
      while (column + 1 < columns && dark[row * columns + column + 1]) column += 1;
      pdf.rect(box.x + start * across, box.y + row * down, (column - start + 1) * across, down + 0.05);
    }
  }
  pdf.fill(colours.ink);
}

/** The same as an image for a page, one unit to a module, which whoever shows it scales. */
export function toSvg({ columns, rows, dark }: Symbol2d): string {
  const path = dark.flatMap((module, at) => (module ? [`M${at % columns} ${Math.floor(at / columns)}h1v1h-1z`] : [])).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 -2 ${columns + 4} ${rows + 4}" shape-rendering="crispEdges"><path fill="#fff" d="M-2 -2h${columns + 4}v${rows + 4}h-${columns + 4}z"/><path d="${path}"/></svg>`;
}
