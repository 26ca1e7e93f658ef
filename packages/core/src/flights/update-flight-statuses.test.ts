import { expect, test } from "vitest";

import type { FlightId } from "../ids.ts";
import { makeFlight, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { bookTrip } from "../testing/trips.ts";
import { makeStaff } from "../testing/staff.ts";
import { delayFlight } from "./delay-flight.ts";
import { runStatusUpdate, updateFlightStatuses } from "./update-flight-statuses.ts";

const statusOf = async ({ app }: TestCore, id: FlightId) => (await app.db.prisma.flight.findUniqueOrThrow({ where: { id } })).status;

/** Moves a flight so that it leaves in so many seconds from this moment, and flies for two hours. */
async function leavesIn({ app }: TestCore, id: FlightId, seconds: number): Promise<void> {
  await app.db.pool.query(
    `UPDATE flight SET departs_at = skyhold_now() + $2 * interval '1 s', arrives_at = skyhold_now() + $2 * interval '1 s' + interval '2 h',
            sales_close_at = skyhold_now() + $2 * interval '1 s' - interval '1 h' WHERE id = $1`,
    [id, seconds],
  );
}

test("a flight goes through its day by the clock, honest to the minute", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db, { departsInHours: 3 });
  await leavesIn(core, flight, 3 * 3600);
  const steps = [
    { minutes: 119, is: "scheduled" },
    { minutes: 1, is: "boarding" },
    { minutes: 59, is: "boarding" },
    { minutes: 1, is: "in_air" },
    { minutes: 119, is: "in_air" },
    { minutes: 1, is: "landed" },
    { minutes: 600, is: "landed" },
  ];
  for (const { minutes, is } of steps) {
    await core.database.advanceClock(minutes * 60);
    await updateFlightStatuses(core.app);
    expect(await statusOf(core, flight)).toBe(is);
  }
});

test("a run that comes late skips what is over, and a second one finds nothing to do", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db, { departsInHours: 3 });
  await core.database.advanceClock(9 * 3600);
  expect(await updateFlightStatuses(core.app)).toMatchObject({ boarding: 0, inAir: 0, landed: 1 });
  expect(await statusOf(core, flight)).toBe("landed");
  expect(await updateFlightStatuses(core.app)).toEqual({ boarding: 0, inAir: 0, landed: 0, delayed: 0, couponsFlown: 0, messages: 0 });
});

test("a delay of staff moves what is expected and not the timetable, and the clock goes by it", async () => {
  await using core = await startTestCore();
  const [staff, flight] = [await makeStaff(core), await makeFlight(core.app.db, { departsInHours: 3 })];
  await leavesIn(core, flight, 3 * 3600);
  const before = await core.app.db.prisma.flight.findUniqueOrThrow({ where: { id: flight } });
  const late = await delayFlight(staff, { flightId: flight, minutes: 90, reason: "late aircraft" });
  expect(late).toMatchObject({ status: "delayed", departs: { at: before.departsAt } });
  expect(late.expectedDeparts.at.getTime() - before.departsAt.getTime()).toBe(90 * 60_000);

  for (const { minutes, is } of [
    { minutes: 209, is: "delayed" },
    { minutes: 1, is: "boarding" },
    { minutes: 59, is: "boarding" },
    { minutes: 1, is: "in_air" },
  ]) {
    await core.database.advanceClock(minutes * 60);
    await updateFlightStatuses(core.app);
    expect(await statusOf(core, flight)).toBe(is);
  }
});

test("in a demo a tenth of the flights of the next two hours is late, the same ones in every run, and each is told once", async () => {
  await using core = await startTestCore();
  const demo = { ...core.app, policy: { ...core.app.policy, flightStatusSource: "simulated" as const } };
  const [traveller, flight] = [await core.traveller(), await makeFlight(core.app.db, { departsInHours: 4 })];
  await bookTrip(core, traveller, { flights: [flight] });
  await copyFlights(core, flight, 1000);
  await core.database.advanceClock(2.5 * 3600);

  const first = await updateFlightStatuses(demo);
  expect(first.delayed).toBeGreaterThan(60);
  expect(first.delayed).toBeLessThan(140);
  const late = await core.app.db.prisma.flight.findMany({ where: { estimateSource: "simulated" } });
  expect(late).toHaveLength(first.delayed);
  for (const { departsAt, estimatedDepartsAt } of late) {
    const minutes = ((estimatedDepartsAt?.getTime() ?? 0) - departsAt.getTime()) / 60_000;
    expect(minutes).toBeGreaterThanOrEqual(15);
    expect(minutes).toBeLessThanOrEqual(120);
  }
  expect(await updateFlightStatuses(demo)).toMatchObject({ delayed: 0, messages: 0 });
});

