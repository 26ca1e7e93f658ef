import { invalidParameter, missingParameter } from "../errors.ts";
import { optionalInteger, type Params, requiredString } from "../params.ts";
import { decimalsOf, isSupportedCurrency, minimumOf, stepOf } from "./currencies.ts";

const MAXIMUM = 99_999_999;

/** Writes an amount in minor units as Stripe's messages do, such as `$0.50 usd` without the currency code. */
export function formatAmount(amount: number, currency: string): string {
  const decimals = decimalsOf(currency);
  return new Intl.NumberFormat("en-US", {
    style: "currency",
    currency: currency.toUpperCase(),
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(amount / 10 ** decimals);
}

/** Reads the currency of a charge in lower case, or refuses one that Stripe does not take. */
export function readCurrency(params: Params): string {
  const currency = requiredString(params, "currency").toLowerCase();
  if (!isSupportedCurrency(currency)) {
    throw invalidParameter("currency", `Invalid currency: ${currency}.`);
  }
  return currency;
}

/** Reads the amount of a charge in minor units, or refuses one below the minimum, above the maximum or off the currency's step. */
export function readChargeAmount(params: Params, currency: string): number {
  const amount = optionalInteger(params, "amount");
  if (amount === undefined) {
    throw missingParameter("amount");
  }
  if (amount < 1) {
    throw invalidParameter("amount", "This value must be greater than or equal to 1.", "parameter_invalid_integer");
  }
  if (amount < minimumOf(currency)) {
    throw invalidParameter(
      "amount",
      `Amount must be at least ${formatAmount(minimumOf(currency), currency)} ${currency}`,
      "amount_too_small",
    );
  }
  if (amount > MAXIMUM) {
    throw invalidParameter("amount", `Amount must be no more than ${formatAmount(MAXIMUM, currency)} ${currency}`, "amount_too_large");
  }
  refuseOffStep(amount, currency);
  return amount;
}

/** Refuses an amount that the currency cannot express, such as 5.124 dinars. */
export function refuseOffStep(amount: number, currency: string): void {
  const step = stepOf(currency);
  if (amount % step !== 0) {
    throw invalidParameter("amount", `Invalid amount: ${currency} amounts must be a multiple of ${step}.`, "parameter_invalid_integer");
  }
}
