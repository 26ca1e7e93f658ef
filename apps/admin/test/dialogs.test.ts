import { travellerOf } from "@skyhold/api/testing";
import { hold, makeAircraft, makeFlight } from "@skyhold/core/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { paidCouple } from "./interventions.ts";
import { chrome, findBarriers, findBarriersInBoth, startOffice } from "./office.ts";
import type { Office } from "./office.ts";

let office: Office;

beforeAll(async () => {
  if (chrome !== null) office = await startOffice();
});

afterAll(async () => {
  if (chrome !== null) await office[Symbol.asyncDispose]();
});

const pressed = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true }).click();

/** Looks at the question that is open, in light and in dark, and closes it; answers what axe has against it. */
async function look(page: Page, name: string, role: "dialog" | "menu" = "dialog"): Promise<string[]> {
  const popup = page.getByRole(role);
  await popup.waitFor();
  const found = await findBarriersInBoth(page, name, `[role="${role}"]`);
  await page.keyboard.press("Escape");
  await popup.waitFor({ state: "hidden" });
  return found;
}

/** Opens each of these by its button, one after the other. */
async function lookAtAll(page: Page, names: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const name of names) {
    await pressed(page, name);
    found.push(...(await look(page, name)));
  }
  return found;
}

test.skipIf(chrome === null)("no question about a booking has a barrier that axe knows, in light and in dark", async () => {
  const { stack } = office;
  const held = await hold(await travellerOf(stack), await makeFlight(stack.dependencies.db), ["1A"]);
  const page = await office.open(`/bookings/${held.id}`);
  const found = await lookAtAll(page, ["Name passengers", "Give more time", "Add a note", "Release seats"]);
  const { booking } = await paidCouple(office);
  await page.goto(`${stack.url}/admin/bookings/${booking.id}`);
  found.push(...(await lookAtAll(page, ["Cancel and refund"])));
  await page.locator(".moves .link").first().click();
  found.push(...(await look(page, "a mail")));
  await page.keyboard.press("Control+k");
  found.push(...(await look(page, "search")));
  await pressed(page, "Your account");
  found.push(...(await look(page, "the account's menu", "menu")));
  expect(found).toEqual([]);
});

test.skipIf(chrome === null)("no question about a flight has a barrier that axe knows, in light and in dark", async () => {
  const { flightId } = await paidCouple(office);
  const page = await office.open(`/flights/${flightId}`);
  const found = await lookAtAll(page, ["Delay", "Gate", "Reschedule", "Status", "Cancel flight"]);
  await page.locator('[data-seat="2A"]').click();
  await pressed(page, "Move 2A");
  await page.locator('[data-seat="1A"]').click();
  await page.getByText(/cost .* more/u).waitFor();
  found.push(...(await look(page, "moving somebody")));
  expect(found).toEqual([]);
});

test.skipIf(chrome === null)("no other question has a barrier that axe knows, in light and in dark", async () => {
  const { stack } = office;
  const { db } = stack.dependencies;
  const flightId = await makeFlight(db);
  await makeAircraft(db, "32W");
  const { departureDate } = await db.prisma.flight.findUniqueOrThrow({ where: { id: flightId } });
  const { actor } = await travellerOf(stack);
  const page = await office.open(`/users?email=${actor.email}`);
  const found: string[] = [];
  for (const change of ["sessions", "access", "staff", "erase"]) {
    await page.getByLabel(`Change ${actor.email}`).selectOption(change);
    found.push(...(await look(page, change)));
  }
  await page.goto(`${stack.url}/admin/supply?tab=airports`);
  found.push(...(await lookAtAll(page, ["New airport", "Change CDG"])));
  await page.goto(`${stack.url}/admin/sell?from=CDG&to=LIS&date=${departureDate.toISOString().slice(0, 10)}`);
  await page
    .getByRole("button", { name: /^Hold /u })
    .first()
    .click();
  found.push(...(await look(page, "a hold")));
  await db.pool.query("DELETE FROM session");
  await page
    .getByRole("button", { name: /^Hold /u })
    .first()
    .click();
  await page.getByLabel(/e-mail address/u).fill("caller@example.com");
  await pressed(page, "Hold the seats");
  await page.getByRole("dialog", { name: "Your session has ended" }).waitFor();
  found.push(...(await findBarriers(page)).map((barrier) => `two questions: ${barrier}`));
  await page.goto(`${stack.url}/admin/sign-in`);
  await page.getByLabel("Password").waitFor();
  found.push(...(await findBarriersInBoth(page, "the door")));
  expect(found).toEqual([]);
});

test.skipIf(chrome === null)("no window has complained of anything in all of this", () => {
  expect(office.complaints).toEqual([]);
});