test("no run makes another estimate out of what staff have said, and the database refuses it to anyone", async () => {
  await using core = await startTestCore();
  const demo = { ...core.app, policy: { ...core.app.policy, flightStatusSource: "simulated" as const } };
  const [staff, flight] = [await makeStaff(core), await makeFlight(core.app.db, { departsInHours: 3 })];
  await copyFlights(core, flight, 40);
  const flights = await core.app.db.prisma.flight.findMany();
  for (const { id } of flights) await delayFlight(staff, { flightId: id as FlightId, minutes: 30, reason: "fog" });
  await core.database.advanceClock(1.4 * 3600);
  expect(await updateFlightStatuses(demo)).toMatchObject({ delayed: 0 });
  await expect(
    core.app.db.prisma.flight.update({
      where: { id: flight },
      data: { estimateSource: "simulated", estimatedDepartsAt: new Date(Date.now() + 9e6) },
    }),
  ).rejects.toThrow("what staff have said");
});

test.each([
  ["landed", "in_air"],
  ["in_air", "boarding"],
  ["boarding", "delayed"],
  ["cancelled", "scheduled"],
  ["delayed", "scheduled"],
] as const)("the database refuses a step back from %s to %s", async (from, to) => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db);
  await core.app.db.prisma.flight.update({ where: { id: flight }, data: { status: from } });
  await expect(core.app.db.prisma.flight.update({ where: { id: flight }, data: { status: to } })).rejects.toThrow("does not go from");
});

test("ten thousand flights go through every status with two workers at a time: no step back, and no message twice", async () => {
  await using core = await startTestCore();
  const day = await runDay(core);
  expect(day).toMatchObject({ back: 0, boarded: 10_001, flown: 10_001, landed: 10_001, twice: 0, lost: 0 });
  expect(day?.delayed).toBeGreaterThan(800);
  expect(day?.told).toBeGreaterThan(80);
});

test("without locks and without the database's guard, the same day shows flights that go back", async () => {
  await using core = await startTestCore();
  await core.app.db.pool.query("DROP TRIGGER flight_status_guard ON flight");
  const worker = async () => {
    // A worker that judges by what it read before, as one without locks would.
    const stale = await core.app.db.prisma.flight.findMany({ select: { id: true, status: true } });
    await new Promise((resolve) => setTimeout(resolve, 5));
    return () =>
      core.app.db.prisma.flight.updateMany({
        where: { id: { in: stale.map(({ id }) => id) } },
        data: { status: stale[0]?.status ?? "scheduled" },
      });
  };
  expect((await runDay(core, 200, worker))?.back).toBeGreaterThan(0);
});

test("staff run it at once, with an entry in the audit log", async () => {
  await using core = await startTestCore();
  const staff = await makeStaff(core);
  const flight = await makeFlight(core.app.db, { departsInHours: 3 });
  await core.database.advanceClock(3.5 * 3600);
  expect(await runStatusUpdate(staff)).toMatchObject({ inAir: 1 });
  expect(await statusOf(core, flight)).toBe("in_air");
  expect(await core.app.db.prisma.auditEntry.findFirst({ where: { action: "flights.runStatusUpdate" } })).toMatchObject({
    actor: staff.actor.userId,
  });
});

/** Copies of a flight, each under a number of its own, a second apart. */
async function copyFlights({ app }: TestCore, id: FlightId, count: number): Promise<void> {
  await app.db.pool.query(
    `INSERT INTO flight (id, airline_code, flight_number, suffix, origin, destination, departure_date, departure_minute, arrival_date, arrival_minute,
                         departs_at, arrives_at, sales_close_at, aircraft_type_code, seat_map_id)
     SELECT 'flt_' || md5(n::text)::uuid, airline_code, 1000 + n / 26, chr(65 + n % 26), origin, destination, departure_date, departure_minute, arrival_date,
            arrival_minute, departs_at + n * interval '1 s', arrives_at + n * interval '1 s', sales_close_at, aircraft_type_code, seat_map_id
       FROM flight, generate_series(1, $2::int) n WHERE id = $1`,
    [id, count],
  );
}

