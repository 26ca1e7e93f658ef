import { updateSchedule, UpdateScheduleInput } from "@skyhold/core";
import type { Context, Staff } from "@skyhold/core";
import { book, travellerOf } from "@skyhold/api/testing";
import { hold, makeFlight } from "@skyhold/core/testing";
import type { Page } from "playwright-core";
import { expect } from "vitest";

import { findBarriers } from "./office.ts";
import type { Office } from "./office.ts";

/** Points at seats of an aircraft until they are an exit row, a gap and a row more; answers the text, as it is written and as it is kept. */
export async function changeSeatsByPointing({ stack, open }: Office, iata: string): Promise<readonly [typed: string, kept: string]> {
  const page = await open(`/aircraft/${iata}`);
  const layout = page.getByLabel("Seats, in the compact notation");
  const tools = page.getByRole("group", { name: "The chosen seats" });
  const press = (name: string) => tools.getByRole("button", { name, exact: true }).click();
  await layout.fill("J 1-2 AC-DF; Y 3-9 ABC-DEF");
  await page.locator('[data-seat="9F"]').waitFor();
  await page.locator('[data-seat="5A"]').focus();
  await page.keyboard.press("Enter");
  await press("Choose the whole row");
  await press("Exit row");
  await expect.poll(() => layout.inputValue()).toBe("J 1-2 AC-DF; Y 3-9 ABC-DEF exit 5");
  await expect.poll(() => tools.getByRole("button", { name: "Exit row" }).getAttribute("aria-pressed")).toBe("true");
  await press("Choose none");
  await page.locator('[data-seat="9F"]').click();
  await press("Seat");
  await expect.poll(() => page.locator('[data-seat="9F"]').getAttribute("aria-label")).toBe("No seat 9F");
  await press("Add a row behind");
  await expect.poll(() => layout.inputValue()).toBe("J 1-2 AC-DF; Y 3-10 ABC-DEF exit 5 without 9F");
  await page.getByLabel("Reason, for the audit log").fill("as it was delivered");
  await page.getByRole("button", { name: "Save the aircraft" }).click();
  await page.getByText("Saved.").waitFor();
  const { seatMap } = await stack.dependencies.db.prisma.aircraftType.findUniqueOrThrow({ where: { iata }, include: { seatMap: true } });
  return [await layout.inputValue(), seatMap.layout];
}

/** Two of staff change the same aircraft at once; answers what is kept of its name and its code, and which place the menu marks. */
export async function changeTogether({ open, stack }: Office, iata: string): Promise<readonly (string | null)[]> {
  const [mine, theirs] = [await open(`/aircraft/${iata}`), await open(`/aircraft/${iata}`)];
  const save = (page: Page) => page.getByRole("button", { name: "Save the aircraft" }).click();
  const fill = async (page: Page, typed: Readonly<Record<string, string>>) => {
    for (const [label, text] of Object.entries(typed)) await page.getByLabel(label, { exact: true }).fill(text);
  };
  await fill(mine, { Name: "Quiet of mine", "Reason, for the audit log": "as painted on it" });
  await fill(theirs, { Name: "Quiet of theirs", "ICAO code": "Q901", "Reason, for the audit log": "as registered" });
  await save(theirs);
  await theirs.getByText("Saved.").waitFor();
  await save(mine);
  await mine.getByText("Somebody else has saved “Quiet of theirs” here meanwhile").waitFor();
  expect(await mine.getByLabel("Name", { exact: true }).inputValue()).toBe("Quiet of mine");
  expect(await mine.getByLabel("ICAO code").inputValue()).toBe("Q901");
  expect(await mine.getByRole("button", { name: "Save the aircraft" }).isDisabled()).toBe(true);
  for (const barrier of await findBarriers(mine)) expect.soft(barrier).toBe("");
  await mine.getByRole("button", { name: "Keep what I typed" }).click();
  await save(mine);
  await mine.getByText("Saved.").waitFor();
  await expect.poll(() => mine.getByText("Somebody else has saved").count()).toBe(0);
  const { name, icao } = await stack.dependencies.db.prisma.aircraftType.findUniqueOrThrow({ where: { iata } });

  await fill(theirs, { Name: "Quiet again", "Reason, for the audit log": "second thoughts" });
  await save(theirs);
  await theirs.getByRole("button", { name: "Take theirs" }).click();
  expect(await theirs.getByLabel("Name", { exact: true }).inputValue()).toBe("Quiet of mine");
  expect(await theirs.getByLabel("Reason, for the audit log").inputValue()).toBe("second thoughts");
  const marked = mine.getByRole("navigation", { name: "Screens" }).locator('[aria-current="page"]').first();
  return [name, icao, await marked.textContent()];
}

