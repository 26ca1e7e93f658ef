import { book, travellerOf } from "@skyhold/api/testing";
import { makeFlight } from "@skyhold/core/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { chrome, findBarriers, startOffice } from "./office.ts";
import type { Office } from "./office.ts";
import { changeBrands, changeExtra, lookAtMonth, nameAirline } from "./terms.ts";
import { changeScheduleTogether, changeSeatsByPointing, changeTax, changeTogether, useSandbox } from "./tools.ts";

let office: Office;

beforeAll(async () => {
  if (chrome !== null) office = await startOffice();
});

afterAll(async () => {
  if (chrome !== null) await office[Symbol.asyncDispose]();
});

const pressed = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).click();
const fill = async (page: Page, typed: Readonly<Record<string, string>>) => {
  for (const [label, text] of Object.entries(typed)) await page.getByLabel(label, { exact: true }).fill(text);
};

test.skipIf(chrome === null)(
  "an aircraft's seats are drawn as they are written, and what cannot be read is marked at its place",
  async () => {
    // The airports, the airline and the aircraft type of the journeys are those of a first flight.
    await makeFlight(office.stack.dependencies.db);
    const page = await office.open("/aircraft/new");
    const layout = page.getByLabel("Seats, in the compact notation");
    await layout.fill("J 1-2 AC-DF; Y 2-9 ABC-DEF exit 5");
    await expect.poll(() => page.locator("mark").textContent()).toBe("2-9");
    await layout.fill("J 1-2 AC-DF; Y 3-9 ABC-DEF exit 5");
    await page.locator('[data-seat="9F"]').waitFor();
    await page.locator('[data-seat="5A"]').click();
    await page.getByText("5A: economy, window, exit row").waitFor();
    await pressed(page, "Add the aircraft");
    await expect.poll(() => page.getByLabel("IATA code").getAttribute("aria-invalid")).toBe("true");
    await fill(page, { "IATA code": "q90", "ICAO code": "Q900", Name: "Quiet 900", "Reason, for the audit log": "it joins the fleet" });
    await pressed(page, "Add the aircraft");
    await page.getByRole("heading", { name: /Quiet 900/u }).waitFor();
    await page.getByLabel("Seats, in the compact notation").fill("J 1-2 AC-DF; Y 3-12 ABC-DEF exit 5");
    await page.getByLabel("Reason, for the audit log").fill("three rows more");
    await pressed(page, "Save the aircraft");
    await page.getByText("Saved.").waitFor();
    const { seatMap } = await office.stack.dependencies.db.prisma.aircraftType.findUniqueOrThrow({
      where: { iata: "Q90" },
      include: { seatMap: true },
    });
    expect(seatMap.layout).toBe("J 1-2 AC-DF; Y 3-12 ABC-DEF exit 5");
  },
);

test.skipIf(chrome === null)("a seat map is changed by pointing at it, with mouse or keyboard, and its text says the same", async () => {
  const layout = "J 1-2 AC-DF; Y 3-10 ABC-DEF exit 5 without 9F";
  expect(await changeSeatsByPointing(office, "Q90")).toEqual([layout, layout]);
});

test.skipIf(chrome === null)(
  "two of staff who change the same aircraft are told of each other: nothing typed is lost, and where both changed the same, one of them chooses",
  async () => {
    expect(await changeTogether(office, "Q90")).toEqual(["Quiet of mine", "Q901", "Supply"]);
  },
);

test.skipIf(chrome === null)("a tax is changed from a day on, and what is no rate is told at its field", async () => {
  expect(await changeTax(office)).toEqual([14, 15.5]);
});

test.skipIf(chrome === null)(
  "an airline is added after what was no code, its codes as airlines write them, and may be licensed nowhere",
  async () => {
    const same = { iata: "QJ", icao: "QJT", accountingCode: "997", name: "Quiet Jet" };
    expect(await nameAirline(office)).toEqual([
      { ...same, licenceCountry: "FR" },
      { ...same, licenceCountry: null },
    ]);
  },
);

test.skipIf(chrome === null)(
  "a brand gets another price, is withdrawn and sold again; an empty fee means that nothing is changed",
  async () => {
    expect(await changeBrands(office)).toEqual([131, true, null, null, 2]);
  },
);

test.skipIf(chrome === null)(
  "an extra gets prices in the units of their currencies; those that have no field here stay, and it ends with a day",
  async () => {
    expect(await changeExtra(office)).toEqual([{ SEK: 39_000, EUR: 3050, JPY: 5000 }, true]);
  },
);

test.skipIf(chrome === null)("a day of the calendar says how full its flights are, and leads to them", async () => {
  expect(await lookAtMonth(office)).toEqual(["1 flight", "that day"]);
});

test.skipIf(chrome === null)("a flight is put on sale with what the form was told to mend, and nothing else typed again", async () => {
  const page = await office.open("/flights/new");
  await fill(page, { Airline: "xt", From: "CDG", To: "LIS", Day: "2030-03-04", "Leaves at": "09:30", "Minutes to arrival": "150" });
  await page.getByLabel("Aircraft", { exact: true }).selectOption("Q90");
  await page.getByRole("group", { name: "Economy" }).getByLabel("Base fare of an adult").fill("99.50");
  await page.getByLabel("Reason, for the audit log").fill("a match in Lisbon");
  await pressed(page, "Put the flight on sale");
  await expect.poll(() => page.getByLabel("Number", { exact: true }).getAttribute("aria-invalid")).toBe("true");
  expect(await page.getByLabel("Airline").inputValue()).toBe("xt");
  await fill(page, { Number: "4711" });
  await pressed(page, "Put the flight on sale");
  await page.getByRole("heading", { name: /XT 4711/u }).waitFor();
  await page.locator('[data-seat="10F"]').waitFor();
  const flight = await office.stack.dependencies.db.prisma.flight.findFirstOrThrow({
    where: { flightNumber: 4711 },
    include: { cabins: true },
  });
  expect(flight.cabins.map(({ cabin, baseFareMinor }) => [cabin, Number(baseFareMinor)])).toEqual([["economy", 9950]]);
});

