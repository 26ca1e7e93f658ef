import { DomainError } from "../errors.ts";
import { formatMoney, roundPayable } from "../money.ts";
import type { Money } from "../money.ts";

/** The least that can be charged, in minor units as we write them (source: Stripe's list of currencies, minimum charge amounts). */
const least: Readonly<Record<string, number>> = {
  AED: 200,
  AUD: 50,
  BGN: 100,
  BRL: 50,
  CAD: 50,
  CHF: 50,
  CZK: 1500,
  DKK: 250,
  EUR: 50,
  GBP: 30,
  HKD: 400,
  HUF: 17_500,
  INR: 50,
  JPY: 50,
  MXN: 1000,
  MYR: 200,
  NOK: 300,
  NZD: 50,
  PLN: 200,
  RON: 200,
  SEK: 300,
  SGD: 50,
  THB: 1000,
  USD: 50,
};

/**
 * Refuses an amount that no card can pay, before anything is on record: nothing at all, less than the least of its currency, or thousandths where
 * only hundredths are taken. In other currencies the least is what the provider makes of its own; then the provider refuses it (AMOUNT_NOT_PAYABLE too).
 */
export function refuseUnpayableAmount(amount: Money): void {
  const minimum = least[amount.currency] ?? null;
  const enough = amount.amount > 0 && (minimum === null || amount.amount >= minimum);
  if (!enough || roundPayable(amount.amount, amount.currency) !== amount.amount)
    throw amountNotPayable(amount, minimum === null ? null : { amount: minimum, currency: amount.currency });
}

/** The error for an amount that no card can pay; `minimum` where it is known. */
export function amountNotPayable(amount: Money, minimum: Money | null): DomainError<"AMOUNT_NOT_PAYABLE"> {
  const atLeast = minimum === null ? "" : `; the least is ${formatMoney(minimum)}`;
  return new DomainError("AMOUNT_NOT_PAYABLE", `${formatMoney(amount)} cannot be paid by card${atLeast}. Nothing was changed.`, {
    amount,
    least: minimum,
  });
}
