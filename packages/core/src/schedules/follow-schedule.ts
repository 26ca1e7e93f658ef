import { changeFlightsOfSchedule, lockFlightsOfSchedule } from "@skyhold/db";
import { z } from "zod";

import { writeAuditEntry } from "../audit/write-audit-entry.ts";
import type { Staff, TransactionContext } from "../context.ts";
import { extendSchedules } from "../flights/extend-timetable.ts";
import type { ScheduleId } from "../ids.ts";
import { KeptFlight, planFlights } from "./plan-flights.ts";
import type { Revision } from "./plan-flights.ts";
import { readSchedule, Schedule } from "./schedule.ts";

/** A schedule, and what its change has done to the flights to come. */
export const ChangedSchedule = z.strictObject({
  schedule: Schedule,
  added: z.int().describe("Flights that are new"),
  changed: z.int().describe("Flights that have the new times, aircraft or prices"),
  removed: z.int().describe("Flights that are no longer there"),
  kept: z.array(KeptFlight).describe("Flights that the change would have concerned and that stay as they are: see to them one by one"),
});
export type ChangedSchedule = z.infer<typeof ChangedSchedule>;

interface Change extends Revision {
  readonly actor: Staff;
  readonly action: string;
  readonly scheduleId: ScheduleId;
  readonly reason: string;
}

/**
 * Lets the flights to come follow a schedule that was changed in this transaction, under its lock: those that nobody has booked or
 * changed by hand. Flights on new days are written at once. All of it goes to the audit log.
 */
export async function followSchedule(tx: TransactionContext, change: Change): Promise<ChangedSchedule> {
  const { actor, action, scheduleId, reason } = change;
  const plan = planFlights(change, await lockFlightsOfSchedule(tx, scheduleId));
  await changeFlightsOfSchedule(tx, plan);
  const answer = {
    schedule: await readSchedule(tx, scheduleId),
    added: await extendSchedules(tx, scheduleId, tx.newId),
    changed: new Set([...plan.moved.map(({ id }) => id), ...plan.refitted]).size,
    removed: plan.cancelled.length + plan.deleted.length,
    kept: [...plan.kept],
  };
  const details = {
    before: JSON.stringify(change.before),
    after: JSON.stringify(change.after),
    added: answer.added,
    changed: answer.changed,
    removed: answer.removed,
    kept: answer.kept.map(({ flightId }) => flightId),
  };
  await writeAuditEntry(tx, { actor, action, subjectId: scheduleId, reason, details });
  return answer;
}
