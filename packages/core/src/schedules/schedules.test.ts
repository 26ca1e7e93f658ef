import { addFlights, findMissingFlights } from "@skyhold/db";
import { expect, test } from "vitest";

import { extendTimetable } from "../flights/extend-timetable.ts";
import { flightTimes } from "../flights/flight-times.ts";
import { holdSeats } from "../bookings/hold-seats.ts";
import { search } from "../testing/index.ts";
import { daily, schedule, startSupply } from "../testing/supply.ts";
import { listSchedules, ListSchedulesInput } from "./list-schedules.ts";
import { previewSchedule, PreviewScheduleInput } from "./preview-schedule.ts";
import { endSchedule, updateSchedule, UpdateScheduleInput } from "./update-schedule.ts";

type Staff = Awaited<ReturnType<typeof startSupply>>["staff"];

const flightsOf = ({ db }: Staff) => db.prisma.flight.findMany({ orderBy: { departsAt: "asc" }, include: { cabins: true } });
const dateOf = (day: Date) => day.toISOString().slice(0, 10);
const update = (staff: Staff, input: Record<string, unknown>) =>
  updateSchedule(staff, UpdateScheduleInput.parse({ reason: "another slot", ...input }));

async function offerOn(staff: Staff, departureDate: string) {
  const { offers } = await search(staff, { origin: "LHR", destination: "JFK", departureDate, cabin: "economy" });
  const [offer] = offers;
  if (!offer) throw new Error("The flight is not on sale");
  return offer;
}

test("a new schedule has its flights about a year ahead, with cabins, seats and seat fees, and the first traveller can hold one", async () => {
  await using stage = await startSupply();
  const { staff, core } = stage;
  const { added, kept, schedule: made } = await schedule(staff);
  const flights = await flightsOf(staff);
  const traveller = await core.traveller();
  const offer = await offerOn(staff, dateOf(flights[40]?.departureDate ?? new Date(0)));

  expect([added, kept, made.validTo]).toEqual([flights.length, [], null]);
  expect(added).toBeGreaterThan(355);
  expect(flights[0]?.cabins.map(({ cabin, capacity, seatFeeMinor }) => [cabin, capacity, Number(seatFeeMinor)]).toSorted()).toEqual([
    ["business", 12, 0],
    ["economy", 60, 1500],
  ]);
  expect(await holdSeats(traveller, { offer: offer.token, seats: [["5A"]] }, "key")).toMatchObject({ state: "held" });
  expect((await extendTimetable(core.app)).added).toBe(0);
}, 30_000);

test("a preview shows each flight in UTC and in local times, over both changes of clocks, and writes nothing", async () => {
  await using stage = await startSupply();
  const { staff } = stage;
  const look = (input: Record<string, unknown>) => {
    const { reason: _reason, ...draft } = daily;
    return previewSchedule(staff, PreviewScheduleInput.parse({ ...draft, ...input }));
  };
  const spring = await look({ departureTime: "01:30", from: "2027-03-27", until: "2027-03-29" });
  const autumn = await look({ departureTime: "01:30", from: "2027-10-31", until: "2027-11-01" });
  const nepal = await look({ destination: "KTM", daysOfWeek: [2], from: "2027-06-01", until: "2027-06-08" });
  const told = ({ flights }: typeof spring) =>
    flights.map(({ departs, arrives, clockChange }) => [departs.at.toISOString(), departs.local, arrives.local, clockChange]);

  expect(told(spring)).toEqual([
    ["2027-03-27T01:30:00.000Z", "2027-03-27T01:30", "2027-03-27T05:30", null],
    ["2027-03-28T01:30:00.000Z", "2027-03-28T02:30", "2027-03-28T05:30", "skipped"],
    ["2027-03-29T00:30:00.000Z", "2027-03-29T01:30", "2027-03-29T04:30", null],
  ]);
  expect(told(autumn)).toEqual([
    ["2027-10-31T00:30:00.000Z", "2027-10-31T01:30", "2027-10-31T04:30", "repeated"],
    ["2027-11-01T01:30:00.000Z", "2027-11-01T01:30", "2027-11-01T05:30", null],
  ]);
  expect(nepal.flights.map(({ arrives }) => arrives.local)).toEqual(["2027-06-01T22:15", "2027-06-08T22:15"]);
  expect(await flightsOf(staff)).toEqual([]);
});

