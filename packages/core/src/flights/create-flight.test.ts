import { expect, test } from "vitest";

import { holdSeats } from "../bookings/hold-seats.ts";
import { getSeatMap } from "../seats/get-seat-map.ts";
import { search } from "../testing/index.ts";
import { daily, schedule, startSupply } from "../testing/supply.ts";
import { createFlight, CreateFlightInput } from "./create-flight.ts";
import { extendTimetable } from "./extend-timetable.ts";

const { daysOfWeek: _days, validFrom: _from, ...flight } = daily;
const create = ({ staff, day }: Awaited<ReturnType<typeof startSupply>>, input: Record<string, unknown>) =>
  createFlight(staff, CreateFlightInput.parse({ ...flight, date: day(90), reason: "a cup final", ...input }));

test("a flight made by staff has the seats of its aircraft, and they can be searched, held and paid like any other", async () => {
  await using stage = await startSupply();
  const { staff, core, day } = stage;
  const made = await create(stage, {});
  const { offers } = await search(staff, { origin: "LHR", destination: "JFK", departureDate: day(90) });
  const traveller = await core.traveller();

  expect(made).toMatchObject({ designator: "XA 100", onSale: true, departs: { local: `${day(90)}T09:30` } });
  expect(made.cabins.toSorted((a, b) => a.seats - b.seats)).toEqual([
    { cabin: "business", seats: 12, seatsFree: 12 },
    { cabin: "economy", seats: 60, seatsFree: 60 },
  ]);
  expect((await getSeatMap(staff, { flightId: made.id })).seats).toHaveLength(72);
  expect(await holdSeats(traveller, { offer: offers[0]?.token ?? "", seats: [["5C"]] }, "key")).toMatchObject({ state: "held" });
  expect(await staff.db.prisma.auditEntry.findMany({ where: { subjectId: made.id } })).toMatchObject([
    { action: "flights.create", actor: staff.actor.userId, reason: "a cup final" },
  ]);
});

test("a single flight stands beside those of schedules: the same number and day need a suffix, and no run adds a second", async () => {
  await using stage = await startSupply();
  const { staff, core, day } = stage;
  await create(stage, {});
  await schedule(staff, { validFrom: day(89), validTo: day(91) });
  await extendTimetable(core.app);

  await expect(create(stage, {})).rejects.toMatchObject({ details: { fields: [{ path: "flightNumber" }] } });
  expect((await create(stage, { suffix: "A" })).designator).toBe("XA 100A");
  expect(await staff.db.prisma.flight.count()).toBe(4);
});

const refused: readonly (readonly [string, Record<string, unknown>])[] = [
  ["date", { date: "2020-01-01" }],
  ["airline", { airline: "ZZ" }],
  ["origin", { origin: "QQQ" }],
  ["destination", { destination: "LHR" }],
  ["aircraft", { aircraft: "QQQ" }],
  ["currency", { currency: "QQQ" }],
  ["fares", { fares: {} }],
  ["fares.first", { fares: { first: 100 } }],
];

test("a flight that cannot fly is refused by the name of the field, and nothing is written", async () => {
  await using stage = await startSupply();
  for (const [path, input] of refused)
    await expect(create(stage, input)).rejects.toMatchObject({ code: "INVALID_INPUT", details: { fields: [{ path }] } });
  expect(await stage.staff.db.prisma.flight.count()).toBe(0);
});
