import { expect, test } from "vitest";

import { listAncillaries } from "../bookings/ancillaries.ts";
import { setAncillaries } from "../bookings/set-ancillaries.ts";
import { hold, makeFlight, startTestCore } from "../testing/index.ts";
import { makeStaff } from "../testing/staff.ts";
import { changeAncillary, createAncillary, CreateAncillaryInput, endAncillary } from "./change-ancillary.ts";
import { listFares } from "./list-fares.ts";

const reason = "a new menu";
const meal = "anc_00000000-0000-7000-8000-000000000005";
const terms = { label: "Hot meal", most: 2, includedIn: ["first" as const], forInfants: false, prices: { EUR: 1800, KWD: 5500 } };
const fields = (work: Promise<unknown>) =>
  work.then(String, (error: unknown) => (error as { details: { fields?: { path: string }[] } }).details.fields?.[0]?.path);

test("an extra that changes is sold at its new price from its day on, and what was chosen keeps its price", async () => {
  await using core = await startTestCore();
  const staff = await makeStaff(core);
  const traveller = await core.traveller();
  const flight = await makeFlight(core.app.db, { departsInHours: 48 });
  const today = (await core.app.reference.read()).now.toISOString().slice(0, 10);
  const { id: bookingId } = await hold(traveller, flight, ["1A"]);
  const price = async () => (await listAncillaries(traveller, { bookingId })).onSale.find(({ code }) => code === "MEAL")?.price.amount;
  const chosen = await setAncillaries(traveller, { bookingId, ancillaries: [{ segment: 0, passenger: 0, code: "MEAL", quantity: 1 }] });
  await changeAncillary(staff, { ancillaryId: meal, from: today, ...terms, reason });

  expect(await price()).toBe(1800);
  const { priceLines } = await staff.db.prisma.booking.findUniqueOrThrow({ where: { id: bookingId }, include: { priceLines: true } });
  expect(priceLines.filter(({ kind }) => kind === "ancillary").map(({ amountMinor }) => Number(amountMinor))).toEqual([1500]);
  expect(chosen.lines.filter(({ kind }) => kind === "ancillary").map(({ amount }) => amount.amount)).toEqual([1500]);
  const { ancillaries } = await listFares(staff);
  const rule = ancillaries.find(({ code, until }) => code === "MEAL" && until === null);
  await endAncillary(staff, { ancillaryId: `anc_${rule?.id.slice(4) ?? ""}`, lastDay: today, reason });
  expect(await price()).toBeUndefined();
  const entries = await staff.db.prisma.auditEntry.findMany({ orderBy: { id: "asc" } });
  expect(entries.map(({ action }) => action)).toEqual(["fares.changeAncillary", "fares.endAncillary"]);
});

test("an extra that cannot be is refused at its field, and nothing is written", async () => {
  await using core = await startTestCore();
  const staff = await makeStaff(core);
  const before = await listFares(staff);
  const create = (input: object) =>
    fields(createAncillary(staff, CreateAncillaryInput.parse({ ...terms, from: "2190-01-01", code: "MEAL", reason, ...input })));

  expect(await create({})).toBe("from");
  expect(await create({ from: "2020-01-01" })).toBe("from");
  expect(await create({ until: "2189-01-01" })).toBe("until");
  expect(await create({ prices: { KWD: 5555 } })).toBe("prices.KWD");
  expect(await create({ prices: { EUR: 1800, EUE: 1800 } })).toBe("prices.EUE");
  await expect(changeAncillary(staff, { ancillaryId: "anc_none", from: "2190-01-01", ...terms, reason })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  expect(await listFares(staff)).toEqual(before);
});