/** Copies of a paid booking of one adult, on a copied flight each. */
async function bookCopies({ app }: TestCore, bookingId: string, count: number): Promise<void> {
  const copy = (column: string) => `'${column}_' || md5('${column}' || n)::uuid`;
  const statements = [
    `INSERT INTO booking (id, user_id, record_locator, hold_key, hold_fingerprint, state, contact_email, currency, total_minor, seat_count, expires_at, pay_by, confirmed_at)
     SELECT ${copy("bkg")}, user_id, translate(substr(md5('locator' || n), 1, 6), '01abcdef', 'ZYABCDEF'), hold_key || n, hold_fingerprint, state,
            contact_email, currency, total_minor, seat_count, expires_at, pay_by, confirmed_at FROM booking, generate_series(1, $2::int) n WHERE id = $1`,
    `INSERT INTO booking_segment (id, booking_id, position, flight_id, cabin, fare_brand_code)
     SELECT ${copy("seg")}, ${copy("bkg")}, position, 'flt_' || md5(n::text)::uuid, cabin, fare_brand_code
       FROM booking_segment, generate_series(1, $2::int) n WHERE booking_id = $1`,
    `INSERT INTO passenger (id, booking_id, position, type, given_name, surname)
     SELECT ${copy("pax")}, ${copy("bkg")}, position, type, given_name, surname FROM passenger, generate_series(1, $2::int) n WHERE booking_id = $1`,
  ];
  for (const statement of statements) await app.db.pool.query(statement, [bookingId, count]);
}

/** A day of many flights, and what went wrong in it: steps back, messages twice, and messages that nobody got. */
async function runDay(core: TestCore, flights = 10_000, meanwhile?: () => Promise<() => Promise<unknown>>) {
  const [traveller, flight] = [await core.traveller(), await makeFlight(core.app.db, { departsInHours: 4 })];
  await copyFlights(core, flight, flights);
  const { id: bookingId } = await bookTrip(core, traveller, { flights: [flight] });
  await bookCopies(core, bookingId, Math.min(flights, 1000));
  await core.app.db.pool.query(`
    CREATE TABLE seen (flight_id text, was text, is_now text);
    CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO seen VALUES (NEW.id, OLD.status, NEW.status); RETURN NULL; END $$;
    CREATE TRIGGER see AFTER UPDATE OF status ON flight FOR EACH ROW WHEN (NEW.status <> OLD.status) EXECUTE FUNCTION see()`);
  const demo = { ...core.app, policy: { ...core.app.policy, flightStatusSource: "simulated" as const } };
  // Shorter than boarding lasts, so that every flight is met in each status.
  for (let step = 0; step < 13; step += 1) {
    const late = await meanwhile?.();
    await Promise.all([updateFlightStatuses(demo), updateFlightStatuses(demo)]);
    await late?.();
    await core.database.advanceClock(55 * 60);
  }
  await updateFlightStatuses(demo);
  const { rows } = await core.app.db.pool.query<
    Record<"back" | "boarded" | "flown" | "landed" | "delayed" | "told" | "twice" | "lost", number>
  >(`
    SELECT (SELECT count(*)::int FROM seen WHERE is_now::flight_status < was::flight_status) AS back,
           (SELECT count(*)::int FROM seen WHERE is_now = 'boarding') AS boarded,
           (SELECT count(*)::int FROM seen WHERE is_now = 'in_air') AS flown,
           (SELECT count(*)::int FROM flight WHERE status = 'landed') AS landed,
           (SELECT count(*)::int FROM seen WHERE is_now = 'delayed') AS delayed,
           (SELECT count(*)::int FROM notification WHERE kind = 'flight.delayed') AS told,
           (SELECT count(*)::int FROM (SELECT 1 FROM flight_change GROUP BY flight_id HAVING count(*) > 1
                                       UNION ALL SELECT 1 FROM notification WHERE kind = 'flight.delayed' GROUP BY booking_id HAVING count(*) > 1) t) AS twice,
           (SELECT count(*)::int FROM flight_change c JOIN booking_segment s USING (flight_id)
             WHERE NOT EXISTS (SELECT FROM notification n WHERE n.subject_id = c.id)) AS lost`);
  return rows[0];
}
