import type { ETicket, ETicketSegment } from "../e-ticket.ts";
import { colours, measure, styles, write } from "./ink.ts";
import type { Pdf } from "./ink.ts";
import { page } from "./page.ts";
import type { Block } from "./page.ts";

const hang = 11;
const gutter = 28;
const columnWidth = (page.content - gutter) / 2;
const heading = { ...styles.strong, width: columnWidth };
const sentence = { ...styles.small, width: columnWidth - hang };

/** Two columns: the fare conditions, said once for all flights that share them, and what a traveller should know. */
export function conditionsBlocks(pdf: Pdf, ticket: ETicket): Block[] {
  const fares = groupByFare(ticket.segments);
  const left = fares.map((fare) => ({ title: titleOf(fare, fares.length > 1), sentences: fare.conditions }));
  const right = [{ title: "Good to know", sentences: goodToKnow(ticket) }];
  return [
    {
      height: Math.max(columnHeight(pdf, left), columnHeight(pdf, right)),
      gap: 18,
      role: "Sect",
      draw(y) {
        drawColumn(pdf, left, { x: page.left, y });
        drawColumn(pdf, right, { x: page.left + (left.length > 0 ? columnWidth + gutter : 0), y });
      },
    },
  ];
}

interface Passage {
  readonly title: string;
  readonly sentences: readonly string[];
}

interface Fare {
  readonly brand: string;
  readonly conditions: readonly string[];
  readonly flights: readonly string[];
}

function groupByFare(segments: readonly ETicketSegment[]): Fare[] {
  const groups = Map.groupBy(segments, ({ fareBrand, conditions }) => JSON.stringify([fareBrand, conditions]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || first.conditions.length === 0) return [];
    return [{ brand: first.fareBrand, conditions: first.conditions, flights: group.map((segment) => segment.flight) }];
  });
}

function titleOf({ brand, flights }: Fare, several: boolean): string {
  return several
    ? `Conditions of the ${brand} fare: ${flights.map((flight) => flight.replaceAll(" ", "\u00A0")).join(", ")}`
    : `Conditions of the ${brand} fare`;
}

function goodToKnow({ contactEmail }: ETicket): string[] {
  return [
    "All times are local to the airport.",
    "Check in to get your boarding passes.",
    `We send news of your flights to ${contactEmail}.`,
  ];
}

function columnHeight(pdf: Pdf, passages: readonly Passage[]): number {
  const heights = passages.map(({ title, sentences }) =>
    sentences.reduce((sum, text) => sum + 3 + measure(pdf, text, sentence), measure(pdf, title, heading)),
  );
  return heights.reduce((sum, height) => sum + height, 0) + Math.max(0, passages.length - 1) * 10;
}

function drawColumn(pdf: Pdf, passages: readonly Passage[], from: { readonly x: number; readonly y: number }): void {
  let y = from.y;
  for (const { title, sentences } of passages) {
    y += write(pdf, title, { ...heading, x: from.x, y });
    for (const text of sentences) {
      y += 3;
      pdf.circle(from.x + 3, y + 5.6, 1.4).fill(colours.accent);
      y += write(pdf, text, { ...sentence, x: from.x + hang, y });
    }
    y += 10;
  }
}
