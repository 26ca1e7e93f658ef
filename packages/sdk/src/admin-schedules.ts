import type { Caller } from "./caller.ts";
import type { Inputs, Outputs } from "./contract.ts";
import { listing } from "./listing.ts";
import type { Listing } from "./listing.ts";
import type { CallOptions } from "./options.ts";
import type { SkyholdTrpc } from "./trpc.ts";

/** What `admin.schedules.list` takes: which schedules, and where the list begins. */
export type ListSchedulesInput = Inputs["admin"]["schedules"]["list"];

/** A page of schedules. `nextCursor` is null on the last one. */
export type SchedulePage = Outputs["admin"]["schedules"]["list"];

/** A schedule: local times and days of the week, from which flights are made. */
export type Schedule = Outputs["admin"]["schedules"]["get"];

/** What `admin.schedules.get` takes. */
export type ScheduleInput = Inputs["admin"]["schedules"]["get"];

/** What `admin.schedules.preview` takes: a schedule that may be made, and the days to look at. */
export type PreviewScheduleInput = Inputs["admin"]["schedules"]["preview"];

/** The flights that a schedule would have. */
export type SchedulePreview = Outputs["admin"]["schedules"]["preview"];

/** What `admin.schedules.create` takes. */
export type CreateScheduleInput = Inputs["admin"]["schedules"]["create"];

/** What `admin.schedules.update` takes: what is to be different, and why. */
export type UpdateScheduleInput = Inputs["admin"]["schedules"]["update"];

/** What `admin.schedules.end` takes: the last day, and why. */
export type EndScheduleInput = Inputs["admin"]["schedules"]["end"];

/** A schedule, and what its change has done to flights; `kept` names those that stay as they are, and why. */
export type ChangedSchedule = Outputs["admin"]["schedules"]["update"];

/** What flies, on which days, at which local times. */
export interface ScheduleCalls {
  /**
   * The schedules by airline and number: one page when awaited, all of them in a `for await` loop. Errors: FORBIDDEN.
   *
   * @example
   * for await (const schedule of skyhold.admin.schedules.list({ airline: "NV" })) show(schedule);
   */
  readonly list: (input?: ListSchedulesInput, options?: CallOptions) => Listing<SchedulePage, Schedule>;
  /**
   * One schedule. Errors: NOT_FOUND, FORBIDDEN.
   *
   * @example
   * const schedule = await skyhold.admin.schedules.get({ scheduleId });
   */
  readonly get: (input: ScheduleInput, options?: CallOptions) => Promise<Schedule>;
  /**
   * The flights that a schedule would have; writes nothing. Errors: INVALID_INPUT, FORBIDDEN.
   *
   * @example
   * const preview = await skyhold.admin.schedules.preview({ ...schedule, from: "2026-12-01", until: "2026-12-31" });
   */
  readonly preview: (input: PreviewScheduleInput, options?: CallOptions) => Promise<SchedulePreview>;
  /**
   * Writes a schedule, and its flights for about a year ahead. Errors: INVALID_INPUT, FORBIDDEN.
   *
   * @example
   * const { kept } = await skyhold.admin.schedules.create({ ...schedule, reason: "Summer timetable" });
   */
  readonly create: (input: CreateScheduleInput, options?: CallOptions) => Promise<ChangedSchedule>;
  /**
   * Changes a schedule and those of its flights that nobody has booked or changed by hand; `kept` names the others.
   *
   * With the `version` that you have read, nothing is done when somebody else was quicker.
   *
   * Errors: INVALID_INPUT, CHANGED_MEANWHILE, NOT_FOUND, FORBIDDEN.
   *
   * @example
   * const { kept } = await skyhold.admin.schedules.update({ scheduleId, departureTime: "09:40", reason: "New slot" });
   */
  readonly update: (input: UpdateScheduleInput, options?: CallOptions) => Promise<ChangedSchedule>;
  /**
   * Ends a schedule with a day; later flights go, but for those in `kept`. Errors: INVALID_INPUT, NOT_FOUND, FORBIDDEN.
   *
   * @example
   * await skyhold.admin.schedules.end({ scheduleId, lastDay: "2027-03-27", reason: "Winter timetable ends" });
   */
  readonly end: (input: EndScheduleInput, options?: CallOptions) => Promise<ChangedSchedule>;
}

/** The calls of a client about schedules. */
export function scheduleCalls(caller: Caller, { schedules }: SkyholdTrpc["admin"]): ScheduleCalls {
  return {
    list: (input = {}, options) =>
      listing(
        {
          read: (cursor) => caller.query("admin.schedules.list", options, (request) => schedules.list.query({ ...input, cursor }, request)),
          items: (page) => page.schedules,
          nextCursor: (page) => page.nextCursor,
        },
        input.cursor,
      ),
    get: (input, options) => caller.query("admin.schedules.get", options, (request) => schedules.get.query(input, request)),
    preview: (input, options) => caller.query("admin.schedules.preview", options, (request) => schedules.preview.query(input, request)),
    create: (input, options) => caller.mutate("admin.schedules.create", options, (request) => schedules.create.mutate(input, request)),
    update: (input, options) => caller.mutate("admin.schedules.update", options, (request) => schedules.update.mutate(input, request)),
    end: (input, options) => caller.mutate("admin.schedules.end", options, (request) => schedules.end.mutate(input, request)),
  };
}
