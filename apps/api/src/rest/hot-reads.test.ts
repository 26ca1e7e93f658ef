import { afterAll, beforeAll, expect, test } from "vitest";

import { startTestStack } from "../testing.ts";
import type { TestStack } from "../testing.ts";
import { callOperation } from "../testing/call-operation.ts";
import { createCast } from "../testing/cast.ts";
import type { Cast } from "../testing/cast.ts";

let stack: TestStack;
let cast: Cast;

beforeAll(async () => {
  stack = await startTestStack({ worker: false });
  cast = await createCast(stack);
}, 60_000);

afterAll(() => stack[Symbol.asyncDispose]());

const readMap = (headers: Record<string, string> = {}) =>
  callOperation(stack.url, "seats.map", { input: { flightId: cast.flightId }, headers });

test("a seat map that has not changed is not sent again, and one that has is", async () => {
  const first = await readMap();
  const etag = first.headers.get("etag") ?? "";
  expect(first.headers.get("cache-control")).toBe("private, no-cache");

  const unchanged = await readMap({ "if-none-match": `"other", ${etag}` });
  expect([unchanged.status, String(unchanged.data)]).toEqual([304, ""]);
  await cast.heldBooking();
  const changed = await readMap({ "if-none-match": etag });
  expect(changed.status).toBe(200);
  expect(changed.headers.get("etag")).not.toBe(etag);
});

test("each caller gets the seat map as they may see it, also after a stranger has read it", async () => {
  await cast.heldBooking();
  const stateFor = async (token: string | null) => {
    const { data } = await callOperation(stack.url, "seats.map", { input: { flightId: cast.flightId }, token });
    return new Set((data as { seats: { state: string }[] }).seats.map(({ state }) => state));
  };
  const strangers = await stateFor(null);
  const own = await stateFor(await cast.tokenOf("traveller"));

  expect([strangers.has("yours"), own.has("yours")]).toEqual([false, true]);
  expect(await stateFor(null)).toEqual(strangers);
});

test.each(["br", "gzip"])("a long answer comes compressed with %s for whoever can read it", async (encoding) => {
  const { headers, status } = await readMap({ "accept-encoding": encoding });

  expect([status, headers.get("content-encoding")]).toEqual([200, encoding]);
  expect(headers.get("vary")).toMatch(/authorization.*accept-encoding/u);
});

test("a map compressed once for all says the same in each encoding, and follows a change", async () => {
  const reads = await Promise.all(["br", "br", "gzip", "identity"].map((encoding) => readMap({ "accept-encoding": encoding })));
  const again = await readMap({ "accept-encoding": "br" });
  const last = await readMap({ "accept-encoding": "gzip" });

  expect(again.headers.get("content-encoding")).toBe("br");
  expect(last.headers.get("content-encoding")).toBe("gzip");
  for (const read of [...reads, last]) expect(read.data).toEqual(again.data);
  await cast.heldBooking();
  const changed = await readMap({ "accept-encoding": "br" });
  expect(changed.data).not.toEqual(again.data);
  expect((await readMap({ "accept-encoding": "br" })).data).toEqual(changed.data);
});

test.each([
  ["flights.search", { origin: "CDG", destination: "LIS", departureDate: "2190-03-01" }, "private, max-age=2"],
  ["flights.calendar", { origin: "CDG", destination: "LIS", departureDate: "2190-03-01" }, "private, max-age=2"],
  ["airports.search", { query: "lisb" }, "private, max-age=60"],
] as const)("what %s answers may be kept for a moment by the traveller's browser alone", async (name, input, cacheControl) => {
  const { headers, status } = await callOperation(stack.url, name, { input });

  expect([status, headers.get("cache-control")]).toEqual([200, cacheControl]);
});
