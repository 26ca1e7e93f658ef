import { extractText, getDocumentProxy } from "unpdf";
import { readClock } from "@skyhold/db";
import { expect, test } from "vitest";

import { changeSeats } from "../bookings/change-seats.ts";
import { getBooking } from "../bookings/get-booking.ts";
import type { Context, Staff, User } from "../context.ts";
import { cancelFlightBookings } from "../flights/cancel-flight-bookings.ts";
import { cancelFlight } from "../flights/cancel-flight.ts";
import { delayFlight } from "../flights/delay-flight.ts";
import { getFlight } from "../flights/get-flight.ts";
import { setGate } from "../flights/set-gate.ts";
import { updateFlightStatuses } from "../flights/update-flight-statuses.ts";
import type { BookingId, FlightId } from "../ids.ts";
import { brokenInvariants, makeFlight, persist, runJobs, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { makeStaff } from "../testing/staff.ts";
import { document, everyone, startDay } from "../testing/travel-day.ts";
import { bookTrip, cancelByQuote } from "../testing/trips.ts";
import { checkIn } from "./check-in.ts";
import { getBoardingPass } from "./get-boarding-pass.ts";
import { readDeparture } from "./read-departure.ts";
import { scanBoardingPass } from "./scan-boarding-pass.ts";

test("a day of travel: check-in, another seat, a delay, the gate, one missing, the flight, the coupons", async () => {
  await using day = await startDay();
  const { core, staff, ana, flight, bookingId } = day;
  await day.goTo(48 * 60 + 1);
  await expect(day.checkIn()).rejects.toMatchObject({ code: "CHECK_IN_CLOSED" });
  expect(await day.actions()).toEqual(["changeSeats", "change", "eTicket", "cancel"]);
  await day.goTo(48 * 60);
  expect(await day.actions()).toContain("checkIn");
  await day.checkIn(everyone.slice(0, 1));
  expect(await day.actions()).toContain("checkIn");
  const checkedIn = await day.checkIn();
  expect(await day.actions()).not.toContain("checkIn");
  expect((await getBooking(ana, { bookingId })).passengers.map((passenger) => passenger.checkedIn)).toEqual([[true], [true], [true]]);
  expect(checkedIn.passengers.map(({ passenger, sequence }) => [passenger, sequence])).toEqual([
    [0, 1],
    [1, 2],
    [2, 3],
  ]);
  expect(checkedIn.passengers[2]?.seat).toBeNull();
  expect(await day.checkIn()).toEqual(checkedIn);
  expect(await day.coupons()).toEqual(["checked_in", "checked_in", "checked_in"]);
  const early = await day.pass(0);
  await changeSeats(ana, { bookingId, seats: [["5E", "5F"]] });

  await day.goTo(120);
  await setGate(staff, { flightId: flight, gate: "B12", terminal: "2", reason: "as planned" });
  await delayFlight(staff, { flightId: flight, minutes: 30, reason: "late aircraft" });
  await updateFlightStatuses(core.app);
  expect((await getFlight(core.app, { flightId: flight })).status).toBe("delayed");
  await expect(scanBoardingPass(staff, { flightId: flight, barcode: early.barcode })).rejects.toMatchObject({ code: "FLIGHT_STATE" });
  await day.goTo(30);
  await updateFlightStatuses(core.app);
  const late = await day.pass(1);
  expect(late).toMatchObject({ gate: "B12", seat: "5F" });
  const first = await scanBoardingPass(staff, { flightId: flight, barcode: early.barcode });
  expect(first).toMatchObject({ before: false, seat: "5E", sequence: 1 });
  expect(first.seatOnPass).not.toBe("5E");
  await core.database.advanceClock(60);
  expect(await scanBoardingPass(staff, { flightId: flight, barcode: early.barcode })).toEqual({ ...first, before: true });
  await scanBoardingPass(staff, { flightId: flight, barcode: (await day.pass(2)).barcode });
  expect(await readDeparture(staff, { flightId: flight })).toMatchObject({
    passengers: 3,
    checkedIn: 3,
    boarded: 2,
    gateClosed: false,
    missing: [{ seat: "5F", sequence: 2 }],
  });
  await day.goTo(-20);
  await expect(scanBoardingPass(staff, { flightId: flight, barcode: late.barcode })).rejects.toMatchObject({ code: "BOARDING_CLOSED" });

  await day.goTo(-30);
  expect(await updateFlightStatuses(core.app)).toMatchObject({ inAir: 1, couponsFlown: 2 });
  await expect(day.pass(0)).rejects.toMatchObject({ code: "FLIGHT_STATE" });
  expect((await day.coupons()).toSorted()).toEqual(["checked_in", "flown", "flown"]);
  await day.goTo(-150);
  await updateFlightStatuses(core.app);
  expect((await getBooking(ana, { bookingId })).segments[0]?.flight.status).toBe("landed");
  const told = await core.app.db.prisma.notification.findMany({ where: { bookingId, kind: { startsWith: "flight." } } });
  expect(told.map(({ kind }) => kind)).toEqual(["flight.delayed"]);
  await runJobs(core, "notification.send");
  expect(await brokenInvariants(core)).toEqual([]);
});

test("the pass on paper says what the traveller needs, in the airport's own time", async () => {
  await using day = await startDay();
  await day.goTo(200);
  await setGate(day.staff, { flightId: day.flight, gate: "B12", terminal: "2E", reason: "as planned" });
  await day.checkIn();
  const { document: pdf, barcode, sequence } = await day.pass(0);
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(Buffer.from(pdf.base64, "base64"))), { mergePages: true });
  for (const part of ["Boarding pass", "Ana I Novák", "CDG", "LIS", "B12", "2E", "Gate", "0001"]) expect(text).toContain(part);
  expect(pdf.fileName).toMatch(/^boarding-pass-[A-Z2-9]{6}-CDG-LIS-1\.pdf$/u);
  expect(barcode).toContain("NOVAK/ANA I");
  expect(sequence).toBe(1);
});

