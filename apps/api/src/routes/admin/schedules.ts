import {
  ChangedSchedule,
  createSchedule,
  CreateScheduleInput,
  endSchedule,
  EndScheduleInput,
  getSchedule,
  GetScheduleInput,
  listSchedules,
  ListSchedulesInput,
  ListSchedulesOutput,
  previewSchedule,
  PreviewScheduleInput,
  PreviewScheduleOutput,
  Schedule,
  updateSchedule,
  UpdateScheduleInput,
} from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { once } from "../../idempotency.ts";
import { staffProcedure } from "../../trpc.ts";

export const schedules = {
  /** The schedules by airline and number, by page. Errors: FORBIDDEN. */
  list: staffProcedure
    .input(ListSchedulesInput)
    .output(ListSchedulesOutput)
    .query(({ ctx, input }) => listSchedules(ctx.app, input)),

  /** One schedule. Errors: NOT_FOUND, FORBIDDEN. */
  get: staffProcedure
    .input(GetScheduleInput)
    .output(Schedule)
    .query(({ ctx, input }) => getSchedule(ctx.app, input)),

  /** The flights that a schedule would have between two days, in UTC and local times; writes nothing. Errors: INVALID_INPUT, FORBIDDEN. */
  preview: staffProcedure
    .input(PreviewScheduleInput)
    .output(PreviewScheduleOutput)
    .query(({ ctx, input }) => previewSchedule(ctx.app, input)),

  /** Writes a schedule, and its flights for about a year ahead. Errors: INVALID_INPUT, FORBIDDEN. */
  create: staffProcedure.input(CreateScheduleInput).output(ChangedSchedule).mutation(once(createSchedule)),

  /**
   * Changes a schedule and those of its flights to come that nobody has booked or changed by hand; `kept` names the others.
   * Errors: INVALID_INPUT, CHANGED_MEANWHILE with a `version` that is no longer so, NOT_FOUND, FORBIDDEN.
   */
  update: staffProcedure.input(UpdateScheduleInput).output(ChangedSchedule).mutation(once(updateSchedule)),

  /** Ends a schedule with a day; later flights go, but for those in `kept`. Errors: INVALID_INPUT, NOT_FOUND, FORBIDDEN. */
  end: staffProcedure.input(EndScheduleInput).output(ChangedSchedule).mutation(once(endSchedule)),
} satisfies TRPCRouterRecord;
