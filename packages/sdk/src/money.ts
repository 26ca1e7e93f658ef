import type { Money } from "./flights.ts";

const whole = new Set("BIF CLP DJF GNF ISK JPY KMF KRW MGA PYG RWF UGX VND VUV XAF XOF XPF".split(" "));
const inThousandths = new Set("BHD JOD KWD OMR TND".split(" "));

/**
 * How many digits of an amount stand after the decimal point: 2 for EUR and HUF, 0 for JPY, 3 for KWD. `Intl` tells otherwise of some
 * currencies, and not the same in every browser: it knows how prices are written, not how they are charged.
 *
 * @example
 * const typed = Math.round(Number("99.50") * 10 ** minorUnitDigits("EUR")); // 9950
 */
export function minorUnitDigits(currency: string): number {
  if (whole.has(currency)) return 0;
  return inThousandths.has(currency) ? 3 : 2;
}

/**
 * An amount as a person reads it, to the last digit that is charged, in the words of a locale (BCP 47); English when left out.
 *
 * @example
 * formatMoney(booking.total); // €1,234.50
 * formatMoney({ amount: 4_500_000, currency: "HUF" }, "hu"); // 45 000,00 Ft
 */
export function formatMoney({ amount, currency }: Money, locale = "en"): string {
  const digits = minorUnitDigits(currency);
  const written = { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
  return new Intl.NumberFormat(locale, written).format(amount / 10 ** digits);
}
