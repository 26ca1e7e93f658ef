import type { Transaction } from "@skyhold/db";
import { z } from "zod";

import type { Cabin } from "../flights/flight.ts";
import { daysOf, holdsOn } from "./dated-rules.ts";
import type { DatedRule } from "./dated-rules.ts";
import type { PassengerType } from "./party.ts";

/** What may be bought beside a seat. */
export const AncillaryCode = z.enum(["BAG", "PRIORITY", "LOUNGE", "WIFI", "MEAL", "INSURANCE"]);
export type AncillaryCode = z.infer<typeof AncillaryCode>;

/** An extra with its price, for one passenger on one flight. */
export interface AncillaryRule extends DatedRule {
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

/** Prices in minor units by currency. */
export const AncillaryPrices = z
  .record(z.string().regex(/^[A-Z]{3}$/u, "An ISO 4217 code of three capital letters"), z.int().min(1).max(100_000_000))
  .describe("What one costs, in minor units by currency; in a currency that is missing it is not sold");

/**
 * The extras, with the days of departure on which they are sold. A model: the list is what airlines sell, the prices are round
 * amounts. What was chosen before a change keeps its price.
 */
export async function listAncillaryRules(db: Pick<Transaction, "prisma">): Promise<AncillaryRule[]> {
  const rows = await db.prisma.ancillaryRule.findMany({ orderBy: { validFrom: "asc" } });
  const rules = rows.map(({ id, code, label, most, includedIn, forInfants, prices, ...days }) => ({
    id,
    ...daysOf(days),
    code: AncillaryCode.parse(code),
    label,
    most,
    includedIn,
    forInfants,
    prices: AncillaryPrices.parse(prices),
  }));
  return AncillaryCode.options.flatMap((code) => rules.filter((rule) => rule.code === code));
}

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
export function ancillariesFor({ passenger, cabin, date, currency }: AncillaryCase, rules: readonly AncillaryRule[]): AncillaryOnSale[] {
  return rules
    .filter((rule) => holdsOn(rule, date))
    .filter(({ includedIn, forInfants }) => !includedIn.includes(cabin) && (passenger !== "INF" || forInfants))
    .flatMap(({ code, label, most, prices }) => (prices[currency] === undefined ? [] : [{ code, label, most, price: prices[currency] }]));
}
