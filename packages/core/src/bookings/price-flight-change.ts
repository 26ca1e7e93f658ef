import { roundPayable } from "../money.ts";
import { withinRemaining } from "../refunds/rules/price-cancellation.ts";
import type { CancelledLine } from "../refunds/rules/price-cancellation.ts";

/** What a fare brand says of changes. */
export interface ChangeTerms {
  readonly name: string;
  readonly changeFeePercent: number | null;
}

/** A price of flights that are changed for others, in minor units: paid + due = price + refund + kept. */
export interface PricedChange {
  /** What the replaced flights were paid with, line by line; `refunded` of each is what it is worth now. */
  readonly lines: readonly CancelledLine[];
  readonly paid: number;
  /** What the lines are worth together: it goes into the new flights, and what is left of it comes back. */
  readonly value: number;
  /** What the replaced flights pay of the new ones. */
  readonly credit: number;
  /** What the fares' conditions keep of the fares for a change; part of what is kept. */
  readonly fee: number;
  readonly price: number;
  readonly due: number;
  readonly refund: number;
}

/** What decides on the price of a change. */
export interface ChangeToPrice {
  /** Lines of the replaced flights, as a cancellation would refund them at this moment. */
  readonly cancelled: readonly CancelledLine[];
  /** By segment of the booking. */
  readonly terms: readonly ChangeTerms[];
  /** What is left of the payments of the booking. */
  readonly remaining: number;
  readonly price: number;
  /** What of the price a cancellation of the new flights would give back by their fares, or other seats would. */
  readonly refundable: number;
  readonly currency: string;
}

/** The first fare that its conditions do not let be changed, by the index of its segment: nothing but a right to all of its money does. Null where each may be. */
export function findUnchangeable(cancelled: readonly CancelledLine[], terms: readonly ChangeTerms[]): number | null {
  const fixed = cancelled.find(
    ({ kind, segment, amount, refunded }) =>
      kind === "fare" && segment !== null && refunded < amount && terms[segment]?.changeFeePercent === null,
  );
  return fixed?.segment ?? null;
}

/**
 * What a change costs, or brings: each line that is given up is worth what it cost, a fare less the change fee of its brand, and never less than
 * a cancellation would give back. But money stays money, and the rest does not become money: what comes back now and could come back of the new
 * flights is never more than could have come back before and what is paid. Chosen seats count as money: cheaper ones give back the difference.
 */
export function priceFlightChange({ cancelled, terms, remaining, price, refundable, currency }: ChangeToPrice): PricedChange {
  const full = cancelled.map((line) => worthOf(line, terms, currency));
  const worth = withinRemaining(full, remaining);
  const asMoney = withinRemaining(
    cancelled.map((line) => (line.kind === "seat" ? { ...line, refunded: line.amount } : line)),
    remaining,
  );
  const [all, money] = [sumOf(worth), sumOf(asMoney)];
  const due = Math.max(0, price - all, refundable - money);
  const credit = price - due;
  const refund = Math.min(all - credit, Math.max(0, money + due - refundable));
  const lines = keepRest(worth, asMoney, all - credit - refund);
  const paid = lines.reduce((sum, { amount }) => sum + amount, 0);
  const fee = full.reduce((sum, { kind, amount, refunded }) => sum + (kind === "fare" ? amount - refunded : 0), 0);
  return { lines, paid, value: sumOf(lines), credit, fee, price, due, refund };
}

function sumOf(lines: readonly CancelledLine[]): number {
  return lines.reduce((sum, { refunded }) => sum + refunded, 0);
}

function worthOf(line: CancelledLine, terms: readonly ChangeTerms[], currency: string): CancelledLine {
  const { kind, amount, refunded } = line;
  if (refunded === amount) return line;
  if (kind !== "fare") return { ...line, refunded: amount, rule: "change", why: "Goes into the price of the new flights" };
  const { name, changeFeePercent } = (line.segment === null ? undefined : terms[line.segment]) ?? fixedFare;
  if (changeFeePercent === null) return line;
  const left = amount - roundPayable((amount * changeFeePercent) / 100, currency);
  if (left <= refunded) return line;
  const why = changeFeePercent === 0 ? `${name}: changes free of charge` : `${name}: a change costs ${changeFeePercent} % of the fare`;
  return { ...line, refunded: left, rule: "change", why };
}

const fixedFare: ChangeTerms = { name: "Fare", changeFeePercent: null };

/** Keeps what the new flights cannot be paid with and what does not come back, of the lines that are worth more in a change than in money. */
function keepRest(worth: readonly CancelledLine[], asMoney: readonly CancelledLine[], rest: number): CancelledLine[] {
  let left = rest;
  return worth.map((line, at) => {
    const part = Math.min(left, Math.max(0, line.refunded - (asMoney[at]?.refunded ?? 0)));
    left -= part;
    if (part === 0) return line;
    return {
      ...line,
      refunded: line.refunded - part,
      rule: "change",
      why: "Not refundable: what the new flights do not use of it is kept",
    };
  });
}
