import { expect, test } from "vitest";

import { slipsToPrefix } from "./typos.ts";

test.each([
  ["london", "london", 0],
  ["lond", "london", 0],
  ["lodnon", "london", 1],
  ["lndon", "london", 1],
  ["lonndon", "london", 1],
  ["lindon", "london", 1],
  ["lidnon", "london", 2],
  ["paris", "london", 3],
  ["londonderry", "london", 3],
])("from %s to the beginning of %s it takes %i slips", (typed, word, slips) => {
  expect(slipsToPrefix(typed, word, 2)).toBe(slips);
});
