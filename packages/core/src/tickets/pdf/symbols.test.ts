import { AztecCodeReader, BinaryBitmap, HybridBinarizer, PDF417Reader, QRCodeReader, RGBLuminanceSource } from "@zxing/library";
import { expect, test } from "vitest";

import { longTicket, sampleTicket } from "../e-ticket-samples.ts";
import { receiptCode } from "../receipt-code.ts";
import { toAztec, toPdf417, toQr } from "./symbols.ts";
import type { Symbol2d } from "./symbols.ts";

/** The luminance of an image of the symbol, with light around it. */
function draw({ columns, rows, dark }: Symbol2d, scale: number): BinaryBitmap {
  const quiet = 4;
  const [width, height] = [(columns + 2 * quiet) * scale, (rows + 2 * quiet) * scale];
  const luminance = new Uint8ClampedArray(width * height).map((_, at) => {
    const [row, column] = [Math.floor(at / width / scale) - quiet, Math.floor((at % width) / scale) - quiet];
    return row >= 0 && column >= 0 && row < rows && column < columns && dark[row * columns + column] ? 0 : 255;
  });
  return new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(luminance, width, height)));
}

const scanQr = (text: string) => new QRCodeReader().decode(draw(toQr(text), 4)).getText();

test("a scanner reads the record locator and both ticket numbers from the receipt's code", () => {
  expect(scanQr(receiptCode(sampleTicket()))).toBe("K7QX2M/1234567890123/1234567890124");
});

test("a scanner reads all nine ticket numbers of a full booking", () => {
  const numbers = longTicket().passengers.map(({ ticketNumber }) => ticketNumber.replace("-", ""));
  expect(scanQr(receiptCode(longTicket())).split("/")).toEqual(["K7QX2M", ...numbers]);
});

test("a scanner reads the very text of a boarding pass from the Aztec code and from the PDF417", () => {
  const text = "M1NUNEZ OBRIEN/ZOE    EK7QX2M CDGLIS6E 0045A335W012A0007 13C>6180  6326B6E              2A12345678901230 6E 6E^ABCDEFGH23";
  expect(new AztecCodeReader().decode(draw(toAztec(text), 4)).getText()).toBe(text);
  expect(new PDF417Reader().decode(draw(toPdf417(text), 3)).getText()).toBe(text);
});
