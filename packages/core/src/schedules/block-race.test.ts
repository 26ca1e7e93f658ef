import type { Database } from "@skyhold/db";
import { expect, test } from "vitest";

import { FlightId } from "../ids.ts";
import { blockSeats } from "../seats/block-seats.ts";
import { schedule, startSupply } from "../testing/supply.ts";
import { updateSchedule, UpdateScheduleInput } from "./update-schedule.ts";

/** Every block stops between its claims and its commit until the test goes on, so that another aircraft may come between. */
const stopping =
  "replace(pg_get_functiondef('block_seats'::regproc), 'GET DIAGNOSTICS v_blocked = ROW_COUNT;', 'GET DIAGNOSTICS v_blocked = ROW_COUNT; PERFORM pg_advisory_xact_lock(4711);')";
const withoutLock = `replace(${stopping}, 'PERFORM pg_advisory_xact_lock_shared(', 'PERFORM (')`;

/** Waits until so many wait for a lock of this database. */
async function untilWaiting({ pool }: Database, count: number): Promise<void> {
  const text =
    "SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
  while (((await pool.query(text)).rowCount ?? 0) < count) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Takes a seat out of sale while the schedule gives the flight an aircraft that has no such seat. Answers the flight's aircraft and its claims. */
async function collide(source: string): Promise<{ aircraft: string; blocked: string[] }> {
  await using stage = await startSupply();
  const { staff, core } = stage;
  const { db } = core.app;
  const date = stage.day(9);
  const { schedule: made } = await schedule(staff, { validFrom: date, validTo: date });
  await db.pool.query(`DO $$ BEGIN EXECUTE ${source}; END $$`);
  const { id } = await db.prisma.flight.findFirstOrThrow();
  const gate = await db.pool.connect();
  await gate.query("SELECT pg_advisory_lock(4711)");
  const blocking = blockSeats(staff, { flightId: FlightId.parse(id), seats: ["12A"], reason: "broken" });
  await untilWaiting(db, 1);
  const change = { scheduleId: made.id, aircraft: "E9X", fares: { economy: 20_000 }, seatFees: {}, reason: "a smaller aircraft" };
  const changing = updateSchedule(staff, UpdateScheduleInput.parse(change));
  await Promise.race([changing, untilWaiting(db, 2)]);
  gate.release(true);
  await Promise.all([blocking, changing]);
  const claims = await db.prisma.seatClaim.findMany();
  return { aircraft: (await db.prisma.flight.findFirstOrThrow()).aircraftTypeCode, blocked: claims.map(({ seatNo }) => seatNo) };
}

test("a flight whose seats staff are just taking out of sale keeps its aircraft", async () => {
  expect(await collide(stopping)).toEqual({ aircraft: "B7X", blocked: ["12A"] });
}, 30_000);

test("without the flight's lock a seat is blocked that its new aircraft does not have", async () => {
  expect(await collide(withoutLock)).toEqual({ aircraft: "E9X", blocked: ["12A"] });
}, 30_000);
