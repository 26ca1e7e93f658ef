import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { ScheduleId } from "../ids.ts";
import { CalendarDate } from "../text.ts";
import { dayOf, readSchedule, Schedule, toSchedule } from "./schedule.ts";
import { AircraftCode, AirportCode, identity } from "./supply.ts";

/** Which schedules, and which page of them. */
export const ListSchedulesInput = z.strictObject({
  airline: identity.airline.optional(),
  flightNumber: identity.flightNumber.optional(),
  origin: AirportCode.optional(),
  destination: AirportCode.optional(),
  aircraft: AircraftCode.optional(),
  validOn: CalendarDate.optional().describe("Only those whose period holds this day"),
  cursor: z
    .string()
    .regex(/^[A-Z0-9]{2}\.\d{1,4}\.fsc_[0-9a-f-]{36}$/u, "Use `nextCursor` of the page before as it came, or leave it out")
    .optional()
    .describe("`nextCursor` of the page before"),
  limit: z.int().min(1).max(100).default(50),
});
export type ListSchedulesInput = z.infer<typeof ListSchedulesInput>;

/** A page of schedules. */
export const ListSchedulesOutput = z.strictObject({
  schedules: z.array(Schedule),
  nextCursor: z.string().nullable().describe("null on the last page"),
});

/** The schedules by airline and number. */
export async function listSchedules(ctx: Context<Staff>, input: ListSchedulesInput): Promise<z.infer<typeof ListSchedulesOutput>> {
  const { airline, flightNumber, origin, destination, aircraft, validOn, cursor, limit } = input;
  const rows = await ctx.db.prisma.flightSchedule.findMany({
    where: {
      ...(airline !== undefined && { airlineCode: airline }),
      ...(flightNumber !== undefined && { flightNumber }),
      ...(origin !== undefined && { origin }),
      ...(destination !== undefined && { destination }),
      ...(aircraft !== undefined && { aircraftTypeCode: aircraft }),
      ...(validOn !== undefined && { validFrom: { lte: dayOf(validOn) }, validTo: { gte: dayOf(validOn) } }),
      ...(cursor !== undefined && after(cursor)),
    },
    orderBy: [{ airlineCode: "asc" }, { flightNumber: "asc" }, { id: "asc" }],
    take: limit + 1,
  });
  const schedules = rows.slice(0, limit).map(toSchedule);
  const last = schedules.at(-1);
  return { schedules, nextCursor: rows.length > limit && last ? `${last.airline}.${last.flightNumber}.${last.id}` : null };
}

function after(cursor: string) {
  const [airlineCode = "", number = "", id = ""] = cursor.split(".");
  const flightNumber = Number(number);
  return {
    OR: [
      { airlineCode: { gt: airlineCode } },
      { airlineCode, flightNumber: { gt: flightNumber } },
      { airlineCode, flightNumber, id: { gt: id } },
    ],
  };
}

/** Which schedule. */
export const GetScheduleInput = z.strictObject({ scheduleId: ScheduleId });
export type GetScheduleInput = z.infer<typeof GetScheduleInput>;

/** One schedule. */
export async function getSchedule(ctx: Context<Staff>, { scheduleId }: GetScheduleInput): Promise<Schedule> {
  return readSchedule(ctx.db, scheduleId);
}
