import type { IntentSnapshot } from "@skyhold/core";

type Money = IntentSnapshot["amount"];

/** Without decimals in ISO 4217, and yet in hundredths at Stripe (its list of currencies, special cases). */
const inHundredths = new Set(["ISK", "UGX"]);

/** The amount as Stripe wants it: 1234 ISK are 123400. */
export function toStripeAmount({ amount, currency }: Money): number {
  return inHundredths.has(currency) ? amount * 100 : amount;
}

/** Stripe's amount as we write it. Stripe takes no half a króna, so none comes back. */
export function fromStripeAmount(amount: number, stripeCurrency: string): Money {
  const currency = stripeCurrency.toUpperCase();
  return { amount: inHundredths.has(currency) ? amount / 100 : amount, currency };
}
