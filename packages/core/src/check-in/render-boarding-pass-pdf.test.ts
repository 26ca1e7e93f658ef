import { inflateSync } from "node:zlib";

import { AztecCodeReader, BinaryBitmap, HybridBinarizer, PDF417Reader, RGBLuminanceSource } from "@zxing/library";
import { expect, test } from "vitest";

import { FlightId } from "../ids.ts";
import { sampleAirports, sampleSegment } from "../tickets/e-ticket-samples.ts";
import { toAztec, toSvg } from "../tickets/pdf/symbols.ts";
import { instantOf, toZonedTime } from "../time.ts";
import { encodePass } from "./boarding-pass-code.ts";
import type { BoardingPassView } from "./boarding-pass.ts";
import { renderBoardingPassPdf } from "./render-boarding-pass-pdf.ts";

const { OSL, CDG } = sampleAirports;
const { departs, arrives } = sampleSegment([OSL, CDG], ["2026-12-01T08:30:00Z", "2026-12-01T10:55:00Z"]);
const place = ({ iata, name, city }: typeof OSL) => ({ iata, name, city, country: "XX", terminal: "1" });
const at = (instant: string) => toZonedTime(instantOf(instant), OSL.timeZone);

const pass: BoardingPassView = {
  recordLocator: "K7QX2M",
  surname: "Þórsdóttir-Wolfeschlegelsteinhausen",
  givenName: "Nguyễn Łukasz Ånh",
  flight: {
    id: FlightId.parse("flt_00000000-0000-7000-8000-000000000000"),
    designator: "NV 123",
    airline: { iata: "NV", name: "Nordvind" },
    aircraft: { iata: "32N", name: "Airbus A320neo" },
    origin: place(OSL),
    destination: place(CDG),
    departs,
    arrives,
    durationMinutes: 145,
    status: "boarding",
    gate: "A12",
    expectedDeparts: departs,
    expectedArrives: arrives,
  },
  cabin: "economy",
  seat: "12A",
  sequence: 7,
  boardingAt: at("2026-12-01T07:30:00Z"),
  gateClosesAt: at("2026-12-01T08:20:00Z"),
  barcode: encodePass({
    recordLocator: "K7QX2M",
    surname: "Þórsdóttir-Wolfeschlegelsteinhausen",
    givenName: "Nguyễn Łukasz Ånh",
    origin: "OSL",
    destination: "CDG",
    airlineCode: "NV",
    flightNumber: 123,
    suffix: "",
    date: "2026-12-01",
    cabin: "economy",
    seat: "12A",
    sequence: 7,
    passCode: "ABCDEFGH23",
  }),
};

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Every rectangle that the page fills, in points from its upper left corner: what a printer gets of a barcode. */
function rectanglesOf(pdf: Uint8Array): Box[] {
  const file = Buffer.from(pdf);
  const drawn = Array.from(file.toString("latin1").matchAll(/stream\r?\n([^]*?)\r?\nendstream/gu), ([, data = ""]) => inflated(data)).join(
    "\n",
  );
  return Array.from(drawn.matchAll(/^(\S+) (\S+) (\S+) (\S+) re$/gmu), ([, x, y, width, height]) => ({
    x: Number(x),
    y: Number(y),
    width: Number(width),
    height: Number(height),
  })).filter(({ width }) => width < 100);
}

function inflated(data: string): string {
  try {
    return inflateSync(Buffer.from(data, "latin1")).toString("latin1");
  } catch {
    // A font, perhaps, that is packed otherwise.
    return "";
  }
}

/** A photograph of the rectangles, some pixels to a unit, with light around them. */
function photograph(boxes: readonly Box[], scale: number): BinaryBitmap {
  const margin = 16;
  const [left, top] = [Math.min(...boxes.map(({ x }) => x)), Math.min(...boxes.map(({ y }) => y))];
  const width = Math.ceil((Math.max(...boxes.map((box) => box.x + box.width)) - left) * scale) + 2 * margin;
  const height = Math.ceil((Math.max(...boxes.map((box) => box.y + box.height)) - top) * scale) + 2 * margin;
  const luminance = new Uint8ClampedArray(width * height).fill(255);
  const pixel = (length: number) => margin + Math.round(length * scale);
  for (const box of boxes) {
    for (let row = pixel(box.y - top); row < pixel(box.y - top + box.height); row += 1)
      luminance.fill(0, row * width + pixel(box.x - left), row * width + pixel(box.x - left + box.width));
  }
  return new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(luminance, width, height)));
}

test("a scanner reads the pass from the paper as it is drawn: the Aztec code in the card, and the PDF417 below the fold", async () => {
  const boxes = rectanglesOf(await renderBoardingPassPdf(pass));
  const [card, below] = [boxes.filter(({ y }) => y < 430), boxes.filter(({ y }) => y > 438)];

  expect(new AztecCodeReader().decode(photograph(card, 4)).getText()).toBe(pass.barcode);
  expect(new PDF417Reader().decode(photograph(below, 4)).getText()).toBe(pass.barcode);
});

test("a scanner reads the pass from the image that a telephone shows", () => {
  const svg = toSvg(toAztec(pass.barcode));
  const modules = Array.from(svg.matchAll(/M(\d+) (\d+)h1v1h-1z/gu), ([, x, y]) => ({ x: Number(x), y: Number(y), width: 1, height: 1 }));

  expect(new AztecCodeReader().decode(photograph(modules, 5)).getText()).toBe(pass.barcode);
});
