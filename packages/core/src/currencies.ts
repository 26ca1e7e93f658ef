const set = (codes: string): ReadonlySet<string> => new Set(codes.split(" "));

/** Currencies that a card can pay in (source: Stripe's list of supported currencies). */
export const payableCurrencies = set(
  "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CVE CZK DJF DKK " +
    "DOP DZD EGP ETB EUR FJD FKP GBP GEL GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR ISK JMD JOD JPY KES KGS KHR KMF KRW KWD KYD KZT LAK LBP LKR " +
    "LRD LSL MAD MDL MGA MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD " +
    "SCR SEK SGD SHP SLE SOS SRD STD SZL THB TJS TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VND VUV WST XAF XCD XOF XPF YER ZAR ZMW",
);

/** Without a minor unit in ISO 4217; and the ariary, whose fifths nobody counts and Stripe does not either. */
const whole = set("BIF CLP DJF GNF ISK JPY KMF KRW MGA PYG RWF UGX VND VUV XAF XOF XPF");
const inThousandths = set("BHD JOD KWD OMR TND");

/**
 * Digits after the decimal point of a currency: 2 for EUR and HUF, 0 for JPY, 3 for KWD (source: ISO 4217, as Stripe charges). `Intl` is not
 * asked: it tells how people write prices, without decimals in forints or rupiahs, and that changes from one version of its data to the next.
 */
export function minorUnitDigits(currency: string): number {
  if (whole.has(currency)) return 0;
  return inThousandths.has(currency) ? 3 : 2;
}
