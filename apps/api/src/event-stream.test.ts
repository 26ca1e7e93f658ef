import { expect, test } from "vitest";

import { whileListening } from "./event-stream.ts";

test("a stream whose caller has gone ends in silence, because a failure that nobody hears would end the process", async () => {
  const caller = new AbortController();
  const stream = whileListening(caller.signal, untilAborted);
  expect(await stream.next()).toEqual({ done: false, value: "seats" });
  const end = stream.next();
  caller.abort();
  expect(await end).toEqual({ done: true, value: undefined });
});

test("a stream that ends before its caller is cut off, so that the caller comes back", async () => {
  const stream = whileListening(new AbortController().signal, async function* endsAtOnce() {
    yield "seats";
  });
  expect(await stream.next()).toEqual({ done: false, value: "seats" });
  await expect(stream.next()).rejects.toThrow("The stream ends with its process");
});

async function* untilAborted(signal: AbortSignal): AsyncGenerator<string, void, undefined> {
  yield "seats";
  await new Promise((resolve) => signal.addEventListener("abort", resolve));
}
