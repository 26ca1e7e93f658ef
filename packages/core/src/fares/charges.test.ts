import { expect, test } from "vitest";

import { chargeRules, chargesOn } from "./charges.ts";
import type { ChargeRule } from "./charges.ts";

const shown = (...question: Parameters<typeof chargesOn>) => chargesOn(...question).map(({ kind, code, percent }) => [kind, code, percent]);

test("a departure is charged by its country's own rules, at the rate of a flight that stays there or leaves it", () => {
  const british = { country: "GB", date: "2026-12-01" };

  expect(shown({ ...british, international: true })).toEqual([
    ["tax", "GB", 12],
    ["fee", "UB", 5],
  ]);
  expect(shown({ ...british, international: false })).toEqual([
    ["tax", "GB", 5],
    ["fee", "UB", 4],
  ]);
});

test("where a country has no rules on the day, those of every country hold, whatever the day", () => {
  for (const date of ["1999-12-31", "2026-12-01", "2199-01-01"])
    expect(shown({ country: "FR", date, international: true })).toEqual([["tax", "XT", 14]]);
  expect(shown({ country: "GB", date: "2025-12-31", international: true })).toEqual([["tax", "XT", 14]]);
});

test("a rate that changes holds from its first day, and the old one to its last", () => {
  const duty = { country: "GB", kind: "tax", code: "GB", label: "Duty", domestic: 1 } as const;
  const rules: ChargeRule[] = [
    { ...duty, from: "2026-01-01", until: "2027-03-31", international: 12 },
    { ...duty, from: "2027-04-01", until: null, international: 15 },
  ];

  expect(shown({ country: "GB", date: "2027-03-31", international: true }, rules)).toEqual([["tax", "GB", 12]]);
  expect(shown({ country: "GB", date: "2027-04-01", international: true }, rules)).toEqual([["tax", "GB", 15]]);
});

test("no two rules of one country and code hold on the same day", () => {
  const end = ({ until }: ChargeRule) => until ?? "9999-12-31";
  const together = chargeRules.flatMap((rule, index) =>
    chargeRules
      .slice(index + 1)
      .filter(({ country, code }) => country === rule.country && code === rule.code)
      .filter((other) => rule.from <= end(other) && other.from <= end(rule)),
  );

  expect(together).toEqual([]);
});
