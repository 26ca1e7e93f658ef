import { hoursBetween } from "./facts.ts";
import type { Entitlement, LineKind, RefundRule, SegmentFacts, Share, TripFacts } from "./facts.ts";
import { inUnitedStates, isUnderBritishRegulation, isUnderEuropeanRegulation } from "./territories.ts";

type Grant = Omit<Entitlement, "rule">;

/** Everything that was paid comes back. */
function inFull(why: string): Grant {
  return { shareOf: () => ({ percent: 100, why }) };
}

/**
 * In full, for all that is still to be flown, when this has befallen one of the flights that somebody of the booking still
 * travels on: the way back is of no use to who never gets there.
 */
function whenSomeFlight(befell: (segment: SegmentFacts, facts: TripFacts) => boolean, why: string): RefundRule["grant"] {
  return (facts) => (facts.segments.some((segment) => !segment.given && befell(segment, facts)) ? inFull(why) : null);
}

const touchesUnitedStates = ({ origin, destination }: SegmentFacts) => inUnitedStates(origin) || inUnitedStates(destination);

const delayHours = ({ departsAt, expectedDepartsAt }: SegmentFacts) => hoursBetween(departsAt, expectedDepartsAt);

/** 14 CFR 260.2 and 49 USC 42305: departs at least 3 hours earlier or arrives at least 3 hours later; 6 hours on an international flight. */
function significantlyChanged(segment: SegmentFacts): boolean {
  const hours = inUnitedStates(segment.origin) && inUnitedStates(segment.destination) ? 3 : 6;
  const earlier = hoursBetween(segment.expectedDepartsAt, segment.departsAt);
  const later = hoursBetween(segment.arrivesAt, segment.expectedArrivesAt);
  return earlier >= hours || later >= hours;
}

/**
 * 14 CFR 259.5(b)(4): within 24 hours of a reservation that was made at least a week before the first departure. It is a right of what was
 * reserved: flights that the booking was changed to later neither bring it nor take it away.
 */
const usOneDay: RefundRule["grant"] = ({ now, reservedAt, confirmedAt, segments }) => {
  const reserved = segments.filter((segment) => segment.reserved);
  const departures = reserved.map(({ departsAt }) => hoursBetween(reservedAt, departsAt));
  const hours = hoursBetween(confirmedAt, now);
  if (!reserved.some(touchesUnitedStates) || Math.min(...departures) < 7 * 24 || hours > 24) return null;
  const ago = hours < 1 ? "less than an hour" : hours < 2 ? "1 hour" : `${Math.floor(hours)} hours`;
  return inFull(`Booked ${ago} ago and at least 7 days before departure: full refund, 14 CFR 259.5(b)(4)`);
};

/** How much of a kind of line a fare gives back by its own conditions. */
export function fareShare({ name, refundPercent }: SegmentFacts["brand"], kind: LineKind): Share {
  switch (kind) {
    case "fare":
      return {
        percent: refundPercent,
        why: refundPercent === 0 ? `${name}: not refundable` : `${name}: ${refundPercent} % of the fare is refundable`,
      };
    case "tax":
      return { percent: 100, why: "Taxes and airport charges of a flight that is not taken are refunded" };
    case "fee":
    case "seat":
    case "ancillary":
      return { percent: 0, why: "Fees and extras are not refundable" };
  }
}

/**
 * Every rule by which money comes back. Where several grant something, each line of the price goes by the one that grants
 * it most; of equals, by the one that stands first. Sources and reasons: docs/guides/refunds.md.
 */
export const refundRules: readonly RefundRule[] = [
  {
    id: "us-flight-cancelled",
    from: "2024-10-28",
    until: null,
    grant: whenSomeFlight(
      (segment) => segment.cancelledByCarrier && touchesUnitedStates(segment),
      "Cancelled by the airline: full refund, due within 7 business days, 14 CFR 260.6 and 260.10",
    ),
  },
  {
    id: "us-flight-changed",
    from: "2024-10-28",
    until: null,
    unasked: true,
    grant: whenSomeFlight(
      (segment) => touchesUnitedStates(segment) && significantlyChanged(segment),
      "Significantly changed by the airline: full refund, due within 7 business days, 14 CFR 260.6 and 260.10",
    ),
  },
  {
    id: "eu-flight-cancelled",
    from: "2005-02-17",
    until: null,
    grant: whenSomeFlight(
      (segment) => segment.cancelledByCarrier && isUnderEuropeanRegulation(segment),
      "Cancelled by the airline: full refund, due within 7 days, Regulation (EC) 261/2004, Articles 5(1)(a) and 8(1)(a)",
    ),
  },
  {
    id: "eu-long-delay",
    from: "2005-02-17",
    until: null,
    grant: whenSomeFlight(
      (segment) => isUnderEuropeanRegulation(segment) && delayHours(segment) >= 5,
      "Departure delayed by 5 hours or more: full refund, due within 7 days, Regulation (EC) 261/2004, Articles 6(1)(iii) and 8(1)(a)",
    ),
  },
  {
    id: "uk-flight-cancelled",
    from: "2020-01-01",
    until: null,
    grant: whenSomeFlight(
      (segment) => segment.cancelledByCarrier && isUnderBritishRegulation(segment),
      "Cancelled by the airline: full refund, due within 7 days, Regulation (EC) 261/2004 as it is law in the United Kingdom, Articles 5(1)(a) and 8(1)(a)",
    ),
  },
  {
    id: "uk-long-delay",
    from: "2020-01-01",
    until: null,
    grant: whenSomeFlight(
      (segment) => isUnderBritishRegulation(segment) && delayHours(segment) >= 5,
      "Departure delayed by 5 hours or more: full refund, due within 7 days, Regulation (EC) 261/2004 as it is law in the United Kingdom, Articles 6(1)(iii) and 8(1)(a)",
    ),
  },
  {
    id: "flight-cancelled",
    from: "2000-01-01",
    until: null,
    grant: whenSomeFlight((segment) => segment.cancelledByCarrier, "Cancelled by the airline: full refund"),
  },
  {
    id: "missed-connection",
    from: "2000-01-01",
    until: null,
    unasked: true,
    grant: whenSomeFlight(({ missed }) => missed, "The flight before arrives too late to change to the next one: full refund"),
  },
  { id: "us-24-hours", from: "2012-01-24", until: null, grant: usOneDay },
  {
    id: "seats-reassigned",
    from: "2000-01-01",
    until: null,
    grant: ({ now, freeCancellationUntil }) =>
      freeCancellationUntil !== null && now < freeCancellationUntil
        ? inFull("We gave you other seats than you chose: full refund for 24 hours")
        : null,
  },
  {
    id: "fare-conditions",
    from: "2000-01-01",
    until: null,
    grant: (_facts, { brand }) => ({ shareOf: (kind) => fareShare(brand, kind) }),
  },
];

/** What comes back to who was not on board, without being asked. */
export const unaskedRules: readonly RefundRule[] = refundRules.filter(({ unasked }) => unasked);
