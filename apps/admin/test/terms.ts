import { eventually, stripeOf, travellerOf } from "@skyhold/api/testing";
import { holdUpToPayment, makeFlight } from "@skyhold/core/testing";
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

import type { Office } from "./office.ts";

/** Types into the fields of the question that is open, and answers it. */
async function answer(page: Page, typed: Readonly<Record<string, string>>, confirm: string): Promise<Locator> {
  const dialog = page.getByRole("dialog");
  for (const [label, text] of Object.entries(typed)) await dialog.getByLabel(label, { exact: true }).fill(text);
  await dialog.getByRole("button", { name: confirm }).click();
  return dialog;
}

const why = { "Reason, for the audit log": "as agreed" };

/** Adds an airline after a code that is none, and changes where it is licensed; answers what is kept after each. */
export async function nameAirline({ stack, open }: Office): Promise<readonly unknown[]> {
  const page = await open("/supply?tab=airlines");
  const stored = () => stack.dependencies.db.prisma.airline.findUniqueOrThrow({ where: { iata: "QJ" } });
  await page.getByRole("button", { name: "New airline" }).click();
  const typed = { "IATA code": "q", "ICAO code": "qjt", "Tickets begin with": "997", "Licensed in": "fr", Name: "Quiet Jet" };
  const dialog = await answer(page, { ...typed, ...why }, "Add the airline");
  await expect.poll(() => dialog.getByLabel("IATA code").getAttribute("aria-invalid")).toBe("true");
  expect(await dialog.getByLabel("Name", { exact: true }).inputValue()).toBe("Quiet Jet");
  await answer(page, { "IATA code": "qj" }, "Add the airline");
  await dialog.waitFor({ state: "hidden" });
  const added = await stored();
  await page.getByRole("button", { name: "Change QJ" }).click();
  expect(await dialog.getByLabel("IATA code").getAttribute("readonly")).not.toBeNull();
  await answer(page, { "Licensed in": "", ...why }, "Save the airline");
  await dialog.waitFor({ state: "hidden" });
  return [added, await stored()];
}

/** Changes what a brand costs, withdraws it, sells it again, and adds one that allows no change; answers what each has come to. */
export async function changeBrands({ stack, open }: Office): Promise<readonly unknown[]> {
  const page = await open("/supply?tab=fares");
  const dialog = page.getByRole("dialog");
  const stored = (code: string) => stack.dependencies.db.prisma.fareBrand.findUniqueOrThrow({ where: { code } });
  const row = (code: string) => page.getByRole("row").filter({ hasText: code });
  await page.getByRole("button", { name: "Price of FLEX" }).click();
  await answer(page, { "Of the base fare, %": "", ...why }, "Change the price");
  await expect.poll(() => dialog.getByLabel("Of the base fare, %").getAttribute("aria-invalid")).toBe("true");
  await answer(page, { "Of the base fare, %": "131" }, "Change the price");
  await row("FLEX").getByRole("cell", { name: "131 %" }).waitFor();
  await page.getByRole("button", { name: "Withdraw FLEX" }).click();
  await answer(page, why, "Withdraw it");
  await row("FLEX").getByText("Withdrawn", { exact: true }).waitFor();
  const withdrawn = (await stored("FLEX")).withdrawnAt !== null;
  await page.getByRole("button", { name: "Sell FLEX" }).click();
  await answer(page, why, "Sell it again");
  await row("FLEX").getByText("On sale", { exact: true }).waitFor();
  await page.getByRole("button", { name: "New brand" }).click();
  await answer(page, { Code: "QUIET1", Name: "Quiet", "Of the base fare, %": "120", "Checked bags": "2", ...why }, "Put it on sale");
  await row("QUIET1").getByText("Not possible").waitFor();
  const { farePercent, withdrawnAt } = await stored("FLEX");
  const { changeFeePercent, checkedBags } = await stored("QUIET1");
  return [farePercent, withdrawn, withdrawnAt, changeFeePercent, checkedBags];
}

/** Gives an extra other prices, one of them in a currency that has no field here, and ends it; answers its prices and whether it has an end. */
export async function changeExtra({ stack, open }: Office): Promise<readonly unknown[]> {
  const { prisma } = stack.dependencies.db;
  const bag = await prisma.ancillaryRule.findFirstOrThrow({ where: { code: "BAG" } });
  await prisma.ancillaryRule.update({ where: { id: bag.id }, data: { prices: { EUR: 3500, JPY: 5500, USD: 3800, SEK: 39_000 } } });
  const page = await open("/supply?tab=extras");
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: /^Change Checked bag/u }).click();
  expect(await dialog.getByLabel("JPY").inputValue()).toBe("5500");
  await answer(page, { EUR: "30,50", USD: "", JPY: "5000", ...why }, "Change the extra");
  await dialog.waitFor({ state: "hidden" });
  await page.getByText("€30.50").waitFor();
  const latest = () => prisma.ancillaryRule.findFirstOrThrow({ where: { code: "BAG" }, orderBy: { validFrom: "desc" } });
  const { prices, validFrom } = await latest();
  await page.getByRole("button", { name: `End Checked bag of 23 kg since ${validFrom.toISOString().slice(0, 10)}` }).click();
  await answer(page, why, "End it");
  await dialog.waitFor({ state: "hidden" });
  return [prices, (await latest()).validUntil !== null];
}

/** Looks for a day in the calendar of its month; answers what is said of it, and which day the list shows to which it leads. */
export async function lookAtMonth({ stack, open }: Office): Promise<readonly (string | null)[]> {
  const { db } = stack.dependencies;
  const flightId = await makeFlight(db, { rows: 1, departsInHours: 24 * 200 });
  const { booking, intentId } = await holdUpToPayment(await travellerOf(stack), flightId, ["1A", "1B"]);
  await stripeOf(stack).paymentIntents.confirm(intentId, { payment_method: "pm_card_visa" });
  await eventually(async () => (await db.prisma.booking.findUniqueOrThrow({ where: { id: booking.id } })).state === "confirmed");
  const { departureDate } = await db.prisma.flight.findUniqueOrThrow({ where: { id: flightId } });
  const date = departureDate.toISOString().slice(0, 10);
  const monthName = (by: number) => {
    const at = new Date(Date.UTC(departureDate.getUTCFullYear(), departureDate.getUTCMonth() + by));
    return new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" }).format(at);
  };
  const page = await open(`/flights/calendar?month=${date.slice(0, 7)}`);
  const heading = (by: number) => page.getByRole("heading", { name: monthName(by) }).waitFor();
  await page.getByRole("button", { name: "Month before" }).click();
  await heading(-1);
  await page.getByRole("button", { name: "Month after" }).click();
  await heading(0);
  const day = page.getByRole("link", { name: /33 % of 6 seats sold/u });
  const said = await day.textContent();
  await day.click();
  await page.getByText("1 in all", { exact: true }).waitFor();
  return [
    said?.includes("1 flight") === true ? "1 flight" : said,
    new URL(page.url()).searchParams.get("date") === date ? "that day" : date,
  ];
}