test("a new departure time moves unsold flights by the wall clock; those that are booked or changed by hand stay, and are named", async () => {
  await using stage = await startSupply();
  const { staff, core } = stage;
  const { schedule: made } = await schedule(staff);
  const [, , booked, delayed, expired] = await flightsOf(staff);
  if (!booked || !delayed || !expired) throw new Error("Too few flights");
  const traveller = await core.traveller();
  await holdSeats(traveller, { offer: (await offerOn(staff, dateOf(expired.departureDate))).token }, "expired");
  await core.database.advanceClock(901);
  await holdSeats(traveller, { offer: (await offerOn(staff, dateOf(booked.departureDate))).token }, "booked");
  await staff.db.prisma.flight.update({ where: { id: delayed.id }, data: { gate: "B22" } });
  const answer = await update(staff, { scheduleId: made.id, departureTime: "11:00", blockMinutes: 500 });
  const after = await flightsOf(staff);

  expect(answer.kept).toEqual([
    { flightId: booked.id, date: dateOf(booked.departureDate), reason: "booked" },
    { flightId: delayed.id, date: dateOf(delayed.departureDate), reason: "changed_by_hand" },
  ]);
  expect(answer).toMatchObject({ added: 0, removed: 0 });
  for (const { id, departureDate, departureMinute, departsAt, arrivesAt, salesCloseAt } of after) {
    const kept = id === booked.id || id === delayed.id;
    const wall = Temporal.PlainDate.from(dateOf(departureDate)).toPlainDateTime(kept ? "09:30" : "11:00");
    expect([departureMinute, departsAt.getTime()]).toEqual([kept ? 570 : 660, wall.toZonedDateTime("Europe/London").epochMilliseconds]);
    expect(arrivesAt.getTime() - departsAt.getTime()).toBe((kept ? 480 : 500) * 60_000);
    expect(departsAt.getTime() - salesCloseAt.getTime()).toBe(3_600_000);
  }
  expect(answer.changed).toBe(after.length - 2);
  expect(await extendTimetable(core.app)).toEqual({ added: 0, moved: 0 });
}, 30_000);

test("an offer of a flight that has other times since is refused, and the seats stay free", async () => {
  await using stage = await startSupply();
  const { staff, core } = stage;
  const { schedule: made } = await schedule(staff);
  const flight = (await flightsOf(staff))[9];
  if (!flight) throw new Error("Too few flights");
  const date = dateOf(flight.departureDate);
  const before = await offerOn(staff, date);
  await update(staff, { scheduleId: made.id, departureTime: "11:00" });
  const traveller = await core.traveller();

  await expect(holdSeats(traveller, { offer: before.token }, "one")).rejects.toMatchObject({ code: "OFFER_EXPIRED" });
  const after = await offerOn(staff, date);
  expect(await holdSeats(traveller, { offer: after.token, seats: [["4A"]] }, "two")).toMatchObject({ state: "held" });
}, 30_000);

test("another aircraft gives unsold flights its seats and cabins, and the fares of the schedule", async () => {
  await using stage = await startSupply();
  const { staff } = stage;
  const { schedule: made } = await schedule(staff);

  await expect(update(staff, { scheduleId: made.id, aircraft: "E9X" })).rejects.toMatchObject({
    details: { fields: [{ path: "fares.business" }] },
  });
  const { changed } = await update(staff, { scheduleId: made.id, aircraft: "E9X", fares: { economy: 15_000 }, seatFees: {} });
  const flights = await flightsOf(staff);
  expect(changed).toBe(flights.length);
  for (const { aircraftTypeCode, seatMapId, cabins } of flights) {
    expect([aircraftTypeCode, seatMapId]).toEqual(["E9X", "map_E9X"]);
    expect(cabins.map(({ cabin, capacity, baseFareMinor }) => [cabin, capacity, Number(baseFareMinor)])).toEqual([["economy", 40, 15_000]]);
  }
}, 30_000);

test("a schedule that ends loses its later flights and gets no new ones; booked ones stay and are named, once held ones are cancelled", async () => {
  await using stage = await startSupply();
  const { staff, core } = stage;
  const { schedule: made } = await schedule(staff);
  const flights = await flightsOf(staff);
  const [last, booked, expired] = [flights[10], flights[20], flights[30]];
  if (!last || !booked || !expired) throw new Error("Too few flights");
  const traveller = await core.traveller();
  await holdSeats(traveller, { offer: (await offerOn(staff, dateOf(expired.departureDate))).token }, "expired");
  await core.database.advanceClock(901);
  await holdSeats(traveller, { offer: (await offerOn(staff, dateOf(booked.departureDate))).token }, "booked");
  const lastDay = dateOf(last.departureDate);
  const answer = await endSchedule(staff, { scheduleId: made.id, lastDay, reason: "no demand" });
  await extendTimetable(core.app);
  const after = await flightsOf(staff);

  expect(answer).toMatchObject({
    removed: flights.length - 12,
    kept: [{ flightId: booked.id, reason: "booked" }],
    schedule: { validTo: lastDay },
  });
  expect(after.map(({ id }) => id)).toEqual([...flights.slice(0, 11), booked, expired].map(({ id }) => id));
  expect(after.map(({ status }) => status).slice(10)).toEqual(["scheduled", "scheduled", "cancelled"]);
  expect((await update(staff, { scheduleId: made.id, validTo: null })).added).toBe(flights.length - 13);
}, 30_000);

