import { expect, test } from "vitest";

import { getBooking } from "../bookings/get-booking.ts";
import { quoteCancellation } from "../bookings/quote-cancellation.ts";
import type { Context, Staff } from "../context.ts";
import { FlightChangeId } from "../ids.ts";
import type { FlightId } from "../ids.ts";
import { brokenInvariants, hold, makeFlight, runJobs, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { makeStaff } from "../testing/staff.ts";
import { goToDeparture } from "../testing/travel-day.ts";
import { bookTrip } from "../testing/trips.ts";
import { acceptChange, listChanges } from "./accept-change.ts";
import { cancelFlight } from "./cancel-flight.ts";
import { delayFlight } from "./delay-flight.ts";
import { RescheduleFlightInput, rescheduleFlight } from "./reschedule-flight.ts";
import { setFlightStatus } from "./set-flight-status.ts";
import { setGate, SetGateInput } from "./set-gate.ts";

const reason = "Late aircraft";

async function startStage(departsInHours = 240) {
  const core = await startTestCore();
  const [staff, ana, flight] = [await makeStaff(core), await core.traveller(), await makeFlight(core.app.db, { departsInHours })];
  const booking = await bookTrip(core, ana, { flights: [flight], brand: "SAVER" });
  return { core, staff, ana, flight, bookingId: booking.id, [Symbol.asyncDispose]: () => Promise.resolve(core[Symbol.asyncDispose]()) };
}

const changes = ({ app }: TestCore) => app.db.prisma.flightChange.findMany({ orderBy: { createdAt: "asc" } });
const told = async ({ app }: TestCore) =>
  (await app.db.prisma.notification.findMany({ where: { kind: { startsWith: "flight." } }, orderBy: { createdAt: "asc" } })).map(
    ({ kind }) => kind,
  );
const wallOf = (local: string, hour: number) => `${local.slice(0, 10)}T${String(hour).padStart(2, "0")}:15`;

/** Moves the flight by hours within its local day, whatever hour it leaves at. */
async function moveBy(staff: Context<Staff>, flightId: FlightId, hours: number) {
  const flight = await staff.db.prisma.flight.findUniqueOrThrow({
    where: { id: flightId },
    include: { originAirport: true, destinationAirport: true },
  });
  const local = (at: Date, zone: string) =>
    at
      .toTemporalInstant()
      .toZonedDateTimeISO(zone)
      .add({ minutes: Math.round(hours * 60) })
      .toPlainDateTime()
      .toString({ smallestUnit: "minute" });
  return rescheduleFlight(staff, {
    flightId,
    departs: local(flight.departsAt, flight.originAirport.timeZone),
    arrives: local(flight.arrivesAt, flight.destinationAirport.timeZone),
    reason,
  });
}

/** Moves the flight of the stage to two in the morning of its local day, so that there is room to move it later. */
async function toMorning({ app }: TestCore, flightId: FlightId): Promise<void> {
  await app.db.pool.query(
    `WITH d AS (SELECT (departure_date + interval '2 h') AT TIME ZONE 'Europe/Paris' AS at FROM flight WHERE id = $1)
     UPDATE flight SET departs_at = d.at, arrives_at = d.at + interval '2 h', sales_close_at = d.at - interval '1 h', departure_minute = 120,
            arrival_date = departure_date, arrival_minute = 180 FROM d WHERE id = $1`,
    [flightId],
  );
}

test("a delay is told once to each booking, held or paid, with a new message for each new estimate", async () => {
  await using stage = await startStage();
  const { core, staff, flight } = stage;
  await hold(await core.traveller(), flight, ["5F"]);
  await delayFlight(staff, { flightId: flight, minutes: 45, reason });
  await delayFlight(staff, { flightId: flight, minutes: 45, reason });
  expect(await told(core)).toEqual(["flight.delayed", "flight.delayed"]);
  await runJobs(core, "notification.send");
  await delayFlight(staff, { flightId: flight, minutes: 60, reason });
  expect(await told(core)).toHaveLength(4);
  expect(await changes(core)).toMatchObject([
    { kind: "delayed", source: "staff", reason, before: { estimatedDepartsAt: null } },
    { kind: "delayed", source: "staff" },
  ]);
  await runJobs(core, "notification.send");
  expect(core.mails.filter(({ subject }) => subject.includes("is delayed"))).toHaveLength(4);
  expect(await core.app.db.prisma.auditEntry.count({ where: { action: "flights.delay" } })).toBe(2);
});

test("the first gate is no news, another one is, and the same one again is not", async () => {
  await using stage = await startStage();
  const { core, staff, flight } = stage;
  await setGate(staff, { flightId: flight, gate: "B12", reason: "as planned" });
  expect(await told(core)).toEqual([]);
  await setGate(staff, { flightId: flight, gate: "B14", terminal: "2", reason: "bus" });
  await setGate(staff, { flightId: flight, gate: "B14", reason: "bus" });
  expect(await told(core)).toEqual(["flight.gate_changed"]);
  expect(await changes(core)).toMatchObject([{ before: { gate: "B12", terminal: null }, after: { gate: "B14", terminal: "2" } }]);
});

test.each(["", "gate", "B0", "B1234", "12345", "b12", "12-3"])("what no airport signposts is no gate: %j", (gate) => {
  expect(SetGateInput.safeParse({ flightId: "flt_00000000-0000-7000-8000-000000000000", gate, reason }).success).toBe(false);
});

test("a flight that is moved by much may be given back in full, until its traveller accepts it", async () => {
  await using stage = await startStage();
  const { core, staff, ana, flight, bookingId } = stage;
  await toMorning(core, flight);
  await moveBy(staff, flight, 3);
  const quote = await quoteCancellation(ana, { bookingId });
  expect(quote.refund.amount).toBeLessThan(quote.paid.amount);

  await delayFlight(staff, { flightId: flight, minutes: 300, reason });
  const { changes: found, refundInFull } = await listChanges(ana, { bookingId });
  expect(found.map(({ kind, mayAccept }) => [kind, mayAccept])).toEqual([
    ["rescheduled", false],
    ["delayed", true],
  ]);
  expect(refundInFull).toBe(true);
  expect((await getBooking(ana, { bookingId })).availableActions).toContain("acceptChange");
  expect(await quoteCancellation(ana, { bookingId })).toMatchObject({ refund: quote.paid });

  const latest = FlightChangeId.parse(found.at(-1)?.id);
  const accepted = await acceptChange(ana, { bookingId, changeId: latest });
  expect(accepted).toEqual(await acceptChange(ana, { bookingId, changeId: latest }));
  expect(accepted).toMatchObject({ refundInFull: false, changes: [{ accepted: false }, { accepted: true, mayAccept: false }] });
  expect((await quoteCancellation(ana, { bookingId })).refund).toEqual(quote.refund);
  expect((await getBooking(ana, { bookingId })).availableActions).not.toContain("acceptChange");
  await expect(acceptChange(ana, { bookingId, changeId: FlightChangeId.parse(found[0]?.id) })).rejects.toMatchObject({
    code: "INVALID_INPUT",
  });
  expect(await brokenInvariants(core)).toEqual([]);
});

test("who booked after the change bought the new times", async () => {
  await using stage = await startStage();
  const { core, staff, flight } = stage;
  await toMorning(core, flight);
  await moveBy(staff, flight, 9);
  const bo = await core.traveller();
  const later = await bookTrip(core, bo, { flights: [flight], brand: "SAVER" });
  expect(await listChanges(bo, { bookingId: later.id })).toEqual({ changes: [], refundInFull: false });
});

test("another timetable ends the estimates of the old one, and keeps the distance at which sales close", async () => {
  await using stage = await startStage();
  const { core, staff, flight } = stage;
  await toMorning(core, flight);
  await delayFlight(staff, { flightId: flight, minutes: 20, reason });
  expect(await moveBy(staff, flight, 3)).toMatchObject({ status: "scheduled" });
  const stored = await core.app.db.prisma.flight.findUniqueOrThrow({ where: { id: flight } });
  expect(stored).toMatchObject({ estimatedDepartsAt: null, estimatedArrivesAt: null, estimateSource: null, departureMinute: 300 });
  expect(stored.departsAt.getTime() - stored.salesCloseAt.getTime()).toBe(3_600_000);
  expect(await told(core)).toEqual(["flight.delayed", "flight.rescheduled"]);
});

test("a time that the clocks of the airport skip is refused by field; the hour that they repeat is had the first time", async () => {
  await using stage = await startStage();
  const { core, staff, flight } = stage;
  const onDay = (date: string) =>
    core.app.db.pool.query(
      `WITH d AS (SELECT ($2::date + interval '12 h') AT TIME ZONE 'Europe/Paris' AS at)
       UPDATE flight SET departure_date = $2, arrival_date = $2, departs_at = d.at, arrives_at = d.at + interval '2 h', sales_close_at = d.at FROM d WHERE id = $1`,
      [flight, date],
    );
  const move = (departs: string, arrives: string) => rescheduleFlight(staff, { flightId: flight, departs, arrives, reason });
  await onDay("2190-03-28");
  await expect(move("2190-03-28T02:30", "2190-03-28T05:00")).rejects.toMatchObject({
    code: "INVALID_INPUT",
    details: { fields: [{ path: "departs" }] },
  });
  expect(await changes(core)).toEqual([]);
  await onDay("2190-10-31");
  expect(await move("2190-10-31T02:30", "2190-10-31T05:00")).toMatchObject({ departs: { at: new Date("2190-10-31T00:30:00Z") } });
});

test("over the date line a flight arrives on the day before, and is moved and delayed like any other", async () => {
  await using stage = await startStage();
  const { core, staff, flight } = stage;
  await core.app.db.pool.query("UPDATE airport SET time_zone = CASE iata WHEN 'CDG' THEN 'Pacific/Auckland' ELSE 'Pacific/Honolulu' END");
  await core.app.db.pool.query(
    `UPDATE flight SET departure_date = '2190-01-10', arrival_date = '2190-01-09', departs_at = '2190-01-10T10:00+13:00',
            arrives_at = '2190-01-10T18:30+13:00', sales_close_at = '2190-01-10T09:00+13:00', departure_minute = 600, arrival_minute = 1170 WHERE id = $1`,
    [flight],
  );
  const moved = await rescheduleFlight(staff, { flightId: flight, departs: "2190-01-10T12:00", arrives: "2190-01-09T21:30", reason });
  expect(moved).toMatchObject({ departs: { local: "2190-01-10T12:00" }, arrives: { local: "2190-01-09T21:30" }, durationMinutes: 510 });
  const late = await delayFlight(staff, { flightId: flight, minutes: 180, reason });
  expect(late).toMatchObject({ expectedDeparts: { local: "2190-01-10T15:00" }, expectedArrives: { local: "2190-01-10T00:30" } });
  await runJobs(core, "notification.send");
  expect(core.mails.at(-1)?.text).toContain("10 Jan 2190");
});

test("an arrival before the departure, another date and a time that is over are refused by field, and nothing has changed", async () => {
  await using stage = await startStage();
  const { core, staff, flight } = stage;
  await toMorning(core, flight);
  const { departureDate } = await core.app.db.prisma.flight.findUniqueOrThrow({ where: { id: flight } });
  const day = departureDate.toISOString();
  const attempt = (departs: string, arrives: string) => rescheduleFlight(staff, { flightId: flight, departs, arrives, reason });
  await expect(attempt(wallOf(day, 12), wallOf(day, 10))).rejects.toMatchObject({
    code: "INVALID_INPUT",
    details: { fields: [{ path: "arrives" }] },
  });
  await expect(attempt("2031-05-05T10:00", "2031-05-05T12:00")).rejects.toMatchObject({ details: { fields: [{ path: "departs" }] } });
  for (const departs of ["2026-02-30T10:00", "2026-12-01", "2026-12-01T25:00", "2026-12-01T10:00Z"])
    expect(RescheduleFlightInput.safeParse({ flightId: flight, departs, arrives: departs, reason }).success).toBe(false);
  expect([await changes(core), await told(core)]).toEqual([[], []]);
});

test("nothing that has happened to a flight is taken back, and what has left is not changed", async () => {
  await using stage = await startStage();
  const { core, staff, flight } = stage;
  await goToDeparture(core, flight, 59);
  await setFlightStatus(staff, { flightId: flight, status: "boarding", reason: "early" });
  await setFlightStatus(staff, { flightId: flight, status: "in_air", reason: "early" });
  const refused = { code: "FLIGHT_STATE", details: { status: "in_air" } };
  await expect(setFlightStatus(staff, { flightId: flight, status: "boarding", reason })).rejects.toMatchObject(refused);
  await expect(delayFlight(staff, { flightId: flight, minutes: 10, reason })).rejects.toMatchObject(refused);
  await expect(setGate(staff, { flightId: flight, gate: "A1", reason })).rejects.toMatchObject(refused);
  await expect(moveBy(staff, flight, 1)).rejects.toMatchObject(refused);
  await expect(cancelFlight(staff, { flightId: flight, reason })).rejects.toMatchObject(refused);
  expect(await changes(core)).toEqual([]);
});

test("two of staff at the same moment: each change is had whole, and each is told once", async () => {
  await using stage = await startStage();
  const { core, staff, flight } = stage;
  await Promise.all([10, 20, 30, 40].map((minutes) => delayFlight(staff, { flightId: flight, minutes, reason })));
  const found = await changes(core);
  expect(found).toHaveLength(4);
  expect(found.slice(1).map(({ before }) => before)).toEqual(found.slice(0, -1).map(({ after }) => after));
  expect(await told(core)).toHaveLength(4);
});
