import { expect, test } from "vitest";

import { shareReads } from "./share-reads.ts";

/** Readings that end when the test says so; each answers its number. */
function startReader() {
  const readings: PromiseWithResolvers<number>[] = [];
  const read = shareReads(() => {
    const reading = Promise.withResolvers<number>();
    readings.push(reading);
    return reading.promise;
  });
  return { read, readings };
}

test("whoever asks while a reading is under way shares the next one, which begins when that has ended", async () => {
  const { read, readings } = startReader();

  const first = read("a flight");
  const crowd = Array.from({ length: 100 }, () => read("a flight"));
  expect(readings).toHaveLength(1);
  readings[0]?.resolve(1);
  expect(await first).toBe(1);
  await expect.poll(() => readings).toHaveLength(2);
  readings[1]?.resolve(2);

  expect(new Set(await Promise.all(crowd))).toEqual(new Set([2]));
  expect(readings).toHaveLength(2);
});

test("what was read is not kept, and others' readings are not waited for", async () => {
  const { read, readings } = startReader();
  const first = read("a flight");
  const other = read("another flight");
  readings[1]?.resolve(2);
  expect(await other).toBe(2);
  readings[0]?.resolve(1);
  await first;
  await new Promise((resolve) => setImmediate(resolve));

  const later = read("a flight");
  readings[2]?.resolve(3);

  expect(await later).toBe(3);
});

test("a reading that fails, fails for those who share it; the next one is made all the same", async () => {
  const { read, readings } = startReader();
  const first = read("a flight");
  const next = read("a flight");

  readings[0]?.reject(new Error("the connection is lost"));
  await expect(first).rejects.toThrow("the connection is lost");
  await expect.poll(() => readings).toHaveLength(2);
  readings[1]?.resolve(2);

  expect(await next).toBe(2);
});
