import { z } from "zod";

import type { Cabin } from "../flights/flight.ts";
import { Money, roundPayable } from "../money.ts";
import type { Charge } from "./charges.ts";
import type { PassengerType } from "./party.ts";

/** One line of a price: what is charged for one passenger on one segment. */
export const PriceLine = z.strictObject({
  kind: z.enum(["fare", "tax", "fee", "seat", "ancillary"]),
  code: z.string().describe("Fare brand, tax or seat code: `STANDARD`, `XT`, `SEAT`, `LEGROOM`"),
  label: z.string().describe("The line in words"),
  segment: z.int().nonnegative().describe("Index of the segment"),
  passenger: z.int().nonnegative().describe("Index of the passenger: adults first, then children, then infants"),
  amount: Money,
});
export type PriceLine = z.infer<typeof PriceLine>;

/** What a fare brand does to the price. */
export interface BrandFactor {
  readonly code: string;
  readonly name: string;
  readonly farePercent: number;
}

/** What the price of a segment is made from. */
export interface PricedSegment {
  readonly cabin: Cabin;
  /** Base fare of an adult in minor units. */
  readonly baseFare: number;
  readonly currency: string;
  readonly capacity: number;
  readonly free: number;
  /** What its departure is charged for. */
  readonly charges: readonly Charge[];
  readonly brand: BrandFactor;
}

/** Share of the adult fare by passenger type, in percent: the usual IATA child and lap-infant discounts. */
const typePercent: Readonly<Record<PassengerType, number>> = { ADT: 100, CHD: 75, INF: 10 };

/** How full the cabin is makes the fare dearer: over 50 % sold ×1.1, over 70 % ×1.3, over 90 % ×1.5. Never cheaper as it fills. */
export function occupancyPercent(capacity: number, free: number): number {
  const soldPercent = ((capacity - free) * 100) / capacity;
  if (soldPercent > 90) return 150;
  if (soldPercent > 70) return 130;
  return soldPercent > 50 ? 110 : 100;
}

/** The lines of a price: for each passenger and segment the fare, then taxes and fees. Each can be charged in its currency, and so can their sum, the total: nothing is rounded after them. */
export function priceLines(segments: readonly PricedSegment[], passengers: readonly PassengerType[]): PriceLine[] {
  return segments.flatMap((segment, index) => passengers.flatMap((type, passenger) => linesOf(segment, index, { type, passenger })));
}

/** Lap infants are exempt from taxes and fees, as in most states. */
function linesOf(
  { brand, currency, charges, ...segment }: PricedSegment,
  index: number,
  who: { type: PassengerType; passenger: number },
): PriceLine[] {
  const factor = (brand.farePercent * occupancyPercent(segment.capacity, segment.free) * typePercent[who.type]) / 1_000_000;
  const fare = roundPayable(segment.baseFare * factor, currency);
  const place = { segment: index, passenger: who.passenger };
  const lines: PriceLine[] = [
    { kind: "fare", code: brand.code, label: `${brand.name} fare`, ...place, amount: { amount: fare, currency } },
  ];
  if (who.type === "INF") return lines;
  // In hundredths of a percent, which are whole: 2.05 times 3000 is less than 6150 for a computer, and would round down.
  for (const { percent, ...charge } of charges)
    lines.push({ ...charge, ...place, amount: { amount: roundPayable((fare * Math.round(percent * 100)) / 10_000, currency), currency } });
  return lines;
}

/** The sum of lines that share one currency. */
export function totalOf(lines: readonly PriceLine[]): Money {
  const currency = lines[0]?.amount.currency ?? "EUR";
  return { amount: lines.reduce((sum, line) => sum + line.amount.amount, 0), currency };
}
