const SUPPORTED = new Set(
  (
    "aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf clp cny cop crc cve czk " +
    "djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl htg huf idr ils inr isk jmd jod jpy kes kgs khr kmf krw kwd " +
    "kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mro mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr " +
    "pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp sle sos srd std szl thb tjs tnd top try ttd twd tzs uah ugx usd uyu uzs vnd vuv " +
    "wst xaf xcd xof xpf yer zar zmw"
  ).split(" "),
);

const ZERO_DECIMAL = new Set("bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split(" "));
const THREE_DECIMAL = new Set("bhd jod kwd omr tnd".split(" "));
/** Currencies without a minor unit that Stripe nevertheless takes in hundredths, which must then be zero. */
const WHOLE_IN_HUNDREDTHS = new Set(["isk", "ugx"]);

const MINIMUM: Record<string, number> = {
  aed: 200,
  aud: 50,
  bgn: 100,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17_500,
  inr: 50,
  jpy: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1000,
  usd: 50,
};

/** Tells whether Stripe takes charges in this currency (lower-case ISO 4217). */
export function isSupportedCurrency(currency: string): boolean {
  return SUPPORTED.has(currency);
}

/** How many decimals an amount in minor units of this currency has: 0, 2 or 3. */
export function decimalsOf(currency: string): number {
  if (ZERO_DECIMAL.has(currency)) {
    return 0;
  }
  return THREE_DECIMAL.has(currency) ? 3 : 2;
}

/** The number that each amount must be a multiple of: 10 in three-decimal currencies, 100 in króna and Ugandan shilling, else 1. */
export function stepOf(currency: string): number {
  if (THREE_DECIMAL.has(currency)) {
    return 10;
  }
  return WHOLE_IN_HUNDREDTHS.has(currency) ? 100 : 1;
}

/** The least amount of a charge in minor units: Stripe's table, and half a unit (fifty without decimals) for the currencies not in it. */
export function minimumOf(currency: string): number {
  return MINIMUM[currency] ?? (decimalsOf(currency) === 3 ? 500 : 50);
}
