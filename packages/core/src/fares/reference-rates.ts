import { minorUnitDigits } from "../currencies.ts";
import type { Money } from "../money.ts";

/**
 * Units of a currency for one euro, to put offers of different currencies in one order, and for nothing else: nobody is charged
 * by them. A model: round numbers of the right size, from no official source; a currency that is missing counts as euros.
 */
const unitsPerEuro: Readonly<Record<string, number>> = {
  AUD: 1.64,
  BRL: 5.83,
  CHF: 0.95,
  EUR: 1,
  GBP: 0.85,
  JPY: 163.9,
  SGD: 1.45,
  USD: 1.08,
  ZAR: 19.8,
};

/** An amount in euros for comparison. */
export function comparableAmount({ amount, currency }: Money): number {
  return amount / 10 ** minorUnitDigits(currency) / (unitsPerEuro[currency] ?? 1);
}
