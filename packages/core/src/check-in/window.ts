import { instantOf } from "../time.ts";

interface Times {
  readonly departsAt: Date;
  readonly estimatedDepartsAt: Date | null;
}

const minuteMs = 60_000;

/** Check-in opens by the timetable, which is what travellers were told and planned by. */
const opensMinutes = 48 * 60;
/** It closes when boarding begins, by what is expected: who is late for the timetable is not late for the aircraft. */
const closesMinutes = 60;
/** Nobody goes through the gate any more; what is left is for doors and papers. */
const gateClosesMinutes = 10;

/** When passengers may check in. */
export function checkInWindow({ departsAt, estimatedDepartsAt }: Times): { readonly opensAt: Date; readonly closesAt: Date } {
  return { opensAt: before(departsAt, opensMinutes), closesAt: before(estimatedDepartsAt ?? departsAt, closesMinutes) };
}

/** When the gate is open, by what is expected: from boarding on. */
export function gateWindow({ departsAt, estimatedDepartsAt }: Times): { readonly opensAt: Date; readonly closesAt: Date } {
  const leaves = estimatedDepartsAt ?? departsAt;
  return { opensAt: before(leaves, closesMinutes), closesAt: before(leaves, gateClosesMinutes) };
}

function before(at: Date, minutes: number): Date {
  return instantOf(at.getTime() - minutes * minuteMs);
}
