import { expect, test } from "vitest";

import { makeAirports, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { extendTimetable } from "./extend-timetable.ts";

/** Clocks that change in both hemispheres, a quarter to the hour, and both sides of the date line. */
const zones = {
  AAA: "Europe/London",
  BBB: "Asia/Kathmandu",
  CCC: "Pacific/Auckland",
  DDD: "Pacific/Honolulu",
  EEE: "America/New_York",
} as const;
type Iata = keyof typeof zones;

interface TestSchedule {
  readonly from: Iata;
  readonly to: Iata;
  readonly departs: string;
  readonly blockMinutes: number;
  readonly daysOfWeek?: number;
}

async function startWith(schedules: readonly TestSchedule[]): Promise<TestCore> {
  const core = await startTestCore();
  const { db } = core.app;
  await makeAirports(
    db,
    Object.entries(zones).map(([iata, timeZone]) => ({ iata, timeZone, country: iata.slice(1) })),
  );
  const seat = { rowNo: 1, position: "aisle", aisleRight: false, seatMapId: "map_network" } as const;
  await db.prisma.seat.createMany({
    data: [
      { ...seat, seatNo: "1A", columnLetter: "A", cabin: "business" },
      { ...seat, seatNo: "1B", columnLetter: "B", cabin: "economy" },
      { ...seat, seatNo: "1C", columnLetter: "C", cabin: "economy" },
      { ...seat, seatNo: "1D", columnLetter: "D", cabin: "first" },
    ],
  });
  await db.prisma.flightSchedule.createMany({
    data: schedules.map(({ from, to, departs, blockMinutes, daysOfWeek = 127 }, index) => ({
      id: `fsc_${index}`,
      airlineCode: "XA",
      flightNumber: index + 1,
      origin: from,
      destination: to,
      departureMinute: Number(departs.slice(0, 2)) * 60 + Number(departs.slice(3)),
      blockMinutes,
      daysOfWeek,
      validFrom: new Date("2020-01-01"),
      validTo: new Date("2199-12-31"),
      aircraftTypeCode: "32Y",
      currency: "EUR",
      fares: { economy: 12_300, business: 45_600 },
    })),
  });
  return core;
}

const iso = (at: Date) => at.toISOString().slice(0, 10);
const local = (date: Date, minute: number) => Temporal.PlainDate.from(iso(date)).toPlainDateTime().add({ minutes: minute });

test("every flight of a year leaves at its schedule's wall time, over each change of clocks, as Temporal has it", async () => {
  const times = ["00:00", "01:30", "02:00", "02:30", "23:55"];
  const ways: readonly [Iata, Iata, number][] = [
    ["AAA", "EEE", 480],
    ["EEE", "AAA", 420],
    ["CCC", "DDD", 540],
    ["BBB", "AAA", 600],
  ];
  const schedules = ways.flatMap(([from, to, blockMinutes]) => times.map((departs) => ({ from, to, departs, blockMinutes })));
  await using core = await startWith(schedules);
  const { added } = await extendTimetable(core.app);
  const flights = await core.app.db.prisma.flight.findMany();
  const wrong: string[] = [];
  const seen = { gaps: 0, overlaps: 0, backwards: 0 };

  expect(flights.length).toBe(added);
  expect(added).toBeGreaterThan(schedules.length * 355);
  for (const flight of flights) {
    const schedule = schedules[flight.flightNumber - 1];
    if (!schedule) throw new Error("A flight of no schedule");
    const wanted = Temporal.PlainDate.from(iso(flight.departureDate)).toPlainDateTime(schedule.departs);
    const departs = wanted.toZonedDateTime(zones[schedule.from], { disambiguation: "compatible" });
    const arrives = departs.add({ minutes: schedule.blockMinutes }).withTimeZone(zones[schedule.to]);
    const shown = [local(flight.departureDate, flight.departureMinute), local(flight.arrivalDate, flight.arrivalMinute)];
    const instants = [flight.departsAt.getTime(), flight.arrivesAt.getTime()];
    const right = [departs, arrives].every(
      (at, end) => instants[end] === at.epochMilliseconds && shown[end]?.equals(at.toPlainDateTime()) === true,
    );
    if (!right) wrong.push(`${schedule.from} ${wanted.toString()}: ${instants.join(" ")} ${shown.join(" ")}`);
    const later = wanted.toZonedDateTime(zones[schedule.from], { disambiguation: "later" });
    if (!departs.toPlainDateTime().equals(wanted)) seen.gaps += 1;
    else if (later.epochMilliseconds !== departs.epochMilliseconds) seen.overlaps += 1;
    if (flight.arrivalDate < flight.departureDate) seen.backwards += 1;
  }
  expect(wrong).toEqual([]);
  for (const kind of Object.values(seen)) expect(kind).toBeGreaterThan(0);
}, 60_000);

const london: TestSchedule = { from: "AAA", to: "EEE", departs: "09:30", blockMinutes: 480 };

test("three workers at once write each flight once, with the seats and fares of its cabins, and a second run finds nothing to do", async () => {
  await using core = await startWith([london, { ...london, departs: "18:00", daysOfWeek: 1 + 64 }]);
  const runs = await Promise.all([extendTimetable(core.app), extendTimetable(core.app), extendTimetable(core.app)]);
  const { prisma } = core.app.db;
  const flights = await prisma.flight.findMany({ include: { cabins: { orderBy: { cabin: "asc" } } } });

  expect(runs.reduce((sum, { added }) => sum + added, 0)).toBe(flights.length);
  expect(flights.filter(({ flightNumber }) => flightNumber === 1).length).toBeGreaterThan(358);
  expect(new Set(flights.filter(({ flightNumber }) => flightNumber === 2).map(({ departureDate }) => departureDate.getUTCDay()))).toEqual(
    new Set([0, 1]),
  );
  for (const { id, cabins, departsAt, salesCloseAt } of flights) {
    expect(id).toMatch(/^flt_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
    expect(departsAt.getTime() - salesCloseAt.getTime()).toBe(3_600_000);
    expect(cabins.map(({ cabin, capacity, baseFareMinor }) => [cabin, capacity, Number(baseFareMinor)])).toEqual([
      ["economy", 2, 12_300],
      ["business", 1, 45_600],
    ]);
  }
  expect(await extendTimetable(core.app)).toEqual({ added: 0, moved: 0 });
}, 60_000);

test("what staff changed of a single flight stays, and the horizon moves on day by day", async () => {
  await using core = await startWith([london]);
  await extendTimetable(core.app);
  const { prisma } = core.app.db;
  const [, cancelled, retimed] = await prisma.flight.findMany({ orderBy: { departsAt: "asc" } });
  if (!cancelled || !retimed) throw new Error("Too few flights");
  await prisma.flight.update({ where: { id: cancelled.id }, data: { status: "cancelled" } });
  const halfAnHour = (at: Date) => new Date(at.getTime() + 1_800_000);
  await prisma.flight.update({
    where: { id: retimed.id },
    data: {
      departureMinute: retimed.departureMinute + 30,
      arrivalMinute: retimed.arrivalMinute + 30,
      departsAt: halfAnHour(retimed.departsAt),
      arrivesAt: halfAnHour(retimed.arrivesAt),
    },
  });
  const changed = [cancelled.id, retimed.id];
  const before = await prisma.flight.findMany({ where: { id: { in: changed } }, orderBy: { id: "asc" } });
  await core.database.advanceClock(3 * 86_400);

  expect(await extendTimetable(core.app)).toEqual({ added: 3, moved: 0 });
  expect(await prisma.flight.findMany({ where: { id: { in: changed } }, orderBy: { id: "asc" } })).toEqual(before);
}, 60_000);

test("when a time zone changes, flights still leave at the wall time that was sold: their instants move, and their local arrival", async () => {
  await using core = await startWith([
    london,
    { from: "EEE", to: "AAA", departs: "20:00", blockMinutes: 420 },
    { from: "CCC", to: "DDD", departs: "10:00", blockMinutes: 540 },
  ]);
  await extendTimetable(core.app);
  const { prisma } = core.app.db;
  const read = async () => new Map((await prisma.flight.findMany()).map((flight) => [flight.id, flight]));
  const before = await read();
  await prisma.airport.update({ where: { iata: "AAA" }, data: { timeZone: "Europe/Paris" } });
  const { moved } = await extendTimetable(core.app);
  const after = await read();

  expect(moved).toBe([...before.values()].filter(({ flightNumber }) => flightNumber < 3).length);
  for (const [id, was] of before) {
    const is = after.get(id);
    if (!is) throw new Error("A flight is gone");
    const earlier = was.flightNumber === 1 ? 3_600_000 : 0;
    expect([is.departureDate, is.departureMinute]).toEqual([was.departureDate, was.departureMinute]);
    expect(was.departsAt.getTime() - is.departsAt.getTime()).toBe(earlier);
    expect(was.arrivesAt.getTime() - is.arrivesAt.getTime()).toBe(earlier);
    expect(was.salesCloseAt.getTime() - is.salesCloseAt.getTime()).toBe(earlier);
    const shift = [-60, 60, 0][was.flightNumber - 1] ?? 0;
    expect(local(is.arrivalDate, is.arrivalMinute).toString()).toBe(
      local(was.arrivalDate, was.arrivalMinute).add({ minutes: shift }).toString(),
    );
  }
  expect(await extendTimetable(core.app)).toEqual({ added: 0, moved: 0 });
}, 60_000);
