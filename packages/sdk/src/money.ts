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
  return formatOf(currency, locale).format(amount / 10 ** minorUnitDigits(currency));
}

/** A format costs as much to make as a dozen uses of it or more, and a list of offers uses one in each of its rows. */
const formats = new Map<string, Intl.NumberFormat>();
/** Enough for every currency in some languages; a server that writes in each visitor's own starts again. */
const mostFormats = 500;

function formatOf(currency: string, locale: string): Intl.NumberFormat {
  const key = `${currency} ${locale}`;
  const kept = formats.get(key);
  if (kept) return kept;
  const digits = minorUnitDigits(currency);
  const made = new Intl.NumberFormat(locale, { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits });
  if (formats.size === mostFormats) formats.clear();
  formats.set(key, made);
  return made;
}
