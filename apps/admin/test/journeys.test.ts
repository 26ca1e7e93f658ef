import { book, travellerOf } from "@skyhold/api/testing";
import { hold, makeFlight } from "@skyhold/core/testing";
import { afterAll, beforeAll, expect, test } from "vitest";

import { bookForCaller, cancelOneOfTwo, lookOnPhone, movePassenger, sendJobBack, watchBooking, watchHoldExpire } from "./interventions.ts";
import { chrome, findBarriersInBoth, startOffice } from "./office.ts";
import type { Office } from "./office.ts";

let office: Office;

beforeAll(async () => {
  if (chrome !== null) office = await startOffice();
  else process.stdout.write("No Chrome or Chromium here: the journeys in a browser are left out. CHROME_BIN names one.\n");
});

afterAll(async () => {
  if (chrome !== null) await office[Symbol.asyncDispose]();
});

test.skipIf(chrome === null)(
  "somebody signs in, is told at the field what is wrong, and comes to the address that they asked for",
  async () => {
    const page = await office.open("/bookings?state=held");
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe("/admin/bookings?state=held");
    await page.getByRole("button", { name: "Your account" }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByLabel("E-mail").fill("no address");
    await page.getByLabel("Password").fill("wrong");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect.poll(() => page.getByLabel("E-mail").getAttribute("aria-invalid")).toBe("true");
    // The keyboard is where there is something to mend.
    await page.keyboard.press("Control+a");
    await page.keyboard.type(office.person.email);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").waitFor();
    expect(await page.getByLabel("E-mail").inputValue()).toBe(office.person.email);
  },
);

test.skipIf(chrome === null)(
  "with the keyboard alone a part of a screen is found by its name, and the tab is called as the screen is",
  async () => {
    const page = await office.open("/bookings");
    expect(await page.title()).toBe("Bookings · Skyhold");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").and(page.locator(":focus")).waitFor();
    await page.keyboard.type("disp");
    await page.getByRole("option", { name: "Disputes", selected: true }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("Nobody contests a payment.").waitFor();
    expect(await page.title()).toBe("Money · Skyhold");
  },
);

test.skipIf(chrome === null)("a booking is found by its passenger's name, and cancelled with all that was paid given back", async () => {
  const { booking } = await book(office.stack, await travellerOf(office.stack));
  const page = await office.open("/bookings");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("novák");
  await page.getByRole("option", { name: new RegExp(booking.recordLocator, "u") }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Cancel and refund" }).click();
  await page.getByLabel("All that was paid").check();
  await page.getByRole("button", { name: /Cancel and give back/u }).click();
  await expect.poll(() => page.getByLabel("Reason").getAttribute("aria-invalid")).toBe("true");
  await page.getByLabel("Reason").fill("asked on the phone");
  await page.getByRole("button", { name: /Cancel and give back/u }).click();
  await page.getByText("asked on the phone").first().waitFor();
  await page.getByRole("heading", { name: booking.recordLocator }).waitFor();
  const refunds = await office.stack.dependencies.db.prisma.refund.findMany({ where: { bookingId: booking.id } });
  expect(refunds.map(({ amountMinor }) => Number(amountMinor))).toEqual([booking.total.amount]);
});

test.skipIf(chrome === null)("two windows see another gate, and a hold come and run out by itself, without a reload", async () => {
  const { stack } = office;
  const flightId = await makeFlight(stack.dependencies.db, { rows: 2 });
  const pages = await Promise.all([office.open(`/flights/${flightId}`), office.open(`/flights/${flightId}`)]);
  const seats = pages.map((page) => page.locator('[data-seat="1A"]'));
  for (const page of pages) await page.getByText("Live", { exact: true }).waitFor();
  await stack.dependencies.db.prisma.flight.update({ where: { id: flightId }, data: { gate: "B77" } });
  for (const page of pages) await page.getByText("gate B77").waitFor();
  const ctx = await travellerOf(stack);
  await hold({ ...ctx, policy: { ...ctx.policy, holdSeconds: 6, paySeconds: 6 } }, flightId, ["1A"]);
  for (const seat of seats) await expect.poll(() => seat.getAttribute("aria-label"), { timeout: 10_000 }).toContain("held");
  for (const seat of seats) await expect.poll(() => seat.getAttribute("aria-label"), { timeout: 15_000 }).toContain("free");
});

test.skipIf(chrome === null)("a seat is found, chosen and blocked with the keyboard alone", async () => {
  const { stack } = office;
  const flightId = await makeFlight(stack.dependencies.db, { rows: 2 });
  const page = await office.open(`/flights/${flightId}`);
  await page.getByText("Live", { exact: true }).waitFor();
  await page.locator('[data-seat="1A"]').focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.getByLabel(/Why 2A/u).fill("broken belt");
  await page.keyboard.press("Enter");
  await expect
    .poll(() => page.locator('[data-seat="2A"]').getAttribute("aria-label"), { timeout: 10_000 })
    .toContain("blocked, broken belt");
  const entries = await stack.dependencies.db.prisma.auditEntry.findMany({ where: { subjectId: flightId } });
  expect(entries).toMatchObject([{ action: "seats.block", reason: "broken belt" }]);
});

test.skipIf(chrome === null)("a session that ends asks for the password above the page, and nothing typed is lost", async () => {
  const { stack } = office;
  const flightId = await makeFlight(stack.dependencies.db, { rows: 2 });
  const page = await office.open(`/flights/${flightId}`);
  await page.locator('[data-seat="1B"]').click();
  await page.getByLabel(/Why 1B/u).fill("crew rest");
  await stack.dependencies.db.pool.query("DELETE FROM session");
  await page.getByRole("button", { name: "Block 1B" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Password").fill(office.person.password);
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await dialog.waitFor({ state: "hidden" });
  expect(await page.getByLabel(/Why 1B/u).inputValue()).toBe("crew rest");
  await page.getByRole("button", { name: "Block 1B" }).click();
  await expect.poll(() => page.locator('[data-seat="1B"]').getAttribute("aria-label"), { timeout: 10_000 }).toContain("blocked");
});

test.skipIf(chrome === null)(
  "staff book for somebody who calls: flights, seats, names and the payment, each step kept under what happened",
  async () => {
    expect(await bookForCaller(office)).toEqual(["awaiting_payment", "guest"]);
  },
);

test.skipIf(chrome === null)(
  "one of two passengers is cancelled by the rules, the other flies, and their mail is looked at and sent once more",
  async () => {
    expect(await cancelOneOfTwo(office)).toEqual([["Ana II"], 0.5]);
  },
);

test.skipIf(chrome === null)(
  "a passenger is dragged to another seat, and moved back with the keyboard alone; a dearer one is given without a charge",
  async () => {
    expect(await movePassenger(office)).toEqual(0);
  },
);

test.skipIf(chrome === null)("two windows see a hold come into today's list and run out, told by the server alone", async () => {
  expect(await watchHoldExpire(office)).toEqual(2);
});

test.skipIf(chrome === null)("a booking's page shows a payment and a cancellation that others make, without a reload", async () => {
  expect(await watchBooking(office)).toEqual(["Awaiting payment", "Confirmed", "Cancelled"]);
});

test.skipIf(chrome === null)("a job that was given up is sent back from the screen that says why it failed", async () => {
  expect(await sendJobBack(office)).toEqual(2);
});

test.skipIf(chrome === null)(
  "on a phone no screen has a barrier that axe knows, nor is wider than the phone",
  async () => {
    expect(await lookOnPhone(office)).toEqual([]);
  },
  120_000,
);

test.skipIf(chrome === null)(
  "no screen has a barrier that axe knows, in light and in dark",
  async () => {
    const { booking } = await book(office.stack, await travellerOf(office.stack));
    const flightId = booking.segments[0]?.flight.id ?? "";
    const ofMoney = ["/money", "/money?tab=payments", "/money?tab=disputes", "/money?tab=differences"];
    const paths = [
      "/",
      "/bookings",
      `/flights/${flightId}`,
      "/flights",
      ...ofMoney,
      "/messages",
      "/jobs",
      "/sell",
      "/users",
      "/invariants",
      "/audit",
      "/nowhere",
    ];
    const found: string[] = [];
    const page = await office.open("/");
    for (const path of paths) {
      await page.goto(`${office.stack.url}/admin${path}`);
      await page.getByRole("heading").first().waitFor();
      found.push(...(await findBarriersInBoth(page, path)));
    }
    await page.goto(`${office.stack.url}/admin/bookings/${booking.id}`);
    await page.getByRole("button", { name: "Cancel and refund" }).click();
    await page.getByLabel("Reason").waitFor();
    found.push(...(await findBarriersInBoth(page, "cancelling")));
    await page.keyboard.press("Escape");
    await page.getByLabel("Reason").waitFor({ state: "hidden" });
    found.push(...(await findBarriersInBoth(page, "a booking")));
    expect(found).toEqual([]);
  },
  120_000,
);

test.skipIf(chrome === null)("no window has complained of anything in all of this", () => {
  expect(office.complaints).toEqual([]);
});
