import { book, travellerOf } from "@skyhold/api/testing";
import { hold, makeFlight } from "@skyhold/core/testing";
import { expect } from "vitest";

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

/** Reads a mail that was caught, has Stripe's model lose an event, and sets the clock past the end of a hold; answers the audit entries. */
export async function useSandbox({ stack, open }: Office): Promise<readonly string[]> {
  const { db } = stack.dependencies;
  const { booking } = await book(stack, await travellerOf(stack));
  const page = await open("/sandbox");
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
