import { listFlightBoard, readClock } from "@skyhold/db";
import type { FlightBoardQuery } from "@skyhold/db";
import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { invalidInput } from "../errors.ts";
import { CalendarDate } from "../text.ts";
import { instantOf } from "../time.ts";
import { FlightOnBoard, FlightStatus, toFlightOnBoard } from "./flight-on-board.ts";

/** Flights as people ask for them. */
export const FlightQuery = z
  .string()
  .trim()
  .max(20)
  .describe("A number `NV 123`, an airline `NV`, an airport of departure `CDG`, or a route `CDG-LIS`; told apart by its form");

/** Which flights. */
export const ListFlightsInput = z.strictObject({
  query: FlightQuery.optional(),
  departureDate: CalendarDate.optional().describe("The day of departure at the airport; from an hour ago on when left out"),
  status: FlightStatus.optional(),
  soon: z.literal(true).optional().describe("Only those that leave within 24 hours from now, as the figures of today count them"),
  cursor: z.string().max(80).optional().describe("`nextCursor` of the page before"),
  limit: z.int().min(1).max(100).default(50),
});
export type ListFlightsInput = z.infer<typeof ListFlightsInput>;

/** A page of flights. */
export const ListFlightsOutput = z.strictObject({
  flights: z.array(FlightOnBoard),
  nextCursor: z.string().nullable().describe("null on the last page"),
});
export type ListFlightsOutput = z.infer<typeof ListFlightsOutput>;

/** Flights in the order of their departures, on sale or not. */
export async function listFlights(ctx: Context<Staff>, input: ListFlightsInput): Promise<ListFlightsOutput> {
  const { query = "", departureDate = null, status = null, soon = false, cursor, limit } = input;
  const rows = await listFlightBoard(ctx.db, {
    ...readFlightQuery(query),
    ...(soon ? await nextDay(ctx) : await periodOf(ctx, departureDate)),
    departureDate,
    status,
    stillHere: false,
    after: cursor === undefined ? null : openCursor(cursor),
    limit: limit + 1,
  });
  const flights = rows.slice(0, limit).map(toFlightOnBoard);
  const last = flights.at(-1);
  return { flights, nextCursor: rows.length > limit && last ? `${last.departs.at.getTime()}.${last.id}` : null };
}

async function nextDay(ctx: Context): Promise<Pick<FlightBoardQuery, "from" | "until">> {
  const now = await readClock(ctx.db);
  return { from: now.toISOString(), until: instantOf(now.getTime() + 86_400_000).toISOString() };
}

/** A local day lies somewhere within these two instants, whatever the zone. */
async function periodOf(ctx: Context, date: string | null): Promise<Pick<FlightBoardQuery, "from" | "until">> {
  if (date === null) return { from: instantOf((await readClock(ctx.db)).getTime() - 3_600_000).toISOString(), until: null };
  const midnight = instantOf(`${date}T00:00:00Z`).getTime();
  return { from: instantOf(midnight - 14 * 3_600_000).toISOString(), until: instantOf(midnight + 36 * 3_600_000).toISOString() };
}

/** Which flights are meant, by the form of what was typed; INVALID_INPUT where it has none. */
export function readFlightQuery(query: string): Pick<FlightBoardQuery, "origin" | "destination" | "airlineCode" | "flightNumber"> {
  const text = query.toUpperCase();
  const all = { origin: null, destination: null, airlineCode: null, flightNumber: null };
  if (text === "") return all;
  const [, origin, destination] = /^([A-Z]{3})(?:\s*[-–→ ]\s*([A-Z]{3}))?$/u.exec(text) ?? [];
  if (origin !== undefined) return { ...all, origin, destination: destination ?? null };
  const [, airlineCode, number] = /^([A-Z]\d|\d[A-Z]|[A-Z]{2})\s?0*([1-9]\d{0,3})?$/u.exec(text) ?? [];
  if (airlineCode !== undefined) return { ...all, airlineCode, flightNumber: number === undefined ? null : Number(number) };
  throw invalidInput("query", "A flight number like NV 123, an airport like CDG, or a route like CDG-LIS");
}

function openCursor(cursor: string): { departsAt: string; id: string } {
  const [, time, id] = /^(\d{1,14})\.(flt_[0-9a-f-]{36})$/u.exec(cursor) ?? [];
  if (time === undefined || id === undefined)
    throw invalidInput("cursor", "Use `nextCursor` of the page before as it came, or leave it out");
  return { departsAt: instantOf(Number(time)).toISOString(), id };
}