test.skipIf(chrome === null)(
  "a schedule shows its flights before it is kept, makes them, is changed by two at once, and ends with a day",
  async () => {
    const page = await office.open("/schedules/new");
    await fill(page, { Airline: "XT", Number: "4800", From: "CDG", To: "LIS", "Leaves at": "09:30", "Minutes to arrival": "150" });
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    await page.getByLabel("Sunday").uncheck();
    await page.getByLabel("First day").fill(day(30));
    await page.getByLabel("Aircraft", { exact: true }).selectOption("Q90");
    await page.getByRole("group", { name: "Business" }).getByLabel("Base fare of an adult").fill("300");
    await page.getByText("24 flights").waitFor();
    await page.getByLabel("Sunday").check();
    await page.getByLabel("Last day").fill(day(34));
    await page.getByText("5 flights", { exact: true }).waitFor();
    await fill(page, { "Reason, for the audit log": "spring" });
    await pressed(page, "Make the schedule and its flights");
    await page.getByRole("link", { name: "The schedule" }).click();
    await page.waitForURL(/schedules\/fsc_/u);
    const scheduleId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    expect(await changeScheduleTogether(office, scheduleId)).toEqual(["610", "155", "Supply"]);
    await pressed(page, "End it");
    await page.getByLabel("Last day of departure").fill(day(31));
    await page.getByRole("dialog").getByLabel("Reason, for the audit log").fill("no demand");
    await pressed(page, "End the schedule");
    await page.getByText(`Until ${day(31)}`).waitFor();
    const left = await office.stack.dependencies.db.prisma.flight.findMany({ where: { flightNumber: 4800 } });
    expect(left.map(({ departureDate }) => departureDate.toISOString().slice(0, 10)).toSorted()).toEqual([day(30), day(31)]);
  },
);

test.skipIf(chrome === null)(
  "a flight is delayed and then cancelled, each with what follows from it shown first, and its refunds are followed to the end",
  async () => {
    const { booking } = await book(office.stack, await travellerOf(office.stack));
    const flightId = booking.segments[0]?.flight.id ?? "";
    const page = await office.open(`/flights/${flightId}`);
    await pressed(page, "Delay");
    await page.getByText("1 paid booking with 1 passenger").waitFor();
    await page.getByLabel(/Minutes later/u).fill("45");
    await pressed(page, "Delay and tell them");
    await expect.poll(() => page.getByLabel(/^Reason/u).getAttribute("aria-invalid")).toBe("true");
    await page.getByLabel(/^Reason/u).fill("late aircraft");
    await pressed(page, "Delay and tell them");
    await page.getByText("Delayed", { exact: true }).waitFor();
    await pressed(page, "Cancel flight");
    const paid = new Intl.NumberFormat("en", { style: "currency", currency: "EUR" }).format(booking.total.amount / 100);
    await page.getByRole("dialog").getByText(paid).waitFor();
    for (const barrier of await findBarriers(page)) expect.soft(barrier).toBe("");
    await page.getByLabel(/^Reason/u).fill("fog in Paris");
    await pressed(page, "Cancel the flight");
    await page.getByRole("heading", { name: "This flight is cancelled" }).waitFor();
    await page.getByText("All done").waitFor({ timeout: 30_000 });
    await page.getByLabel("Refunds: 1 of 1").waitFor();
    const refunds = await office.stack.dependencies.db.prisma.refund.findMany({ where: { bookingId: booking.id } });
    expect(refunds.map(({ state, amountMinor }) => [state, Number(amountMinor)])).toEqual([["succeeded", booking.total.amount]]);
  },
);

const windows = [
  ["light on a desk", "light", 1440],
  ["dark on a phone", "dark", 390],
] as const;

test.skipIf(chrome === null).each(windows)("no screen of the supply has a barrier that axe knows, in %s", async (_name, theme, width) => {
  const schedule = await office.stack.dependencies.db.prisma.flightSchedule.findFirstOrThrow();
  const tabs = ["", "aircraft", "airports", "airlines", "fares", "taxes", "extras"].map((tab) => `/supply?tab=${tab}`);
  const sandbox = ["mailbox", "stripe", "clock"].map((tab) => `/sandbox?tab=${tab}`);
  const paths = [...tabs, ...sandbox, "/flights/new", "/flights/calendar", `/schedules/${schedule.id}`, "/aircraft/Q90"];
  const found: string[] = [];
  const page = await office.open("/", theme);
  await page.setViewportSize({ width, height: 844 });
  for (const path of paths) {
    await page.goto(`${office.stack.url}/admin${path}`);
    await page.getByRole("heading").first().waitFor();
    for (const barrier of await findBarriers(page)) found.push(`${path}: ${barrier}`);
    if (await page.evaluate<boolean>("document.documentElement.scrollWidth > innerWidth")) found.push(`${path}: wider than the window`);
  }
  await page.context().close();
  expect(found).toEqual([]);
});

test.skipIf(chrome === null)(
  "in the sandbox a mail is read, Stripe's model goes wrong and well again, and the clock ends a hold",
  async () => {
    expect(await useSandbox(office)).toEqual(["sandbox.armFault", "sandbox.clearFaults", "sandbox.moveClock"]);
  },
);

test.skipIf(chrome === null)("no window has complained of anything in all of this", () => {
  expect(office.complaints).toEqual([]);
});
