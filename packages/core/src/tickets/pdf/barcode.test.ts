import { BinaryBitmap, HybridBinarizer, QRCodeReader, RGBLuminanceSource } from "@zxing/library";
import { expect, test } from "vitest";
import { longTicket, sampleTicket } from "../e-ticket-samples.ts";
import { barcodeText, toQrModules } from "./barcode.ts";
import type { BarcodeModules } from "./barcode.ts";

const SCALE = 4;
const QUIET = 4;

function scan({ size, dark }: BarcodeModules): string {
  const side = (size + 2 * QUIET) * SCALE;
  const luminance = new Uint8ClampedArray(side * side).map((_, index) => {
    const [row, column] = [Math.floor(index / side / SCALE) - QUIET, Math.floor((index % side) / SCALE) - QUIET];
    const inside = row >= 0 && column >= 0 && row < size && column < size;
    return inside && dark[row * size + column] ? 0 : 255;
  });
  return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(luminance, side, side)))).getText();
}

test("a scanner reads the record locator and both ticket numbers from the code", () => {
  expect(scan(toQrModules(barcodeText(sampleTicket())))).toBe("K7QX2M/1234567890123/1234567890124");
});

test("a scanner reads all nine ticket numbers of a full booking", () => {
  const text = scan(toQrModules(barcodeText(longTicket())));
  expect(text.split("/")).toEqual(["K7QX2M", ...longTicket().passengers.map(({ ticketNumber }) => ticketNumber.replace("-", ""))]);
});
