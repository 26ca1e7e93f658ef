import { expect, test } from "vitest";

import { FlightId } from "../ids.ts";
import { blockSeats } from "../seats/block-seats.ts";
import { gate, meetAtGate, redefine } from "../testing/gate.ts";
import { schedule, startSupply } from "../testing/supply.ts";
import { updateSchedule, UpdateScheduleInput } from "./update-schedule.ts";

/** Every block stops between its claims and its commit, so that another aircraft may come between. */
const claimed = "GET DIAGNOSTICS v_blocked = ROW_COUNT;";
const stopping = `replace(pg_get_functiondef('block_seats'::regproc), '${claimed}', '${claimed} ${gate}')`;
const withoutLock = `replace(${stopping}, 'PERFORM pg_advisory_xact_lock_shared(', 'PERFORM (')`;

/** Takes a seat out of sale while the schedule gives the flight an aircraft that has no such seat. Answers the flight's aircraft and its claims. */
async function collide(source: string): Promise<{ aircraft: string; blocked: string[] }> {
  await using stage = await startSupply();
  const { staff, core } = stage;
  const { db } = core.app;
  const date = stage.day(9);
  const { schedule: made } = await schedule(staff, { validFrom: date, validTo: date });
  await redefine(db, source);
  const flightId = FlightId.parse((await db.prisma.flight.findFirstOrThrow()).id);
  const change = { scheduleId: made.id, aircraft: "E9X", fares: { economy: 20_000 }, seatFees: {}, reason: "a smaller aircraft" };
  const outcomes = await meetAtGate(
    db,
    () => blockSeats(staff, { flightId, seats: ["12A"], reason: "broken" }),
    () => updateSchedule(staff, UpdateScheduleInput.parse(change)),
  );
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
  const claims = await db.prisma.seatClaim.findMany();
  return { aircraft: (await db.prisma.flight.findFirstOrThrow()).aircraftTypeCode, blocked: claims.map(({ seatNo }) => seatNo) };
}

test("a flight whose seats staff are just taking out of sale keeps its aircraft", async () => {
  expect(await collide(stopping)).toEqual({ aircraft: "B7X", blocked: ["12A"] });
}, 30_000);

test("without the flight's lock a seat is blocked that its new aircraft does not have", async () => {
  expect(await collide(withoutLock)).toEqual({ aircraft: "E9X", blocked: ["12A"] });
}, 30_000);
