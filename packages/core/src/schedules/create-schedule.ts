import { lockFlightNumber } from "@skyhold/db";
import type { z } from "zod";

import { transaction } from "../context.ts";
import type { Context, Staff } from "../context.ts";
import { invalidInput } from "../errors.ts";
import { ScheduleId } from "../ids.ts";
import { personText } from "../text.ts";
import { followSchedule } from "./follow-schedule.ts";
import type { ChangedSchedule } from "./follow-schedule.ts";
import { checkPeriod, ScheduleDraft, toScheduleRow } from "./schedule.ts";
import { checkEquipment, checkRoute } from "./supply.ts";

/** A new schedule, and why. */
export const CreateScheduleInput = ScheduleDraft.extend({ reason: personText(200) });
export type CreateScheduleInput = z.infer<typeof CreateScheduleInput>;

/** Writes a schedule and its flights up to the horizon, with their cabins and seats. Refuses what cannot fly, naming the field. */
export async function createSchedule(ctx: Context<Staff>, input: CreateScheduleInput): Promise<ChangedSchedule> {
  const { reason, ...draft } = input;
  const { reference, now } = await ctx.reference.read();
  const zones = checkRoute(reference, draft);
  const today = now.toTemporalInstant().toZonedDateTimeISO(zones.fromZone).toPlainDate().toString();
  if (draft.validTo !== null && draft.validTo < today) throw invalidInput("validTo", "This day is over, so the schedule would never fly");
  return transaction(ctx, async (tx) => {
    await checkEquipment(tx, draft);
    await lockFlightNumber(tx, draft);
    await checkPeriod(tx, draft, null);
    const scheduleId = ScheduleId.parse(ctx.newId("fsc"));
    await tx.prisma.flightSchedule.create({ data: { id: scheduleId, ...toScheduleRow(draft) } });
    const about = { actor: ctx.actor, action: "schedules.create", scheduleId, reason };
    return followSchedule(tx, { ...about, before: draft, after: draft, zones });
  });
}