type Day = Awaited<ReturnType<typeof startDay>>;

test.each<[string, (day: Day) => Promise<unknown>, object]>([
  ["too early, a minute before it opens", async (day) => (await day.goTo(48 * 60 + 1), day.checkIn()), { code: "CHECK_IN_CLOSED" }],
  ["too late, a minute after the end", async (day) => (await day.goTo(60), day.checkIn()), { code: "CHECK_IN_CLOSED" }],
  [
    "without a passport for another country",
    async (day) => (await day.goTo(300), day.checkIn([{ passenger: 0 }])),
    { code: "INVALID_INPUT" },
  ],
  [
    "with a passport that is over on arrival",
    async (day) => (await day.goTo(300), day.checkIn([{ passenger: 0, document: { ...document, expiresOn: "2020-01-01" } }])),
    { code: "INVALID_INPUT" },
  ],
  [
    "an infant without its adult",
    async (day) => (await day.goTo(300), day.checkIn([{ passenger: 2, document }])),
    { code: "INVALID_INPUT" },
  ],
  [
    "somebody whom the booking has not",
    async (day) => (await day.goTo(300), day.checkIn([{ passenger: 7, document }])),
    { code: "INVALID_INPUT" },
  ],
  [
    "twice in one call",
    async (day) => (await day.goTo(300), day.checkIn([...everyone, { passenger: 0, document }])),
    { code: "INVALID_INPUT", details: { fields: [{ path: "passengers[3].passenger" }] } },
  ],
  [
    "for a cancelled flight",
    async (day) => (await day.goTo(300), await cancelFlight(day.staff, { flightId: day.flight, reason: "fog" }), day.checkIn()),
    { code: "FLIGHT_STATE" },
  ],
  [
    "after the booking was cancelled",
    async (day) => (await day.goTo(300), await cancelByQuote(day.ana, await getBooking(day.ana, day)), day.checkIn()),
    { code: "BOOKING_STATE" },
  ],
])("nobody is checked in %s, and nothing has changed", async (_, attempt, refusal) => {
  await using day = await startDay();
  await expect(attempt(day)).rejects.toMatchObject(refusal);
  expect(await day.core.app.db.prisma.checkIn.count()).toBe(0);
  expect(await day.coupons()).not.toContain("checked_in");
});

