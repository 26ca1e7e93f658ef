import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

import { expect, test } from "vitest";

import { documentsToRun, runDocument } from "./src/guide.ts";
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

/** What each document's code prints. A document that gets code to run stands here, too. */
const promises: Readonly<Record<string, RegExp>> = {
  "README.md": /All \d+ invariants hold/u,
  "docs/guides/quick-start.md": /"status":"ok"[^]*"offers":\[\{[^]*JFK/u,
  "docs/guides/first-booking.md": /99A is no seat[^]*\/docs\/errors\/SEAT_UNKNOWN[^]*paid[^]*saved e-ticket/u,
  "docs/guides/search.md": /LON has LHR [^]*offers there[^]*there and back for \d+[^]*search this leg again: offer\[1\]/u,
  "docs/guides/following-a-trip.md": /is scheduled gate[^]*0 changes[^]*unread of[^]*Only who has paid checks in/u,
  "docs/guides/rest.md": /IDEMPOTENCY_KEY_REQUIRED\n[^]*%PDF-BEGIN:VCALENDAR/u,
  "docs/guides/errors.md": /"type":"\/docs\/errors\/INVALID_INPUT"[^]*origin: /u,
  "docs/guides/refunds.md": /refund \d+ [A-Z]{3}[^]*confirmed \[ true \]/u,
  "docs/guides/changes.md": /old ones are worth \d+ due \d+[^]*'replaced'[^]*'booked'/u,
  "docs/guides/accounts.md": /ada@example\.com is an admin[^]*Everything is sealed under the newest key/u,
  "docs/guides/going-live.md": /The database was up to date[^]*ada@example\.com is an admin[^]*All \d+ invariants hold/u,
};

test("whoever pastes the code of the README and the guides gets what they promise", { timeout: 240_000 }, async () => {
  expect(documentsToRun().toSorted()).toEqual(Object.keys(promises).toSorted());
  const product = await findOrStartProduct(() => {});
  try {
    for (const [document, promise] of Object.entries(promises))
      expect(`${document}\n${await runDocument(document, product)}`).toMatch(promise);
  } finally {
    await product.stop();
  }
});
