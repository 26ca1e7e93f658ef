import { expect, test } from "vitest";

import { holdSeats } from "../bookings/hold-seats.ts";
import { gate, meetAtGate, redefine } from "../testing/gate.ts";
import { search } from "../testing/index.ts";
import { schedule, startSupply } from "../testing/supply.ts";
import { updateSchedule, UpdateScheduleInput } from "./update-schedule.ts";

/** Every hold stops between its look at the flight and its booking, so that a change of the schedule comes between. */
const stopping = `replace(pg_get_functiondef('hold_seats'::regproc), 'v_seat_lines := ', '${gate} v_seat_lines := ')`;
const withoutLock = `replace(${stopping}, 'PERFORM pg_advisory_xact_lock_shared(q.key)', 'PERFORM (q.key)')`;

/** Holds seats of a flight while its schedule moves it. Answers the time of the flight, and what the hold showed for it or its refusal. */
async function collide(source: string): Promise<{ flight: string; held: string }> {
  await using stage = await startSupply();
  const { core, staff } = stage;
  const departureDate = stage.day(9);
  const { schedule: made } = await schedule(staff, { validFrom: departureDate, validTo: departureDate });
  await redefine(core.app.db, source);
  const { offers } = await search(staff, { origin: "LHR", destination: "JFK", departureDate });
  const traveller = await core.traveller();
  const [holding] = await meetAtGate(
    core.app.db,
    () => holdSeats(traveller, { offer: offers[0]?.token ?? "", seats: [["5A"]] }, "key"),
    () => updateSchedule(staff, UpdateScheduleInput.parse({ scheduleId: made.id, departureTime: "15:45", reason: "another slot" })),
  );
  const held = holding.status === "fulfilled" ? (holding.value.segments[0]?.flight.departs.local ?? "") : String(holding.reason);
  const flight = await core.app.db.prisma.flight.findFirstOrThrow();
  return { held, flight: `${departureDate}T${flight.departureMinute === 570 ? "09:30" : "15:45"}` };
}

test("a flight that someone is just booking is not moved under them", async () => {
  const { flight, held } = await collide(stopping);

  expect(flight).toMatch(/09:30$/u);
  expect(held).toBe(flight);
}, 30_000);

test("without the flight's lock it would be", async () => {
  const { flight } = await collide(withoutLock);

  expect(flight).toMatch(/15:45$/u);
}, 30_000);