test("another's booking is not found, for check-in and for the pass", async () => {
  await using day = await startDay();
  await day.goTo(300);
  await day.checkIn();
  const thief = await day.core.traveller();
  await expect(checkIn(thief, { bookingId: day.bookingId, segment: 0, passengers: everyone })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  await expect(getBoardingPass(thief, { bookingId: day.bookingId, segment: 0, passenger: 0 })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a foreign, a forged and a void barcode are refused at the gate by name, and nobody has boarded", async () => {
  await using day = await startDay();
  const { core, staff, ana, flight } = day;
  const other = await makeFlight(core.app.db, { departsInHours: 61 });
  await day.goTo(120);
  await day.checkIn();
  const { barcode } = await day.pass(0);
  const code = barcode.slice(-10);
  await day.goTo(50);
  const scan = (text: string, at: FlightId = flight) => scanBoardingPass(staff, { flightId: at, barcode: text });
  const refused = async (text: string, why: string, at?: FlightId) =>
    expect(scan(text, at)).rejects.toMatchObject({ code: "BOARDING_PASS_INVALID", details: { why } });

  await refused("M1NONSENSE", "unreadable");
  await refused(barcode, "other_flight", other);
  await refused(barcode.replace("0001 ", "0009 "), "unknown");
  await refused(barcode.replace(code, "AAAAAAAAAA"), "altered");
  await refused(barcode.replace("NOVAK/ANA I ", "NOVAK/BOB   "), "altered");
  await refused(barcode.slice(0, 58) + "00", "altered");
  await cancelByQuote(ana, await getBooking(ana, day), {});
  await expect(scan(barcode)).rejects.toMatchObject({ code: "NOT_CHECKED_IN" });
  expect(await core.app.db.prisma.checkIn.count({ where: { boardedAt: { not: null } } })).toBe(0);
});

test("a hundred check-ins at once get a hundred numbers without a gap, and a hundred scans of one pass board one passenger once", async () => {
  await using core = await startTestCore();
  const [staff, flight] = [await makeStaff(core), await makeFlight(core.app.db, { departsInHours: 30, rows: 10 })];
  const people: [Context<User>, BookingId][] = [];
  for (let at = 0; at < 20; at += 1) {
    const ctx = await core.traveller();
    people.push([ctx, (await bookTrip(core, ctx, { flights: [flight], party: { adults: 1, children: 0, infants: 0 } })).id]);
  }
  const passengers = [{ passenger: 0, document }];
  const done = await Promise.all(
    people.flatMap(([ctx, id]) => Array.from({ length: 5 }, () => persist(() => checkIn(ctx, { bookingId: id, segment: 0, passengers })))),
  );
  const numbers = new Set(done.map((one) => one.passengers[0]?.sequence ?? 0));
  expect([...numbers].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));

  const { departsAt } = await core.app.db.prisma.flight.findUniqueOrThrow({ where: { id: flight } });
  await core.database.advanceClock(Math.round((departsAt.getTime() - (await readClock(core.app.db)).getTime()) / 1000) - 30 * 60);
  const [ctx, bookingId] = people[0] ?? [];
  if (!ctx || bookingId === undefined) throw new Error("Somebody travels");
  const { barcode } = await getBoardingPass(ctx, { bookingId, segment: 0, passenger: 0 });
  const scans = await scanAll(staff, flight, barcode);
  expect(new Set(scans.map(({ boardedAt }) => boardedAt.getTime())).size).toBe(1);
  expect(scans.filter(({ before }) => !before)).toHaveLength(1);
});

async function scanAll(staff: Context<Staff>, flightId: FlightId, barcode: string) {
  return Promise.all(Array.from({ length: 100 }, () => persist(() => scanBoardingPass(staff, { flightId, barcode }))));
}

test("check-in and the cancellation of the flight at the same moment leave nobody checked in for it", async () => {
  await using day = await startDay();
  await day.goTo(300);
  await Promise.allSettled([day.checkIn(), cancelAll(day.core, day.staff, day.flight)]);
  await cancelFlightBookings(day.core.app, { changeId: (await day.core.app.db.prisma.flightChange.findFirstOrThrow()).id });
  expect(await day.coupons()).toEqual(["refunded", "refunded", "refunded"]);
  await expect(day.pass(0)).rejects.toMatchObject({ code: "NOT_CHECKED_IN" });
  await runJobs(day.core, "notification.send");
  expect(await brokenInvariants(day.core)).toEqual([]);
});

async function cancelAll(core: TestCore, staff: Context<Staff>, flightId: FlightId): Promise<void> {
  await cancelFlight(staff, { flightId, reason: "fog" });
  await cancelFlightBookings(core.app, { changeId: (await core.app.db.prisma.flightChange.findFirstOrThrow()).id });
}
