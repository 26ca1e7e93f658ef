import { expect, test } from "vitest";

import { holdSeats } from "../bookings/hold-seats.ts";
import { findOffer, makeFlight, startTestCore } from "../testing/index.ts";
import { makeStaff } from "../testing/staff.ts";
import { changeCharge, createCharge, CreateChargeInput, endCharge } from "./change-charge.ts";
import { listFares } from "./list-fares.ts";

const reason = "a new law";
const everywhere = "chg_00000000-0000-7000-8000-000000000001";
const fields = (work: Promise<unknown>) =>
  work.then(String, (error: unknown) => (error as { details: { fields?: { path: string }[] } }).details.fields?.[0]?.path);

/** Paris to Lisbon in two days, which the rules for every country charge with 14 %. */
async function startSale() {
  const core = await startTestCore();
  const flight = await makeFlight(core.app.db, { baseFare: 10_000, departsInHours: 48 });
  const { departureDate } = await core.app.db.prisma.flight.findUniqueOrThrow({ where: { id: flight } });
  const today = (await core.app.reference.read()).now.toTemporalInstant().toZonedDateTimeISO("UTC").toPlainDate();
  return {
    core,
    flight,
    date: departureDate.toISOString().slice(0, 10),
    day: (days: number) => today.add({ days }).toString(),
    staff: await makeStaff(core),
    [Symbol.asyncDispose]: () => core[Symbol.asyncDispose](),
  };
}

test("a tax that changes is charged from its day of departure on by the next search, and the offer before keeps its price", async () => {
  await using sale = await startSale();
  const { core, staff, flight, day, date } = sale;
  const traveller = await core.traveller();
  const before = await findOffer(traveller, flight);
  const rates = { label: "Taxes", domestic: 8, international: 20 };
  await changeCharge(staff, { chargeId: everywhere, from: day(20), ...rates, reason });
  const unchanged = await findOffer(traveller, flight);
  await changeCharge(staff, { chargeId: everywhere, from: date, ...rates, international: 30, reason });
  const after = await findOffer(traveller, flight);
  const booking = await holdSeats(traveller, { offer: before.token }, "key");

  expect([before.total.amount, unchanged.total.amount, after.total.amount]).toEqual([11_400, 11_400, 13_000]);
  expect([booking.total, booking.lines]).toEqual([before.total, before.lines]);
  const rules = (await listFares(staff)).charges.filter(({ code }) => code === "XT").toSorted((a, b) => (a.from < b.from ? -1 : 1));
  expect(rules.map(({ international, until }) => [international, until === null])).toEqual([
    [14, false],
    [30, false],
    [20, true],
  ]);
  expect(rules[1]?.from).toBe(date);
  const entries = await staff.db.prisma.auditEntry.findMany({ orderBy: { id: "asc" } });
  expect(entries.map(({ action, subjectId }) => [action, subjectId])).toEqual([
    ["fares.changeCharge", everywhere],
    ["fares.changeCharge", everywhere],
  ]);
});

test("a country's own fee takes the place of those for every country while it holds, and ends with a day", async () => {
  await using sale = await startSale();
  const { core, staff, flight, day, date } = sale;
  const total = async () => (await findOffer(core.app, flight)).total.amount;
  const fee = { from: day(0), country: "FR", kind: "fee", code: "FR", label: "Security", domestic: null, international: 2.5, reason };
  const made = await createCharge(staff, CreateChargeInput.parse(fee));
  const chargeId = made.charges.find(({ country }) => country === "FR")?.id ?? "";

  expect(await total()).toBe(10_250);
  await endCharge(staff, { chargeId: `chg_${chargeId.slice(4)}`, lastDay: date, reason });
  expect(await total()).toBe(10_250);
  const ended = await endCharge(staff, { chargeId: `chg_${chargeId.slice(4)}`, lastDay: day(0), reason });
  expect(ended.charges.find(({ id }) => id === chargeId)).toMatchObject({ until: day(0) });
  expect(await total()).toBe(11_400);
});

test("a fee that has not begun is changed in its place, and taken away by ending it before", async () => {
  await using sale = await startSale();
  const { staff, day } = sale;
  const fee = { from: day(9), country: null, kind: "fee", code: "Q1", label: "Noise", domestic: 1, international: 1, reason };
  const { charges } = await createCharge(staff, CreateChargeInput.parse(fee));
  const chargeId = `chg_${charges.find(({ code }) => code === "Q1")?.id.slice(4) ?? ""}` as const;
  const changed = await changeCharge(staff, { chargeId, from: day(9), label: "Noise", domestic: 2, international: 1, reason });

  expect(changed.charges.filter(({ code }) => code === "Q1")).toMatchObject([{ id: chargeId, domestic: 2 }]);
  expect((await endCharge(staff, { chargeId, lastDay: day(3), reason })).charges.filter(({ code }) => code === "Q1")).toEqual([]);
});

test("what cannot be is refused at its field: the past, two rules on a day, no rate, no such country, no such rule; and nothing is written", async () => {
  await using sale = await startSale();
  const { staff, day } = sale;
  const good = { from: day(1), country: null, kind: "tax", code: "Q1", label: "Charge", domestic: 1, international: 1, reason } as const;
  const create = (input: object) => fields(createCharge(staff, CreateChargeInput.parse({ ...good, ...input })));
  const rates = { label: "Taxes", domestic: 8, international: 15, reason };
  const before = await listFares(staff);

  expect(await create({ from: day(-1) })).toBe("from");
  expect(await create({ code: "XT" })).toBe("from");
  expect(await create({ until: day(0) })).toBe("until");
  expect(await create({ domestic: null, international: null })).toBe("international");
  expect(await create({ country: "QQ" })).toBe("country");
  expect(await fields(changeCharge(staff, { chargeId: everywhere, from: day(-1), ...rates }))).toBe("from");
  expect(await fields(endCharge(staff, { chargeId: everywhere, lastDay: day(-2), reason }))).toBe("lastDay");
  await expect(endCharge(staff, { chargeId: "chg_none", lastDay: day(2), reason })).rejects.toMatchObject({ code: "NOT_FOUND" });
  for (const input of [
    { code: "xt" },
    { domestic: -1 },
    { domestic: 1.234 },
    { international: 101 },
    { from: "2030-02-30" },
    { kind: "duty" },
  ])
    expect(CreateChargeInput.safeParse({ ...good, ...input }).success).toBe(false);
  expect(await listFares(staff)).toEqual(before);
});

test("of two who add a rule for the same day at the same moment, one is refused", async () => {
  await using sale = await startSale();
  const { staff, day } = sale;
  const fee = { from: day(1), country: null, kind: "fee", code: "Q1", label: "Noise", domestic: 1, international: 1, reason };
  const outcomes = await Promise.all([1, 2, 3].map(async () => fields(createCharge(staff, CreateChargeInput.parse(fee)))));

  expect(outcomes.filter((outcome) => outcome === "from")).toHaveLength(2);
  expect((await listFares(staff)).charges.filter(({ code }) => code === "Q1")).toHaveLength(1);
});
