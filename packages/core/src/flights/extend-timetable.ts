import { extendFlights, readClock, shiftFlights } from "@skyhold/db";

import type { Context } from "../context.ts";

/** About a year, as airlines sell. */
const horizonDays = 360;
/** Small enough that a batch ends long before a statement's time is up, also when a whole year is new. */
const batchDays = 7;

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
  const moved = await shiftFlights(ctx.db);
  // It may still be yesterday at an airport of departure.
  const yesterday = (await readClock(ctx.db)).toTemporalInstant().toZonedDateTimeISO("UTC").toPlainDate().subtract({ days: 1 });
  let added = 0;
  for (let day = 0; day <= horizonDays; day += batchDays) {
    const first = yesterday.add({ days: day });
    const last = yesterday.add({ days: Math.min(day + batchDays - 1, horizonDays) });
    added += await extendFlights(ctx.db, [first.toString(), last.toString()]);
  }
  return { added, moved };
}
