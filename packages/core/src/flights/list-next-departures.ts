import { listFlightBoard, readClock } from "@skyhold/db";

import type { Context, Staff } from "../context.ts";
import { instantOf } from "../time.ts";
import { toFlightOnBoard } from "./flight-on-board.ts";
import type { FlightOnBoard } from "./flight-on-board.ts";

/** Whoever has not left a day after the timetable's time is looked for in the list of flights. */
const latestMs = 86_400_000;

/** The next flights to leave, in the timetable's order: also the late ones, and the cancelled ones that would have left. */
export async function listNextDepartures(ctx: Context<Staff>, limit: number): Promise<FlightOnBoard[]> {
  const from = instantOf((await readClock(ctx.db)).getTime() - latestMs).toISOString();
  const any = { until: null, departureDate: null, status: null, origin: null, destination: null, airlineCode: null, flightNumber: null };
  const rows = await listFlightBoard(ctx.db, { ...any, from, stillHere: true, after: null, limit });
  return rows.map(toFlightOnBoard);
}
