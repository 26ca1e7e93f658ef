import { expect, test } from "vitest";

import { ageOn, typeAtAge } from "./passenger-age.ts";

test.each([
  ["2024-12-01", "2026-11-30", 1],
  ["2024-12-01", "2026-12-01", 2],
  ["2024-02-29", "2026-02-28", 1],
  ["2024-02-29", "2026-03-01", 2],
  ["2026-12-01", "2026-12-01", 0],
  ["2026-12-02", "2026-12-01", null],
])("someone born on %s is on %s %s years old", (birthDate, day, age) => {
  expect(ageOn(birthDate, new Date(day))).toBe(age);
});

test.each([
  [1, "INF"],
  [2, "CHD"],
  [11, "CHD"],
  [12, "ADT"],
])("at %i one travels as %s", (age, type) => {
  expect(typeAtAge(age)).toBe(type);
});