/** A colleague changes a schedule under somebody's hands; answers what is kept of both changes. */
export async function changeScheduleTogether({ open, stack }: Office, scheduleId: string): Promise<readonly string[]> {
  const page = await open(`/schedules/${scheduleId}`);
  await page.getByLabel("Leaves at").fill("10:10");
  const ctx = await travellerOf(stack);
  const colleague: Context<Staff> = { ...ctx, actor: { ...ctx.actor, role: "staff" } };
  await updateSchedule(colleague, UpdateScheduleInput.parse({ scheduleId, blockMinutes: 155, reason: "headwinds" }));
  await page.getByLabel("Reason, for the audit log").fill("another slot");
  const save = () => page.getByRole("button", { name: "Change the schedule and its flights" }).click();
  await save();
  await page.getByText("Somebody else has changed this meanwhile; it was “150”").waitFor();
  expect(await page.getByLabel("Minutes to arrival").inputValue()).toBe("155");
  expect(await page.getByLabel("Leaves at").inputValue()).toBe("10:10");
  await save();
  await page.getByText(/flights? added/u).waitFor();
  const { departureMinute, blockMinutes } = await stack.dependencies.db.prisma.flightSchedule.findUniqueOrThrow({
    where: { id: scheduleId },
  });
  const marked = page.getByRole("navigation", { name: "Screens" }).locator('[aria-current="page"]').first();
  return [String(departureMinute), String(blockMinutes), (await marked.textContent()) ?? ""];
}

/** Changes the tax of everywhere, after a rate that is none; answers its rates in the order of their days. */
export async function changeTax({ stack, open }: Office): Promise<readonly (number | null)[]> {
  const page = await open("/supply?tab=taxes");
  await page.getByRole("button", { name: "Change Taxes and airport charges XT" }).click();
  const dialog = page.getByRole("dialog");
  const rate = dialog.getByLabel("International, %");
  await rate.fill("a lot");
  await dialog.getByLabel("Reason, for the audit log").fill("a new law");
  await dialog.getByRole("button", { name: "Change the charge" }).click();
  await expect.poll(() => rate.getAttribute("aria-invalid")).toBe("true");
  expect(await rate.inputValue()).toBe("a lot");
  await rate.fill("15,5");
  await dialog.getByRole("button", { name: "Change the charge" }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByRole("cell", { name: "15.5 %" }).waitFor();
  const rules = await stack.dependencies.db.prisma.chargeRule.findMany({ where: { code: "XT" }, orderBy: { validFrom: "asc" } });
  return rules.map(({ internationalPercent }) => (internationalPercent === null ? null : Number(internationalPercent)));
}

/** Reads a mail that comes while one looks, has Stripe's model lose an event, and sets the clock past the end of a hold; answers the audit entries. */
export async function useSandbox({ stack, open }: Office): Promise<readonly string[]> {
  const { db } = stack.dependencies;
  const page = await open("/sandbox");
  await page.getByText("Live", { exact: true }).waitFor();
  // It comes into the window that is open.
  const { booking } = await book(stack, await travellerOf(stack));
  await page
    .getByRole("link", { name: new RegExp(booking.recordLocator, "u") })
    .first()
    .click();
  await page.frameLocator("iframe").getByText(booking.recordLocator).first().waitFor({ state: "attached" });
  await page.keyboard.press("Escape");
  await page.getByRole("navigation", { name: "Sandbox" }).getByRole("link", { name: "Stripe" }).click();
  await page.getByRole("cell", { name: "payment_intent.succeeded" }).first().waitFor();
  await page.getByRole("button", { name: "Let something go wrong" }).click();
  await page.getByLabel("Reason, for the audit log").fill("to see it");
  await page.getByRole("button", { name: "Let it go wrong" }).click();
  await page.getByRole("cell", { name: "An event never arrives" }).waitFor();
  await page.getByRole("button", { name: "Take them back" }).click();
  await page.getByRole("dialog").getByLabel("Reason, for the audit log").fill("seen");
  await page.getByRole("dialog").getByRole("button", { name: "Take them back" }).click();
  await page.getByRole("heading", { name: "Nothing" }).waitFor();
  await hold(await travellerOf(stack), await makeFlight(db, { rows: 2 }), ["1A"]);
  await page.getByRole("navigation", { name: "Sandbox" }).getByRole("link", { name: "Clock" }).click();
  await page.getByText("1 unpaid booking will run out").waitFor();
  await page.getByLabel("Reason, for the audit log").fill("to see a hold end");
  await page.getByRole("button", { name: "Set the clock ahead" }).click();
  await page.getByText("20 min", { exact: true }).waitFor();
  await page.getByText("0 unpaid bookings will run out").waitFor();
  const entries = await db.prisma.auditEntry.findMany({ where: { action: { startsWith: "sandbox." } }, orderBy: { id: "asc" } });
  return entries.map(({ action }) => action);
}
