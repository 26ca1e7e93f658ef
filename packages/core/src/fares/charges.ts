/** A tax or a fee on a departure, as a share of the fare. */
export interface ChargeRule {
  /** The first day of departure on which it holds, and the last one; null as long as no other is known. */
  readonly from: string;
  readonly until: string | null;
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

const since2026 = { from: "2026-01-01", until: null } as const;

/**
 * Taxes and fees by country of departure, with the days on which they hold. A model: the lines are those that such a ticket
 * carries, their rates are round shares of the fare and no state's tariff. A change of rates ends a rule and adds another, and
 * what was offered before keeps its price.
 */
export const chargeRules: readonly ChargeRule[] = [
  {
    from: "0001-01-01",
    until: null,
    country: null,
    kind: "tax",
    code: "XT",
    label: "Taxes and airport charges",
    domestic: 8,
    international: 14,
  },
  { ...since2026, country: "GB", kind: "tax", code: "GB", label: "Air passenger duty", domestic: 5, international: 12 },
  { ...since2026, country: "GB", kind: "fee", code: "UB", label: "Passenger service charge", domestic: 4, international: 5 },
  { ...since2026, country: "US", kind: "tax", code: "US", label: "Transportation tax", domestic: 7.5, international: 5 },
  { ...since2026, country: "US", kind: "fee", code: "AY", label: "Security fee", domestic: 2, international: 1 },
  { ...since2026, country: "US", kind: "fee", code: "XF", label: "Passenger facility charge", domestic: 2, international: 1 },
  { ...since2026, country: "DE", kind: "tax", code: "OY", label: "Air transport tax", domestic: 5, international: 8 },
  { ...since2026, country: "DE", kind: "fee", code: "DE", label: "Security charge", domestic: 3, international: 3 },
  { ...since2026, country: "DE", kind: "fee", code: "RA", label: "Passenger service charge", domestic: 5, international: 6 },
  {
    ...since2026,
    country: "SG",
    kind: "fee",
    code: "SG",
    label: "Passenger service and security charge",
    domestic: null,
    international: 9,
  },
  { ...since2026, country: "SG", kind: "tax", code: "OP", label: "Aviation levy", domestic: null, international: 2 },
];

/** What a departure is charged for. */
export interface Departure {
  /** ISO 3166-1 alpha-2 code of the country. */
  readonly country: string;
  /** Local date. */
  readonly date: string;
  readonly international: boolean;
}

/** A charge on a departure, in percent of the fare. */
export type Charge = Pick<ChargeRule, "kind" | "code" | "label"> & { readonly percent: number };

/** The charges on a departure: its country's own, or else those of every country. */
export function chargesOn({ country, date, international }: Departure, rules: readonly ChargeRule[] = chargeRules): Charge[] {
  const inForce = rules.filter(({ from, until }) => from <= date && date <= (until ?? date));
  const own = inForce.filter((rule) => rule.country === country);
  return (own.length > 0 ? own : inForce.filter((rule) => rule.country === null)).flatMap(({ kind, code, label, ...rates }) => {
    const percent = international ? rates.international : rates.domestic;
    return percent === null ? [] : [{ kind, code, label, percent }];
  });
}
