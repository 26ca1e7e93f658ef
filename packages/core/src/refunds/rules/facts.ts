import type { PriceLine } from "../../fares/price.ts";

/** What a rule decides on: nothing of it is asked for while deciding, so the same facts always give the same answer. */
export interface TripFacts {
  readonly now: Date;
  /** When the seats were reserved, and when the booking was paid: a right that counts from the booking counts from what is better for the traveller. */
  readonly reservedAt: Date;
  readonly confirmedAt: Date;
  /** Until then everything comes back whatever the fare; null as a rule. */
  readonly freeCancellationUntil: Date | null;
  /** Of every line. */
  readonly currency: string;
  /** By position. */
  readonly segments: readonly SegmentFacts[];
}

/** One flight of the trip as it was sold, and as it is expected now. */
export interface SegmentFacts {
  readonly brand: { readonly name: string; readonly refundPercent: number };
  /** The booking was made with it; false where it was changed to it later. */
  readonly reserved: boolean;
  readonly origin: Place;
  readonly destination: Place;
  /** Whose authority has licensed the carrier, ISO 3166-1 alpha-2; null where that is not known. */
  readonly licensedIn: string | null;
  readonly departsAt: Date;
  readonly arrivesAt: Date;
  readonly expectedDepartsAt: Date;
  readonly expectedArrivesAt: Date;
  readonly cancelledByCarrier: boolean;
  /** When the carrier's cancellation was announced; null where that is not on record. */
  readonly announcedAt: Date | null;
  /** The flight before arrives so late by now that its travellers cannot change to this one any more. */
  readonly missed: boolean;
  /** Nobody of the booking travels on it any more: what happens to it concerns the rest no longer. */
  readonly given: boolean;
}

/** An airport as the law sees it. */
export interface Place {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
}

export type LineKind = PriceLine["kind"];

/** How much of a kind of line comes back, in percent, and the sentence that says why. */
export interface Share {
  readonly percent: number;
  readonly why: string;
}

/** What a rule grants for one segment. */
export interface Entitlement {
  readonly rule: string;
  readonly shareOf: (kind: LineKind) => Share;
}

/** A rule with the bookings that it is for: those confirmed from `from` on, and before `until` where it has ended. ISO 8601 dates, UTC. */
export interface RefundRule {
  readonly id: string;
  readonly from: string;
  readonly until: string | null;
  /** What it grants is given without being asked to who was not on board when the flight left; false when left out. */
  readonly unasked?: true;
  /** What it grants for the segment at that position; null where it does not apply. */
  readonly grant: (facts: TripFacts, segment: SegmentFacts) => Omit<Entitlement, "rule"> | null;
}

const hourMs = 3_600_000;

/** Hours from one instant to another, with fractions; negative when the second is earlier. */
export function hoursBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / hourMs;
}
