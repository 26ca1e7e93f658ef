import { expect, test } from "vitest";
import { FARE, withSandbox } from "./testing/with-sandbox.ts";

test(
  "whoever listens gets a line whenever something has happened, by a call, by a delivery or by hand, and none for looking",
  withSandbox(async ({ sandbox, stripe }) => {
    const leaving = new AbortController();
    const { body } = await fetch(`${sandbox.url}/_sandbox/changes`, { signal: leaving.signal });
    let lines = 0;
    const reading = (async () => {
      for await (const text of body?.pipeThrough(new TextDecoderStream()) ?? []) {
        lines += text.length;
      }
    })().catch(() => undefined);
    await expect.poll(() => lines).toBe(1);
    await fetch(`${sandbox.url}/_sandbox/state`);
    await fetch(`${sandbox.url}/_sandbox/faults`);
    sandbox.setFault({ kind: "slow", delayMs: 1 });
    await expect.poll(() => lines).toBe(2);
    sandbox.clearFaults();
    await expect.poll(() => lines).toBe(3);
    await stripe.paymentIntents.create(FARE);
    await sandbox.idle();
    // The call, and the delivery of its event.
    await expect.poll(() => lines).toBeGreaterThanOrEqual(5);
    leaving.abort();
    await reading;
  }),
);
