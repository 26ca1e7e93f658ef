import { travellerOf } from "@skyhold/api/testing";
import { hold, makeFlight } from "@skyhold/core/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { measureScreen, rows, scrollFor, startFrames } from "./measure.ts";
import type { ScreenFigures } from "./measure.ts";
import { startOffice } from "./office.ts";
import type { Office } from "./office.ts";

// Figures for the guide, and no test of CI: they take minutes, and say something of this machine.
const wanted = process.env["SKYHOLD_MEASURE"] !== undefined;
let office: Office;

beforeAll(async () => {
  if (wanted) office = await startOffice();
});

afterAll(async () => {
  if (wanted) await office[Symbol.asyncDispose]();
});

const say = (line: string) => process.stdout.write(`${line}\n`);

/** A hundred thousand bookings of one passenger on one flight: as much of each as a line of the list shows. */
async function seedBookings({ stack }: Office, count: number): Promise<void> {
  const { db } = stack.dependencies;
  const { id } = await hold(await travellerOf(stack), await makeFlight(db), ["1A"]);
  const copy = (column: string) => `split_part(${column}, '_', 1) || '_' || md5(${column} || ':' || n)::uuid`;
  const locator = "'Q' || translate(lpad(to_hex(n), 5, '0'), '01abcdef', 'ZYABCDEF')";
  for (const statement of [
    `INSERT INTO booking (id, record_locator, user_id, hold_key, hold_fingerprint, state, contact_email, currency, total_minor, seat_count, expires_at, pay_by, ended_at)
       SELECT ${copy("id")}, ${locator}, user_id, hold_key || n, hold_fingerprint, 'released', contact_email, currency, total_minor + n, seat_count, expires_at, pay_by, created_at
         FROM booking, generate_series(1, $2::int) n WHERE id = $1`,
    `INSERT INTO booking_segment (id, booking_id, position, flight_id, cabin, fare_brand_code)
       SELECT ${copy("id")}, ${copy("booking_id")}, position, flight_id, cabin, fare_brand_code FROM booking_segment, generate_series(1, $2::int) n WHERE booking_id = $1`,
    `INSERT INTO passenger (id, booking_id, position, type, given_name, surname)
       SELECT ${copy("id")}, ${copy("booking_id")}, position, type, 'Ana', 'Number ' || n FROM passenger, generate_series(1, $2::int) n WHERE booking_id = $1`,
    "ANALYZE booking, booking_segment, passenger",
  ])
    await db.pool.query(statement, statement.startsWith("ANALYZE") ? [] : [id, count]);
}

/** Scrolls to the end again and again until the list says that this is all. */
async function readAll(page: Page, count: number): Promise<void> {
  const all = page.getByText(`${count} in all`, { exact: true });
  while ((await all.count()) === 0)
    await page.evaluate(async () => {
      for (let jump = 0; jump < 50; jump += 1) {
        scrollTo(0, document.documentElement.scrollHeight);
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
    });
}

test.skipIf(!wanted)("a list of a hundred thousand", { timeout: 1_800_000 }, async () => {
  const count = 100_000;
  await seedBookings(office, count);
  const page = await office.open("/bookings");
  const session = await page.context().newCDPSession(page);
  const memory = async () => {
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    return `${(usedSize / 1_048_576).toFixed(1)} MB of heap, ${await page.evaluate(() => document.querySelectorAll("*").length)} elements`;
  };
  say(`first page: ${await memory()}`);
  await startFrames(page);
  say(`scrolling while pages are read: ${await scrollFor(page, 10)}`);
  const begun = performance.now();
  await readAll(page, count + 1);
  say(`all ${count + 1} read in ${Math.round((performance.now() - begun) / 1000)} s: ${await memory()}`);
  for (const place of [0, 0.5, 0.9]) {
    await page.evaluate((share) => scrollTo(0, document.documentElement.scrollHeight * share), place);
    say(`scrolling at ${place * 100} %: ${await scrollFor(page, 10)}`);
  }
  const begunAgain = performance.now();
  await page.locator(".list-row a.cover").nth(5).click();
  await page.getByRole("heading", { name: "Passengers" }).waitFor();
  await page.goBack();
  await page.locator(".list-row a.cover").first().waitFor();
  say(`into a booking and back to its place in ${Math.round(performance.now() - begunAgain)} ms`);
  expect(await page.evaluate(() => scrollY)).toBeGreaterThan(1_000_000);
});

test.skipIf(!wanted)("what each screen takes to come", { timeout: 600_000 }, async () => {
  const { stack } = office;
  const flightId = await makeFlight(stack.dependencies.db, { rows: 30 });
  const booking = await hold(await travellerOf(stack), flightId, ["1A"]);
  const screens = ["/", "/bookings", `/bookings/${booking.id}`, "/flights", `/flights/${flightId}`, "/supply", "/money", "/jobs"];
  const page = await office.open("/");
  say("| screen | FCP | LCP | TBT | CLS | script | all | requests |\n| --- | --- | --- | --- | --- | --- | --- | --- |");
  for (const path of screens) {
    const runs: ScreenFigures[] = [];
    for (let run = 0; run < 3; run += 1) runs.push(await measureScreen(page, `${stack.url}/admin${path}`));
    say(rows(path.replace(/(bkg|flt)_.+/u, "…"), runs));
    expect(runs.every(({ firstPaint }) => firstPaint > 0)).toBe(true);
  }
});
