import { formatDate, formatTime, formatZone } from "../../time.ts";
import type { ZonedTime } from "../../time.ts";
import type { ETicketAirport, ETicketSegment } from "../e-ticket.ts";
import { connectionNote, dayMark, formatDuration } from "../ticket-words.ts";
import { colours, measure, rule, styles, widthOf, write } from "./ink.ts";
import type { Pdf } from "./ink.ts";
import { page } from "./page.ts";
import type { Block } from "./page.ts";

const padding = 16;
const inner = { x: page.left + padding, width: page.content - 2 * padding } as const;
const end = { width: 182 } as const;
const arrivalX = inner.x + inner.width - end.width;
const facts = [
  { x: inner.x, width: 128 },
  { x: inner.x + 144, width: 104 },
  { x: arrivalX, width: end.width },
] as const;

/** The flights, each a card that is never cut, with the connections between them. */
export function itineraryBlocks(pdf: Pdf, segments: readonly ETicketSegment[]): Block[] {
  const heading = segments.length === 1 ? "Your flight" : "Your flights";
  return [
    {
      height: 15,
      gap: 18,
      role: "H2",
      keepWithNext: true,
      draw: (y) => void write(pdf, heading, { ...styles.heading, x: page.left, y, width: page.content }),
    },
    ...segments.flatMap((segment, index) => {
      const note = connectionNote(segment, segments[index + 1]);
      const card = segmentBlock(pdf, segment, index === 0);
      return note === null ? [card] : [{ ...card, keepWithNext: true }, connectionBlock(pdf, note)];
    }),
  ];
}

function connectionBlock(pdf: Pdf, note: string): Block {
  return {
    height: 12,
    gap: 8,
    role: "P",
    draw(y) {
      pdf
        .moveTo(inner.x + 3, y - 6)
        .lineTo(inner.x + 3, y + 18)
        .lineWidth(1.5)
        .lineCap("round")
        .dash(0.1, { space: 3.5 });
      pdf.strokeColor(colours.accent).stroke().undash();
      write(pdf, note, { ...styles.small, colour: colours.accent, x: inner.x + 14, y, width: inner.width - 14 });
    },
  };
}

function segmentBlock(pdf: Pdf, segment: ETicketSegment, first: boolean): Block {
  const operated = `Operated by ${segment.operatingAirline}`;
  const badge = widthOf(pdf, segment.flight, styles.strong) + 18;
  const operatedBox = { ...styles.small, x: inner.x + badge + 10, width: inner.width - badge - 10 };
  const headHeight = Math.max(20, measure(pdf, operated, operatedBox));
  const ends = Math.max(endHeight(pdf, segment.origin), endHeight(pdf, segment.destination));
  const factsHeight = Math.max(
    ...factsOf(segment).map(([, value], index) => measure(pdf, value, { ...styles.body, ...(facts[index] ?? facts[0]) })),
  );
  const endsAt = padding + headHeight + 12;
  const factsAt = endsAt + ends + 12;
  const height = factsAt + 12 + 12 + factsHeight + padding - 4;
  return {
    height,
    gap: first ? 9 : 12,
    role: "Sect",
    draw(y) {
      pdf.roundedRect(page.left, y, page.content, height, 8).lineWidth(0.9).strokeColor(colours.line).stroke();
      drawBadge(pdf, segment.flight, { x: inner.x, y: y + padding, width: badge });
      write(pdf, operated, { ...operatedBox, y: y + padding + 4.5 });
      drawEnd(pdf, { airport: segment.origin, time: segment.departs, mark: "" }, { x: inner.x, y: y + endsAt });
      drawConnector(pdf, formatDuration(segment.durationMinutes), y + endsAt);
      const mark = dayMark(segment.departs, segment.arrives);
      drawEnd(pdf, { airport: segment.destination, time: segment.arrives, mark }, { x: arrivalX, y: y + endsAt });
      rule(pdf, { ...inner, y: y + factsAt });
      drawFacts(pdf, segment, y + factsAt + 11);
    },
  };
}

