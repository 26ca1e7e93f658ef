import { addFlights, findMissingFlights, findTimedFlights, moveFlights, readClock } from "@skyhold/db";
import type { FlightTimes, MissingFlight, TimedFlight, Transaction } from "@skyhold/db";

import type { Context } from "../context.ts";
import { flightTimes, shows } from "./flight-times.ts";

/** About a year, as airlines sell. */
const horizonDays = 360;
/** Small enough that neither a statement nor this process is busy for long, also when a whole year is new. */
const batch = 1000;

/** What a run did. */
export interface TimetableExtension {
  readonly added: number;
  /** Flights whose instants changed, because time zones have. */
  readonly moved: number;
}

/**
 * Job: writes the flights of the schedules up to the horizon, and moves those whose time zone has changed, so that their local
 * departure stays what was sold. What staff changed of a single flight stays, and a second run finds nothing to do, whoever runs it.
 */
export async function extendTimetable(ctx: Context): Promise<TimetableExtension> {
  const moved = await followZones(ctx);
  return { added: await extendSchedules(ctx.db, null, ctx.newId), moved };
}

/** Writes the missing flights of all schedules, or of one, up to the horizon. Answers how many they are. */
export async function extendSchedules(db: Transaction, scheduleId: string | null, newId: Context["newId"]): Promise<number> {
  // It may still be yesterday at an airport of departure.
  const yesterday = (await readClock(db)).toTemporalInstant().toZonedDateTimeISO("UTC").toPlainDate().subtract({ days: 1 });
  const step = scheduleId === null ? 7 : horizonDays + 1;
  let added = 0;
  for (let day = 0; day <= horizonDays; day += step) {
    const last = Math.min(day + step - 1, horizonDays);
    const dates = [yesterday.add({ days: day }).toString(), yesterday.add({ days: last }).toString()] as const;
    added += await addMissing(db, await findMissingFlights(db, { dates, scheduleId }), newId);
  }
  return added;
}

async function addMissing(db: Transaction, missing: readonly MissingFlight[], newId: Context["newId"]): Promise<number> {
  let added = 0;
  for (let first = 0; first < missing.length; first += batch) {
    const flights = missing.slice(first, first + batch).map(({ scheduleId, date, departureMinute: minute, blockMinutes, ...zones }) => ({
      id: newId("flt"),
      scheduleId,
      date,
      minute,
      blockMinutes,
      ...flightTimes({ date, minute, ...zones }, blockMinutes),
    }));
    added += await addFlights(db, flights);
  }
  return added;
}

async function followZones({ db }: Context): Promise<number> {
  let moved = 0;
  let flights = await findTimedFlights(db, { after: "", limit: batch });
  while (flights.length > 0) {
    const late = flights.flatMap((flight) => timesByZone(flight) ?? []);
    if (late.length > 0) moved += await moveFlights(db, late);
    flights = await findTimedFlights(db, { after: flights.at(-1)?.id ?? "", limit: batch });
  }
  return moved;
}

/** The times of a flight as the zones are now; null where they are what is stored. */
function timesByZone(flight: TimedFlight): (FlightTimes & { readonly id: string }) | null {
  const { id, departsAt, arrivesAt, fromZone, toZone } = flight;
  const leaving = { date: flight.departureDate, minute: flight.departureMinute };
  const onTime = shows(departsAt, fromZone, leaving);
  if (onTime && shows(arrivesAt, toZone, { date: flight.arrivalDate, minute: flight.arrivalMinute })) return null;
  const block = Temporal.Instant.from(departsAt).until(Temporal.Instant.from(arrivesAt)).total("minutes");
  return { id, ...flightTimes({ ...leaving, fromZone, toZone }, block) };
}
