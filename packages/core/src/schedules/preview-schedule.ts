import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { invalidInput } from "../errors.ts";
import { flightTimes } from "../flights/flight-times.ts";
import { CalendarDate } from "../text.ts";
import { instantOf, toZonedTime, ZonedTime } from "../time.ts";
import { minuteOf } from "../search/search-input.ts";
import { dayOf, operatesOn, ScheduleDraft } from "./schedule.ts";
import { checkEquipment, checkRoute } from "./supply.ts";

const longestPreview = 92;

/** A schedule that may be made, and the local dates of departure to look at. */
export const PreviewScheduleInput = ScheduleDraft.extend({
  from: CalendarDate.describe("The first local date of departure to look at"),
  until: CalendarDate.describe(`The last one; at most ${longestPreview} days together`),
});
export type PreviewScheduleInput = z.infer<typeof PreviewScheduleInput>;

/** The flights that a schedule would have. Nothing is written. */
export const PreviewScheduleOutput = z.strictObject({
  flights: z.array(
    z.strictObject({
      date: z.string().describe("Local date of departure"),
      departs: ZonedTime,
      arrives: ZonedTime,
      durationMinutes: z.int(),
      clockChange: z
        .enum(["skipped", "repeated"])
        .nullable()
        .describe(
          "`skipped`: clocks never show the departure time on this day, so it leaves later; `repeated`: they show it twice, and it leaves the first time",
        ),
      exists: z.boolean().describe("Whether there is a flight of this number on this day, which would stay as it is"),
    }),
  ),
});
export type PreviewScheduleOutput = z.infer<typeof PreviewScheduleOutput>;

/** The flights that a schedule would make between two days, in UTC and in local times. Writes nothing. */
export async function previewSchedule(ctx: Context<Staff>, input: PreviewScheduleInput): Promise<PreviewScheduleOutput> {
  const { from, until, ...draft } = input;
  const { reference } = await ctx.reference.read();
  const zones = checkRoute(reference, draft);
  await checkEquipment(ctx.db, draft);
  const dates = datesBetween(from, until).filter((date) => operatesOn(draft, date));
  const there = await existing(ctx, draft, [from, until]);
  return { flights: dates.map((date) => ({ ...flightOn(draft, date, zones), exists: there.has(date) })) };
}

function datesBetween(from: string, until: string): string[] {
  const first = Temporal.PlainDate.from(from);
  const { days } = first.until(until);
  if (days < 0) throw invalidInput("until", "This day is before `from`");
  if (days >= longestPreview)
    throw invalidInput("until", `At most ${longestPreview} days are looked at together: end earlier, and ask again`);
  return Array.from({ length: days + 1 }, (_, index) => first.add({ days: index }).toString());
}

async function existing(
  { db }: Context,
  { airline, flightNumber }: ScheduleDraft,
  [from, until]: readonly [string, string],
): Promise<ReadonlySet<string>> {
  const flights = await db.prisma.flight.findMany({
    where: { airlineCode: airline, flightNumber, suffix: "", departureDate: { gte: dayOf(from), lte: dayOf(until) } },
    select: { departureDate: true },
  });
  return new Set(flights.map(({ departureDate }) => departureDate.toISOString().slice(0, 10)));
}

type Zones = ReturnType<typeof checkRoute>;

function flightOn(draft: ScheduleDraft, date: string, zones: Zones): Omit<PreviewScheduleOutput["flights"][number], "exists"> {
  const minute = minuteOf(draft.departureTime);
  const times = flightTimes({ date, minute, ...zones }, draft.blockMinutes);
  return {
    date,
    departs: toZonedTime(instantOf(times.departsAt), zones.fromZone),
    arrives: toZonedTime(instantOf(times.arrivesAt), zones.toZone),
    durationMinutes: draft.blockMinutes,
    clockChange: clockChangeOn(date, draft.departureTime, zones.fromZone),
  };
}

function clockChangeOn(date: string, time: string, timeZone: string): "skipped" | "repeated" | null {
  const wall = Temporal.PlainDate.from(date).toPlainDateTime(time);
  const [earlier, later] = (["earlier", "later"] as const).map((disambiguation) => wall.toZonedDateTime(timeZone, { disambiguation }));
  if (!earlier || !later || earlier.epochMilliseconds === later.epochMilliseconds) return null;
  return earlier.toPlainDateTime().equals(wall) ? "repeated" : "skipped";
}
