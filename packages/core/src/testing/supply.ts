import { readClock } from "@skyhold/db";

import type { Context, Staff } from "../context.ts";
import { CreateScheduleInput, createSchedule } from "../schedules/create-schedule.ts";
import type { ChangedSchedule } from "../schedules/follow-schedule.ts";
import { makeAircraft } from "./aircraft.ts";
import { makeAirports } from "./network.ts";
import { makeStaff } from "./staff.ts";
import { startTestCore } from "./test-core.ts";
import type { TestCore } from "./test-core.ts";

/** What schedules need, and a date so many days from today. */
export interface Supply extends AsyncDisposable {
  readonly core: TestCore;
  readonly staff: Context<Staff>;
  readonly day: (days: number) => string;
}

/**
 * Airports of several zones, aircraft with seats (B7X has 12 in business and 60 in economy, E9X only 40 in economy), and someone who works here.
 * It is noon, whenever it runs: the `daily` flight of today has left, that of tomorrow is on sale.
 */
export async function startSupply(): Promise<Supply> {
  const core = await startTestCore();
  await core.database.advanceClock(secondsToNoon(await readClock(core.app.db)));
  await makeAirports(core.app.db, [
    { iata: "LHR", country: "GB", timeZone: "Europe/London" },
    { iata: "JFK", country: "US", timeZone: "America/New_York" },
    { iata: "KTM", country: "NP", timeZone: "Asia/Kathmandu" },
  ]);
  await makeAircraft(core.app.db, "B7X");
  await makeAircraft(core.app.db, "E9X", "Y 1-10 AC-DF");
  const today = (await core.app.reference.read()).now.toTemporalInstant().toZonedDateTimeISO("UTC").toPlainDate();
  return {
    core,
    staff: await makeStaff(core),
    day: (days) => today.add({ days }).toString(),
    [Symbol.asyncDispose]: () => core[Symbol.asyncDispose](),
  };
}

function secondsToNoon(now: Date): number {
  const day = 86_400_000;
  return Math.ceil(((day * 1.5 - (now.getTime() % day)) % day) / 1000);
}

/** A daily flight from London to New York at 09:30, as a form would send it. */
export const daily = {
  airline: "XA",
  flightNumber: 100,
  origin: "LHR",
  destination: "JFK",
  departureTime: "09:30",
  blockMinutes: 480,
  daysOfWeek: [1, 2, 3, 4, 5, 6, 7],
  validFrom: "2020-01-01",
  aircraft: "B7X",
  currency: "EUR",
  fares: { economy: 20_000, business: 90_000 },
  seatFees: { economy: { seat: 1500, legroom: 4000 } },
  reason: "a new route",
};

/** Writes a schedule from what a form would send. */
export function schedule(staff: Context<Staff>, input: Partial<Record<keyof CreateScheduleInput, unknown>> = {}): Promise<ChangedSchedule> {
  return createSchedule(staff, CreateScheduleInput.parse({ ...daily, ...input }));
}
