import { expect, test } from "vitest";

import { startTestCore } from "../testing/index.ts";
import { chargesOn, listChargeRules } from "./charges.ts";
import type { ChargeRule } from "./charges.ts";

const rule = { id: "chg_1", from: "2026-01-01", until: null, label: "Charge" } as const;
const everywhere: ChargeRule = { ...rule, from: "0001-01-01", country: null, kind: "tax", code: "XT", domestic: 8, international: 14 };
const british: readonly ChargeRule[] = [
  everywhere,
  { ...rule, country: "GB", kind: "tax", code: "GB", domestic: 5, international: 12 },
  { ...rule, country: "GB", kind: "fee", code: "UB", domestic: null, international: 5 },
];
const shown = (departure: Parameters<typeof chargesOn>[0], rules: readonly ChargeRule[] = british) =>
  chargesOn(departure, rules).map(({ kind, code, percent }) => [kind, code, percent]);

test("a departure is charged by its country's own rules, at the rate of a flight that stays there or leaves it", () => {
  const departure = { country: "GB", date: "2026-12-01" };

  expect(shown({ ...departure, international: true })).toEqual([
    ["tax", "GB", 12],
    ["fee", "UB", 5],
  ]);
  expect(shown({ ...departure, international: false })).toEqual([["tax", "GB", 5]]);
});

test("where a country has no rules on the day, those of every country hold, whatever the day", () => {
  for (const date of ["1999-12-31", "2026-12-01", "2199-01-01"])
    expect(shown({ country: "FR", date, international: true })).toEqual([["tax", "XT", 14]]);
  expect(shown({ country: "GB", date: "2025-12-31", international: true })).toEqual([["tax", "XT", 14]]);
});

test("a rate that changes holds from its first day, and the old one to its last", () => {
  const duty = { id: "chg_2", country: "GB", kind: "tax", code: "GB", label: "Duty", domestic: 1 } as const;
  const rules: ChargeRule[] = [
    { ...duty, from: "2026-01-01", until: "2027-03-31", international: 12 },
    { ...duty, from: "2027-04-01", until: null, international: 15 },
  ];

  expect(shown({ country: "GB", date: "2027-03-31", international: true }, rules)).toEqual([["tax", "GB", 12]]);
  expect(shown({ country: "GB", date: "2027-04-01", international: true }, rules)).toEqual([["tax", "GB", 15]]);
});

test("a new database has the rules of a model: no two of one country and code on the same day, and some for every departure", async () => {
  await using core = await startTestCore();
  const rules = await listChargeRules(core.app.db);
  const end = ({ until }: ChargeRule) => until ?? "9999-12-31";
  const together = rules.flatMap((one, index) =>
    rules
      .slice(index + 1)
      .filter(({ country, code }) => country === one.country && code === one.code)
      .filter((other) => one.from <= end(other) && other.from <= end(one)),
  );

  expect(together).toEqual([]);
  expect(rules).toHaveLength(11);
  expect(shown({ country: "US", date: "2026-12-01", international: false }, rules)).toEqual([
    ["fee", "AY", 2],
    ["tax", "US", 7.5],
    ["fee", "XF", 2],
  ]);
  expect(shown({ country: "FR", date: "0001-01-01", international: false }, rules)).toEqual([["tax", "XT", 8]]);
});
