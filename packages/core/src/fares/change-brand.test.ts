import { expect, test } from "vitest";

import { holdSeats } from "../bookings/hold-seats.ts";
import { findOffer, makeFlight, search, startTestCore } from "../testing/index.ts";
import { makeStaff } from "../testing/staff.ts";
import { createBrand, CreateBrandInput, updateBrand } from "./change-brand.ts";
import { listFares } from "./list-fares.ts";

const reason = "one more bag";
const flex = {
  code: "FLEX27",
  name: "Flex",
  farePercent: 170,
  refundPercent: 90,
  changeFeePercent: 0,
  checkedBags: 3,
  freeSeatSelection: true,
  reason,
};

test("a brand that takes another's place is offered at once; the offer before keeps its price and its terms", async () => {
  await using core = await startTestCore();
  const staff = await makeStaff(core);
  const traveller = await core.traveller();
  const flight = await makeFlight(core.app.db, { baseFare: 10_000 });
  const { departureDate } = await core.app.db.prisma.flight.findUniqueOrThrow({ where: { id: flight } });
  const input = { origin: "CDG", destination: "LIS", departureDate: departureDate.toISOString().slice(0, 10) };
  const offered = async () => (await search(core.app, input)).offers.map(({ segments }) => segments[0]?.brand.code);
  const saver = await findOffer(traveller, flight);
  await createBrand(staff, CreateBrandInput.parse(flex));
  await updateBrand(staff, { code: "SAVER", farePercent: 110, onSale: false, reason });

  expect(await offered()).toEqual(["FLEX", "FLEX27"]);
  const booking = await holdSeats(traveller, { offer: saver.token }, "key");
  expect([booking.total, booking.segments[0]?.brand]).toEqual([saver.total, saver.segments[0]?.brand]);
  expect((await updateBrand(staff, { code: "SAVER", onSale: true, reason })).brands[0]).toMatchObject({
    code: "SAVER",
    farePercent: 110,
    onSale: true,
  });
  expect((await offered())[0]).toBe("SAVER");
  expect((await findOffer(traveller, flight)).total.amount).toBe(12_540);
  const entries = await staff.db.prisma.auditEntry.findMany({ orderBy: { id: "asc" } });
  expect(entries.map(({ action, subjectId }) => [action, subjectId])).toEqual([
    ["fares.createBrand", "FLEX27"],
    ["fares.updateBrand", "SAVER"],
    ["fares.updateBrand", "SAVER"],
  ]);
});

test("a code that is taken, the last brand on sale and an unknown one are refused, and nothing is written", async () => {
  await using core = await startTestCore();
  const staff = await makeStaff(core);
  await makeFlight(core.app.db);
  await updateBrand(staff, { code: "FLEX", onSale: false, reason });
  const before = await listFares(staff);
  const path = async (work: Promise<unknown>) =>
    work.then(String, (error: unknown) => (error as { details: { fields: { path: string }[] } }).details.fields[0]?.path);

  expect(await path(createBrand(staff, CreateBrandInput.parse({ ...flex, code: "SAVER" })))).toBe("code");
  expect(await path(updateBrand(staff, { code: "SAVER", onSale: false, reason }))).toBe("onSale");
  expect(await path(updateBrand(staff, { code: "SAVER", reason }))).toBe("farePercent");
  await expect(updateBrand(staff, { code: "NONE", onSale: true, reason })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await listFares(staff)).toEqual(before);
});
