import { Writable } from "node:stream";

import { expect, test } from "vitest";

import { createLog } from "../log.ts";
import { reportQueueErrors } from "./queue-errors.ts";

test("a thousand errors of one outage are one line of the log, and another with their number when it is over; each kind and each outage is told anew", async () => {
  const lines: string[] = [];
  const sink = new Writable({ write: (chunk: Buffer, _encoding, done) => (lines.push(chunk.toString()), done()) });
  const report = reportQueueErrors(createLog("warn", "test", sink), 50);
  const refused = { message: "connect ECONNREFUSED 127.0.0.1:5432", code: "ECONNREFUSED", stack: "Error\n    at connect", queue: "a" };

  for (let count = 0; count < 999; count += 1) report(refused);
  report(new Error("Connection terminated unexpectedly"));

  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/ECONNREFUSED[^]*at connect/u);
  await expect.poll(() => lines.slice(2)).toEqual([expect.stringMatching(/"errors":1000,"seconds":0,.*well again/u)]);
  report(refused);
  expect(lines[3]).toContain("ECONNREFUSED");
});
