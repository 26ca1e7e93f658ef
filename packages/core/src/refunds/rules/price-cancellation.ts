import { roundPayable } from "../../money.ts";
import { instantOf } from "../../time.ts";
import type { Entitlement, LineKind, RefundRule, Share, TripFacts } from "./facts.ts";
import { refundRules } from "./rule-table.ts";

/** A line of the price that is to be cancelled, in minor units. */
export interface PaidLine {
  readonly id: string;
  readonly kind: LineKind;
  /** Position of its segment; null where it is for the whole trip. */
  readonly segment: number | null;
  readonly amount: number;
}

/** What becomes of a line: the rest of the amount is kept. */
export interface CancelledLine extends PaidLine {
  readonly refunded: number;
  readonly rule: string;
  readonly why: string;
}

/**
 * What comes back of each line, by the rules under which the booking was made. Each line is decided for itself, whatever
 * else is cancelled with it, and rounded once: parts never add up to more than the whole, nor to less by rounding.
 */
export function priceCancellation(
  facts: TripFacts,
  lines: readonly PaidLine[],
  rules: readonly RefundRule[] = refundRules,
): CancelledLine[] {
  const valid = rules.filter(({ from, until }) => {
    const [begin, end] = [instantOf(from), until === null ? null : instantOf(until)];
    return facts.confirmedAt >= begin && (end === null || facts.confirmedAt < end);
  });
  const bySegment = facts.segments.map((segment) =>
    valid.flatMap(({ id, grant }): Entitlement[] => {
      const granted = grant(facts, segment);
      return granted ? [{ ...granted, rule: id }] : [];
    }),
  );
  return lines.map((line) => {
    const decisions = bySegment.map((entitlements) => best(entitlements, line.kind));
    const { percent, rule, why } = (line.segment === null ? least(decisions) : decisions[line.segment]) ?? nothing;
    return { ...line, refunded: roundPayable((line.amount * percent) / 100, facts.currency), rule, why };
  });
}

interface Decision extends Share {
  readonly rule: string;
}

const nothing: Decision = { percent: 0, rule: "none", why: "No rule grants a refund" };

function best(entitlements: readonly Entitlement[], kind: LineKind): Decision {
  const [first = nothing, ...others] = entitlements.map(({ rule, shareOf }) => ({ ...shareOf(kind), rule }));
  return others.reduce((chosen, other) => (other.percent > chosen.percent ? other : chosen), first);
}

/** What is for the whole trip comes back as far as it does for every flight of it. */
function least([first, ...others]: readonly Decision[]): Decision | undefined {
  return first && others.reduce((chosen, other) => (other.percent < chosen.percent ? other : chosen), first);
}

/** Holds the refunds to what is left of the payment, where some of it was given back in another way before. */
export function withinRemaining(lines: readonly CancelledLine[], remaining: number): CancelledLine[] {
  // What was given back after the sale stands as a line below zero: it makes room for the line that it was given back of.
  const givenBack = lines.reduce((sum, { refunded }) => sum + Math.min(0, refunded), 0);
  let left = Math.max(0, remaining) - givenBack;
  return lines.map((line) => {
    if (line.refunded < 0) return line;
    const refunded = Math.min(line.refunded, left);
    left -= refunded;
    return refunded === line.refunded ? line : { ...line, refunded, rule: "refunded-before", why: "Given back in another way before" };
  });
}
