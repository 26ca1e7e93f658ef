import { expect, test } from "vitest";

import { readTogether } from "./read-together.ts";

/** Readings that end when the test says so; each answers for every key its number. */
function startReader() {
  const readings: { readonly keys: readonly string[]; readonly done: PromiseWithResolvers<void> }[] = [];
  const read = readTogether(async (keys) => {
    const reading = { keys, done: Promise.withResolvers<void>() };
    const number = readings.push(reading);
    await reading.done.promise;
    return new Map(keys.filter((key) => key !== "unknown").map((key) => [key, number]));
  });
  return { read, readings };
}

test("what is asked for at one moment is one reading, and what is asked for meanwhile is the next, which begins when that has ended", async () => {
  const { read, readings } = startReader();
  const first = [read("a"), read("b"), read("a")];
  await expect.poll(() => readings.map(({ keys }) => keys)).toEqual([["a", "b"]]);
  const second = [read("a"), read("c"), read("unknown")];
  expect(readings).toHaveLength(1);

  readings[0]?.done.resolve();
  expect(await Promise.all(first)).toEqual([1, 1, 1]);
  await expect
    .poll(() => readings.map(({ keys }) => keys))
    .toEqual([
      ["a", "b"],
      ["a", "c", "unknown"],
    ]);
  readings[1]?.done.resolve();
  expect(await Promise.all(second)).toEqual([2, 2, null]);
});

test("a reading that fails, fails for those who share it; the next one is made all the same", async () => {
  const { read, readings } = startReader();
  const first = [read("a"), read("b")];
  await expect.poll(() => readings).toHaveLength(1);
  const next = read("a");
  readings[0]?.done.reject(new Error("The database is gone"));

  for (const outcome of await Promise.allSettled(first)) expect(outcome).toMatchObject({ status: "rejected" });
  await expect.poll(() => readings).toHaveLength(2);
  readings[1]?.done.resolve();
  expect(await next).toBe(2);
});
