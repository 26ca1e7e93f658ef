import { z } from "zod";

import { minorUnitDigits } from "./currencies.ts";

/** An amount in integer minor units (cents, yen, fils) of an ISO 4217 currency. Never a float, never without its currency. */
export const Money = z.strictObject({
  amount: z.int().describe("Integer minor units of the currency: 1234 is 12.34 EUR, or 1234 JPY"),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/u, "An ISO 4217 code, three capital letters")
    .describe("ISO 4217 code"),
});
export type Money = z.infer<typeof Money>;

/** Shows an amount as a person reads it in English: `€1,234.50`, `¥1,235`. */
export function formatMoney({ amount, currency }: Money): string {
  const digits = minorUnitDigits(currency);
  const written = { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
  return new Intl.NumberFormat("en", written).format(amount / 10 ** digits);
}

/** Rounds half away from zero to a whole minor unit, the rule for every share and factor of a fare. */
export function roundMinor(amount: number): number {
  return Math.sign(amount) * Math.round(Math.abs(amount));
}

/**
 * The same for an amount that is to be charged: in currencies of three decimals cards take no last digit but 0, so 5.124 KWD becomes 5.120
 * (source: Stripe's list of currencies, three-decimal currencies).
 */
export function roundPayable(amount: number, currency: string): number {
  const step = minorUnitDigits(currency) === 3 ? 10 : 1;
  return roundMinor(amount / step) * step;
}
