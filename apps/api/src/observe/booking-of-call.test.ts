import { Writable } from "node:stream";

import { expect, test } from "vitest";

import { createLog } from "../log.ts";
import { startTestStack } from "../testing.ts";
import { callProcedure } from "../testing/call-procedure.ts";

test("the log tells which booking a call is about, and repeats nothing else that a caller sends as one", async () => {
  const lines: string[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  await using stack = await startTestStack({ worker: false, log: createLog("info", "test", sink) });
  const bookingId = "bkg_01936b2e-7c1a-7000-8000-000000000001";

  await callProcedure(stack.url, "bookings.get", { input: { bookingId } });
  await fetch(`${stack.url}/api/v1/bookings/${bookingId}`);
  await callProcedure(stack.url, "bookings.get", { input: { bookingId: "bkg_Ana Novák" } });

  const told = lines.filter((line) => line.includes('"msg":"request"')).map((line) => /"bookingId":"([^"]*)"/u.exec(line)?.[1]);
  expect(told).toEqual([bookingId, bookingId, undefined]);
  expect(lines.join("")).not.toContain("Novák");
});
