import { z } from "zod";

import type { Cabin } from "../flights/flight.ts";
import type { PassengerType } from "./party.ts";

/** What may be bought beside a seat. */
export const AncillaryCode = z.enum(["BAG", "PRIORITY", "LOUNGE", "WIFI", "MEAL", "INSURANCE"]);
export type AncillaryCode = z.infer<typeof AncillaryCode>;

/** An extra with its price, for one passenger on one flight. */
export interface AncillaryRule {
  /** The first day of departure on which it holds, and the last one; null as long as no other is known. */
  readonly from: string;
  readonly until: string | null;
  readonly code: AncillaryCode;
  readonly label: string;
  /** How many a passenger may have on a flight. */
  readonly most: number;
  /** Cabins in which everyone has it without paying. */
  readonly includedIn: readonly Cabin[];
  readonly forInfants: boolean;
  /** What one costs, in minor units by currency. In a currency that is missing it is not sold. */
  readonly prices: Readonly<Record<string, number>>;
}

const since2026 = { from: "2026-01-01", until: null } as const;
const inFront = ["business", "first"] as const;

/**
 * The extras on sale, with the days of departure on which they hold. A model: the list is what airlines sell, the prices are round
 * amounts. A change of price ends a rule and adds another; what was chosen before keeps its price.
 */
export const ancillaryRules: readonly AncillaryRule[] = [
  {
    ...since2026,
    code: "BAG",
    label: "Checked bag of 23 kg",
    most: 3,
    includedIn: [],
    forInfants: false,
    prices: { EUR: 3500, USD: 3800, GBP: 3000, SGD: 5000, CHF: 3500, AUD: 5500, JPY: 5500, KWD: 11_500 },
  },
  {
    ...since2026,
    code: "PRIORITY",
    label: "Priority boarding",
    most: 1,
    includedIn: inFront,
    forInfants: false,
    prices: { EUR: 1200, USD: 1300, GBP: 1000, SGD: 1800, CHF: 1200, AUD: 2000, JPY: 1900, KWD: 4000 },
  },
  {
    ...since2026,
    code: "LOUNGE",
    label: "Lounge before departure",
    most: 1,
    includedIn: inFront,
    forInfants: false,
    prices: { EUR: 4000, USD: 4500, GBP: 3500, SGD: 6000, CHF: 4000, AUD: 6500, JPY: 6500, KWD: 13_500 },
  },
  {
    ...since2026,
    code: "WIFI",
    label: "Wi-Fi on board",
    most: 1,
    includedIn: inFront,
    forInfants: false,
    prices: { EUR: 900, USD: 1000, GBP: 800, SGD: 1400, CHF: 900, AUD: 1500, JPY: 1500, KWD: 3000 },
  },
  {
    ...since2026,
    code: "MEAL",
    label: "Hot meal",
    most: 1,
    includedIn: ["premium_economy", ...inFront],
    forInfants: false,
    prices: { EUR: 1500, USD: 1600, GBP: 1300, SGD: 2200, CHF: 1500, AUD: 2500, JPY: 2400, KWD: 5000 },
  },
  {
    ...since2026,
    code: "INSURANCE",
    label: "Travel insurance",
    most: 1,
    includedIn: [],
    forInfants: true,
    prices: { EUR: 1900, USD: 2100, GBP: 1600, SGD: 2800, CHF: 1900, AUD: 3100, JPY: 3000, KWD: 6000 },
  },
];

/** Who flies when, in which cabin, and pays in which currency. */
export interface AncillaryCase {
  readonly passenger: PassengerType;
  readonly cabin: Cabin;
  /** Local date of departure. */
  readonly date: string;
  readonly currency: string;
}

/** An extra as it is sold in a case. */
export interface AncillaryOnSale {
  readonly code: AncillaryCode;
  readonly label: string;
  readonly most: number;
  /** What one costs, in minor units. */
  readonly price: number;
}

/** What a passenger may buy for a flight: neither what the cabin includes, nor what is not sold in the currency. */
export function ancillariesFor(
  { passenger, cabin, date, currency }: AncillaryCase,
  rules: readonly AncillaryRule[] = ancillaryRules,
): AncillaryOnSale[] {
  return rules
    .filter(({ from, until }) => from <= date && date <= (until ?? date))
    .filter(({ includedIn, forInfants }) => !includedIn.includes(cabin) && (passenger !== "INF" || forInfants))
    .flatMap(({ code, label, most, prices }) => (prices[currency] === undefined ? [] : [{ code, label, most, price: prices[currency] }]));
}
