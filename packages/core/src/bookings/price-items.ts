import type { Prisma } from "@skyhold/db";

import type { Money } from "../money.ts";
import { refundablePayments } from "../refunds/refundable-payments.ts";
import type { TripFacts } from "../refunds/rules/facts.ts";
import { priceCancellation, withinRemaining } from "../refunds/rules/price-cancellation.ts";
import type { CancelledLine } from "../refunds/rules/price-cancellation.ts";
import { unaskedRules } from "../refunds/rules/rule-table.ts";
import type { CancellationQuote } from "./cancellation.ts";
import type { Item } from "./cancellation-scope.ts";
import { isCancelled, tripFacts } from "./read-cancellable.ts";
import type { CancellableBooking } from "./read-cancellable.ts";

/** What is cancelled, line by line, in minor units of the booking's currency. */
export interface PricedItems {
  readonly items: readonly Item[];
  readonly lines: readonly CancelledLine[];
  readonly paid: number;
  readonly refund: number;
  readonly trace: readonly string[];
}

/**
 * By the rules; everything by a decision of staff; or by those rules alone that give back without being asked what was paid for a flight that
 * has left without somebody, by the index of its segment.
 */
export type RefundTerms = "rules" | "full" | { readonly leftWithout: number };

/** What comes back for these items at this moment, held to what is left of the payments. */
export function priceItems(cancellable: CancellableBooking, items: readonly Item[], terms: RefundTerms): PricedItems {
  const lines = linesOf(cancellable, items);
  const priced = priceAt(tripFacts(cancellable), lines, terms);
  const { id, payments } = cancellable.booking;
  const left = refundablePayments(id, payments).reduce((sum, { remaining }) => sum + remaining, 0);
  const decided = withinRemaining(priced, left);
  return {
    items,
    lines: decided,
    paid: decided.reduce((sum, { amount }) => sum + amount, 0),
    refund: decided.reduce((sum, { refunded }) => sum + refunded, 0),
    trace: [...new Set(decided.map(({ why }) => why))],
  };
}

function priceAt(facts: TripFacts, lines: ReturnType<typeof linesOf>, terms: RefundTerms): CancelledLine[] {
  if (terms === "rules") return priceCancellation(facts, lines);
  if (terms === "full")
    return lines.map((line) => ({ ...line, refunded: line.amount, rule: "staff", why: "Refunded in full by our staff" }));
  // What became of the trip's other flights is no reason to have stayed away from this one.
  const segments = facts.segments.map((segment, at) => ({ ...segment, given: at !== terms.leftWithout }));
  return priceCancellation({ ...facts, segments }, lines, unaskedRules);
}

/** A line goes with the last of those whom it is for: one passenger on one segment as a rule, everybody for the whole trip at most. */
function linesOf(cancellable: CancellableBooking, items: readonly Item[]): Omit<CancelledLine, "refunded" | "rule" | "why">[] {
  const { passengers, segments, priceLines } = cancellable.booking;
  const gone = ({ passenger, segment }: Item) =>
    isCancelled(cancellable, passenger, segment) || items.some((item) => item.passenger === passenger && item.segment === segment);
  return priceLines.flatMap((line) => {
    const covers = segments.flatMap((segment, at) =>
      passengers.flatMap(({ id }, passenger) =>
        (line.segmentId ?? segment.id) === segment.id && (line.passengerId ?? id) === id ? [{ passenger, segment: at }] : [],
      ),
    );
    if (!covers.every(gone)) return [];
    const segment = line.segmentId === null ? null : segments.findIndex(({ id }) => id === line.segmentId);
    return [{ id: line.id, kind: line.kind, segment, amount: Number(line.amountMinor) }];
  });
}

/** The same for people: with its labels, as money of the booking's currency. */
export function describeItems(
  { booking }: CancellableBooking,
  priced: PricedItems,
): Omit<CancellationQuote, "quote" | "bookingId" | "expiresAt"> {
  const money = (amount: number): Money => ({ amount, currency: booking.currency });
  return {
    items: [...priced.items],
    lines: priced.lines.map((line) => {
      const { kind, code, label, passengerId } = storedLine(booking.priceLines, line.id);
      const passenger = passengerId === null ? null : booking.passengers.findIndex(({ id }) => id === passengerId);
      const amounts = { paid: money(line.amount), refunded: money(line.refunded), kept: money(line.amount - line.refunded) };
      return { kind, code, label, segment: line.segment, passenger, ...amounts, why: line.why };
    }),
    paid: money(priced.paid),
    refund: money(priced.refund),
    kept: money(priced.paid - priced.refund),
    trace: [...priced.trace],
  };
}

function storedLine(lines: readonly Prisma.PriceLineGetPayload<object>[], id: string) {
  const line = lines.find((candidate) => candidate.id === id);
  if (!line) throw new Error(`There is no price line ${id}`);
  return line;
}
