import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

import { expect, test } from "vitest";

import { runGuide } from "./src/guide.ts";
import { findOrStartProduct } from "./src/product.ts";

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

test("whoever pastes the code of the guides gets what they promise", async () => {
  const product = await findOrStartProduct(() => {});
  const guide = (name: string) => runGuide(path.resolve(import.meta.dirname, `../../docs/guides/${name}.md`), product);
  try {
    expect(await guide("quick-start")).toMatch(/"status":"ok"[^]*"offers":\[\{[^]*JFK/u);
    expect(await guide("first-booking")).toMatch(/99A is no seat[^]*\/docs\/errors\/SEAT_UNKNOWN[^]*paid[^]*saved e-ticket/u);
    expect(await guide("search")).toMatch(/LON has LHR [^]*offers there[^]*there and back for \d+[^]*search this leg again: offer\[1\]/u);
    expect(await guide("following-a-trip")).toMatch(/is scheduled gate[^]*0 changes[^]*unread of[^]*Only who has paid checks in/u);
    expect(await guide("rest")).toMatch(/IDEMPOTENCY_KEY_REQUIRED\n[^]*%PDF-/u);
    expect(await guide("errors")).toMatch(/"type":"\/docs\/errors\/INVALID_INPUT"[^]*origin: /u);
  } finally {
    await product.stop();
  }
});
