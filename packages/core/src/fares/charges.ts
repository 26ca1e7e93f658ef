import type { Transaction } from "@skyhold/db";

import { daysOf, holdsOn } from "./dated-rules.ts";
import type { DatedRule } from "./dated-rules.ts";

/** A tax or a fee on a departure, as a share of the fare. */
export interface ChargeRule extends DatedRule {
  /** The country of departure; null stands for every country that has no rules of its own on the day. */
  readonly country: string | null;
  readonly kind: "tax" | "fee";
  /** As it stands on a ticket. */
  readonly code: string;
  readonly label: string;
  /** In percent of the fare; null where such a flight is exempt. */
  readonly domestic: number | null;
  readonly international: number | null;
}

/**
 * Taxes and fees by country of departure, with the days on which they hold. A model: the lines are those that such a ticket
 * carries, their rates are round shares of the fare and no state's tariff.
 */
export async function listChargeRules(db: Pick<Transaction, "prisma">): Promise<ChargeRule[]> {
  const rows = await db.prisma.chargeRule.findMany({
    orderBy: [{ countryCode: { sort: "asc", nulls: "first" } }, { code: "asc" }, { validFrom: "asc" }],
  });
  return rows.map((row) => ({
    id: row.id,
    ...daysOf(row),
    country: row.countryCode,
    kind: row.kind === "fee" ? "fee" : "tax",
    code: row.code,
    label: row.label,
    domestic: row.domesticPercent === null ? null : Number(row.domesticPercent),
    international: row.internationalPercent === null ? null : Number(row.internationalPercent),
  }));
}

/** What a departure is charged for. */
interface Departure {
  /** ISO 3166-1 alpha-2 code of the country. */
  readonly country: string;
  /** Local date. */
  readonly date: string;
  readonly international: boolean;
}

/** A charge on a departure, in percent of the fare. */
export type Charge = Pick<ChargeRule, "kind" | "code" | "label"> & { readonly percent: number };

/** The charges on a departure: its country's own, or else those of every country. */
export function chargesOn({ country, date, international }: Departure, rules: readonly ChargeRule[]): Charge[] {
  const inForce = rules.filter((rule) => holdsOn(rule, date));
  const own = inForce.filter((rule) => rule.country === country);
  return (own.length > 0 ? own : inForce.filter((rule) => rule.country === null)).flatMap(({ kind, code, label, ...rates }) => {
    const percent = international ? rates.international : rates.domestic;
    return percent === null ? [] : [{ kind, code, label, percent }];
  });
}
