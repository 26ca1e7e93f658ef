import { expect, test } from "vitest";

import { minorUnitDigits } from "./currencies.ts";
import { formatMoney, roundPayable } from "./money.ts";

test.each([
  ["JPY", 0, "¥123,450"],
  ["ISK", 0, "ISK 123,450"],
  ["EUR", 2, "€1,234.50"],
  ["HUF", 2, "HUF 1,234.50"],
  ["IDR", 2, "IDR 1,234.50"],
  ["PKR", 2, "PKR 1,234.50"],
  ["KWD", 3, "KWD 123.450"],
])(
  "an amount in %s is written to the %s digits in which it is charged, whatever Intl thinks of its decimals",
  (currency, digits, written) => {
    expect(minorUnitDigits(currency)).toBe(digits);
    expect(formatMoney({ amount: 123_450, currency }).replaceAll(/\s/gu, " ")).toBe(written);
    expect(roundPayable(1234.6, currency)).toBe(digits === 3 ? 1230 : 1235);
  },
);