test("flights that a job worked out from a schedule before it was changed are not written", async () => {
  await using stage = await startSupply();
  const { staff, core } = stage;
  const { db } = core.app;
  const { schedule: made } = await schedule(staff, { daysOfWeek: [1] });
  await db.prisma.flightSchedule.update({ where: { id: made.id }, data: { daysOfWeek: 2 } });
  const day = dateOf((await flightsOf(staff))[5]?.departureDate ?? new Date(0));
  const tuesday = Temporal.PlainDate.from(day).add({ days: 1 }).toString();
  const [missing] = await findMissingFlights(db, { dates: [tuesday, tuesday], scheduleId: made.id });
  if (!missing) throw new Error("Nothing is missing");
  const { scheduleId, date, departureMinute: minute, blockMinutes, ...zones } = missing;
  const id = staff.newId("flt");
  const flight = { id, scheduleId, date, minute, blockMinutes, ...flightTimes({ date, minute, ...zones }, blockMinutes) };
  await update(staff, { scheduleId: made.id, departureTime: "12:00" });

  expect(await addFlights(db, [flight])).toBe(0);
  expect(await addFlights(db, [{ ...flight, date: day }])).toBe(0);
}, 30_000);

test("the list is by airline and number, filtered and by page", async () => {
  await using stage = await startSupply();
  const { staff } = stage;
  const validTo = "2190-12-31";
  for (const [flightNumber, origin, destination] of [
    [30, "LHR", "JFK"],
    [4, "JFK", "LHR"],
    [200, "LHR", "KTM"],
  ] as const)
    await schedule(staff, { flightNumber, origin, destination, validFrom: "2190-12-01", validTo });
  const list = async (input: Record<string, unknown>) => {
    const { schedules, nextCursor } = await listSchedules(staff, ListSchedulesInput.parse(input));
    return { numbers: schedules.map(({ flightNumber }) => flightNumber), nextCursor };
  };
  const first = await list({ limit: 2 });

  expect(first.numbers).toEqual([4, 30]);
  expect(await list({ limit: 2, cursor: first.nextCursor ?? "" })).toEqual({ numbers: [200], nextCursor: null });
  expect((await list({ origin: "LHR", aircraft: "B7X", validOn: "2190-12-31" })).numbers).toEqual([30, 200]);
  expect((await list({ validOn: "2191-01-01" })).numbers).toEqual([]);
});

const refused: readonly (readonly [string, Record<string, unknown>])[] = [
  ["airline", { airline: "ZZ" }],
  ["origin", { origin: "QQQ" }],
  ["destination", { destination: "QQQ" }],
  ["destination", { destination: "LHR" }],
  ["aircraft", { aircraft: "QQQ" }],
  ["currency", { currency: "QQQ" }],
  ["fares", { fares: {} }],
  ["fares.first", { fares: { first: 100 } }],
  ["seatFees.first", { seatFees: { first: { seat: 0, legroom: 0 } } }],
  ["fares.economy", { currency: "KWD", fares: { economy: 12_345 }, seatFees: {} }],
  ["seatFees.economy", { currency: "KWD", fares: { economy: 12_340 }, seatFees: { economy: { seat: 5, legroom: 0 } } }],
  ["validTo", { validFrom: "2197-02-01", validTo: "2197-01-31" }],
  ["validTo", { validTo: "2026-01-31" }],
  ["flightNumber", { flightNumber: 7, daysOfWeek: [3, 4], validFrom: "2197-06-30" }],
];

test("a schedule that cannot fly is refused by the name of the field, and nothing is written", async () => {
  await using stage = await startSupply();
  const { staff } = stage;
  await schedule(staff, { flightNumber: 7, daysOfWeek: [1, 3], validFrom: "2197-01-01", validTo: "2197-06-30" });

  for (const [path, input] of refused)
    await expect(schedule(staff, input)).rejects.toMatchObject({ code: "INVALID_INPUT", details: { fields: [{ path }] } });
  expect(await staff.db.prisma.flightSchedule.count()).toBe(1);
  expect(await flightsOf(staff)).toEqual([]);
});
