import { formatMoneyHere, minorUnitDigitsHere, payableCurrencies } from "@skyhold/core/testing";
import { expect, test } from "vitest";

import { formatMoney, minorUnitDigits } from "../src/index.ts";

test("an amount is written to the digit that is charged, in every currency as the server writes it", () => {
  for (const currency of payableCurrencies) {
    expect([currency, minorUnitDigits(currency)]).toEqual([currency, minorUnitDigitsHere(currency)]);
    expect(formatMoney({ amount: 4_500_000, currency })).toBe(formatMoneyHere({ amount: 4_500_000, currency }));
  }
  expect(formatMoney({ amount: 4_500_000, currency: "HUF" })).toMatch(/^HUF\s45,000\.00$/u);
  expect(formatMoney({ amount: 1234, currency: "JPY" })).toBe("¥1,234");
  expect(formatMoney({ amount: 123_450, currency: "EUR" }, "de")).toMatch(/^1\.234,50\s€$/u);
});

test("however many languages a server writes amounts in, each comes out in its own", () => {
  const locales = Array.from({ length: 600 }, (_, index) => `de-x-v${index}`);
  for (const locale of [...locales, ...locales.toReversed()])
    expect(formatMoney({ amount: 1234, currency: "EUR" }, locale)).toMatch(/^12,34\s€$/u);
  expect(formatMoney({ amount: 1234, currency: "EUR" })).toBe("€12.34");
});
