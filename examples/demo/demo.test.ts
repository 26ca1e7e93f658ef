import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

import { expect, test } from "vitest";

const run = promisify(execFile);

test("the demo books two seats from registration to the saved e-ticket, and stops what it started", async () => {
  const { stdout } = await run(process.execPath, [path.join(import.meta.dirname, "src/main.ts"), "--json"]);
  const result: Record<string, unknown> = JSON.parse(stdout.trim().split("\n").at(-1) ?? "");

  expect(result).toMatchObject({
    recordLocator: expect.stringMatching(/^[A-HJ-NP-Z2-9]{6}$/u),
    state: "confirmed",
    total: { amount: expect.any(Number), currency: expect.any(String) },
    ticketNumbers: [expect.stringMatching(/^\d{13}$/u), expect.stringMatching(/^\d{13}$/u)],
    seats: [expect.any(String), expect.any(String)],
    emailSubject: expect.stringContaining(String(result["recordLocator"])),
  });
  expect((await readFile(String(result["ticketPdf"]))).subarray(0, 5).toString()).toBe("%PDF-");
});
