import { expect, test } from "vitest";

import { runLives } from "./run-lives.ts";

test("a seat for the whole price, or nothing for nothing: the second half of the lives", { timeout: 36_000_000 }, async () => {
  expect(await runLives("second", process.env)).toEqual([]);
});