function drawBadge(pdf: Pdf, flight: string, box: { x: number; y: number; width: number }): void {
  pdf.roundedRect(box.x, box.y, box.width, 20, 10).fill(colours.ink);
  write(pdf, flight, { ...styles.strong, colour: colours.white, ...box, y: box.y + 4, align: "center" });
}

function placeOf({ city, country }: ETicketAirport): string {
  return country === null ? city : `${city}, ${country}`;
}

function nameOf({ name, terminal }: ETicketAirport): string {
  return terminal === null ? name : `${name}, Terminal\u00A0${terminal}`;
}

function endHeight(pdf: Pdf, airport: ETicketAirport): number {
  const place = measure(pdf, placeOf(airport), { ...styles.strong, ...end });
  return 33 + 15 + place + 1 + measure(pdf, nameOf(airport), { ...styles.small, ...end });
}

interface End {
  readonly airport: ETicketAirport;
  readonly time: ZonedTime;
  readonly mark: string;
}

function drawEnd(pdf: Pdf, { airport, time, mark }: End, { x, y }: { x: number; y: number }): void {
  write(pdf, airport.iata, { ...styles.hero, x, y, width: 70 });
  const timeX = x + widthOf(pdf, airport.iata, styles.hero) + 10;
  write(pdf, formatTime(time), { ...styles.heroTime, x: timeX, y, width: 90 });
  if (mark !== "") {
    const markX = timeX + widthOf(pdf, formatTime(time), styles.heroTime) + 5;
    write(pdf, mark, { ...styles.strong, size: 8.5, colour: colours.accent, x: markX, y: y + 5, width: x + end.width - markX + 12 });
  }
  write(pdf, `${formatDate(time)} · ${formatZone(time)}`, { ...styles.small, x, y: y + 33, width: end.width });
  const placeHeight = write(pdf, placeOf(airport), { ...styles.strong, x, y: y + 48, width: end.width });
  write(pdf, nameOf(airport), { ...styles.small, x, y: y + 49 + placeHeight, width: end.width });
}

function drawConnector(pdf: Pdf, duration: string, y: number): void {
  const left = inner.x + end.width;
  const width = arrivalX - left;
  const [from, to, middle] = [left + 8, arrivalX - 14, left + width / 2 - 3];
  const line = y + 16;
  for (const [start, stop] of [
    [from, middle - 12],
    [middle + 12, to],
  ] as const) {
    pdf.moveTo(start, line).lineTo(stop, line).lineWidth(1.4).lineCap("round").dash(0.1, { space: 4 });
    pdf.strokeColor(colours.accent).stroke().undash();
  }
  drawPlane(pdf, { x: middle, y: line });
  write(pdf, duration, { ...styles.small, x: left - 8, y: y + 33, width: width + 10, align: "center" });
}

/** A plane seen from above, flying to the right, about 20 points long. */
function drawPlane(pdf: Pdf, at: { x: number; y: number }): void {
  const half = [
    [9, -0.9],
    [6.5, -1.5],
    [2.2, -1.5],
    [-2.4, -7.6],
    [-4.4, -7.6],
    [-2, -1.4],
    [-6.2, -1.1],
    [-8, -3.4],
    [-9.4, -3.4],
    [-8.4, 0],
  ] as const;
  pdf.moveTo(at.x + 9.8, at.y);
  for (const [x, y] of half) pdf.lineTo(at.x + x, at.y + y);
  for (const [x, y] of half.toReversed()) pdf.lineTo(at.x + x, at.y - y);
  pdf.closePath().fill(colours.accent);
}

function factsOf(segment: ETicketSegment): (readonly [string, string])[] {
  return [
    ["Cabin and fare", `${segment.cabin}, ${segment.fareBrand}`],
    ["Aircraft", segment.aircraft],
    ["Baggage", segment.baggageAllowance],
  ];
}

function drawFacts(pdf: Pdf, segment: ETicketSegment, y: number): void {
  for (const [index, [label, value]] of factsOf(segment).entries()) {
    const column = facts[index] ?? facts[0];
    write(pdf, label, { ...styles.label, ...column, y });
    write(pdf, value, { ...styles.body, ...column, y: y + 12 });
  }
}
