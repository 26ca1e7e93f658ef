import { lockFlightNumber, lockSchedule } from "@skyhold/db";
import { z } from "zod";

import { transaction } from "../context.ts";
import type { Context, Staff } from "../context.ts";
import { invalidInput, notFound } from "../errors.ts";
import { ScheduleId } from "../ids.ts";
import { refuseUnseen, SeenVersion } from "../seen-version.ts";
import { CalendarDate, personText } from "../text.ts";
import { followSchedule } from "./follow-schedule.ts";
import type { ChangedSchedule } from "./follow-schedule.ts";
import { checkPeriod, readSchedule, terms, toScheduleRow } from "./schedule.ts";
import type { Schedule } from "./schedule.ts";
import { checkEquipment, checkRoute, SeatFees } from "./supply.ts";

/** What is to be different of a schedule, and why; what is left out stays. Its number and route never change. */
export const UpdateScheduleInput = z.strictObject({
  scheduleId: ScheduleId,
  version: SeenVersion,
  ...z.strictObject({ ...terms, validTo: CalendarDate.nullable(), seatFees: SeatFees }).partial().shape,
  reason: personText(200),
});
export type UpdateScheduleInput = z.infer<typeof UpdateScheduleInput>;

/** The last day of a schedule, and why it ends. */
export const EndScheduleInput = z.strictObject({
  scheduleId: ScheduleId,
  lastDay: CalendarDate.describe("The last local date of departure, today or later"),
  reason: personText(200),
});
export type EndScheduleInput = z.infer<typeof EndScheduleInput>;

/**
 * Changes a schedule and those of its flights to come that nobody has booked or changed by hand; the others are named and stay as
 * they are. Local times are kept over every change of clocks. An offer of a flight that changes is refused from then on. CHANGED_MEANWHILE when
 * somebody else was quicker than who names a version.
 */
export async function updateSchedule(ctx: Context<Staff>, input: UpdateScheduleInput): Promise<ChangedSchedule> {
  const { scheduleId, version, reason, ...changes } = input;
  return changeSchedule(ctx, { scheduleId, reason, action: "schedules.update" }, (before) => {
    refuseUnseen(version, before.version, "schedule");
    return changes;
  });
}

/** Ends a schedule: flights after its last day go, but for those that are booked or changed by hand, which are named. */
export async function endSchedule(ctx: Context<Staff>, { lastDay, ...about }: EndScheduleInput): Promise<ChangedSchedule> {
  return changeSchedule(ctx, { ...about, action: "schedules.end" }, ({ validFrom, validTo }, today) => {
    if (lastDay < today) throw invalidInput("lastDay", `This day is over at the airport of departure, where it is ${today}`);
    if (validTo !== null && lastDay > validTo) throw invalidInput("lastDay", `The schedule already ends on ${validTo}`);
    if (lastDay < validFrom) throw invalidInput("lastDay", `The schedule begins on ${validFrom}`);
    return { validTo: lastDay };
  });
}

interface About {
  readonly scheduleId: ScheduleId;
  readonly reason: string;
  readonly action: string;
}

type Changes = { readonly [Field in keyof typeof terms]?: Schedule[Field] | undefined };
type Decide = (before: Schedule, today: string) => Changes;

async function changeSchedule(ctx: Context<Staff>, about: About, decide: Decide): Promise<ChangedSchedule> {
  const { reference, now } = await ctx.reference.read();
  return transaction(ctx, async (tx) => {
    if (!(await lockSchedule(tx, about.scheduleId))) throw notFound("schedule");
    const { id, version, ...before } = await readSchedule(tx, about.scheduleId);
    const zones = checkRoute(reference, before);
    const today = now.toTemporalInstant().toZonedDateTimeISO(zones.fromZone).toPlainDate().toString();
    const changes = decide({ id, version, ...before }, today);
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    if (given.length === 0) throw invalidInput("scheduleId", "Say what is to be different of this schedule");
    const after = { ...before, ...Object.fromEntries(given) };
    await checkEquipment(tx, after);
    await lockFlightNumber(tx, after);
    await checkPeriod(tx, after, id);
    await tx.prisma.flightSchedule.update({ where: { id }, data: toScheduleRow(after) });
    return followSchedule(tx, { ...about, actor: ctx.actor, before, after, zones });
  });
}
