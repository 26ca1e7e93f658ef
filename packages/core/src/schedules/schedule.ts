import { untilFurtherNotice } from "@skyhold/db";
import type { Prisma } from "@skyhold/db";
import { z } from "zod";

import type { TransactionContext } from "../context.ts";
import { invalidInput, notFound } from "../errors.ts";
import { ScheduleId } from "../ids.ts";
import { minuteOf } from "../search/search-input.ts";
import { ShownVersion, versionOf } from "../seen-version.ts";
import { CalendarDate } from "../text.ts";
import { instantOf } from "../time.ts";
import { BlockMinutes, equipment, Fares, identity, SeatFees, WallTime } from "./supply.ts";

/** Days of departure: 1 is Monday, 7 is Sunday (ISO 8601). */
const DaysOfWeek = z.array(z.int().min(1).max(7)).min(1).max(7).describe("Days of departure: 1 is Monday, 7 is Sunday");

/** What may be changed of a schedule. */
export const terms = {
  departureTime: WallTime.describe("What clocks show at the airport of departure, in summer and in winter"),
  blockMinutes: BlockMinutes,
  daysOfWeek: DaysOfWeek,
  validFrom: CalendarDate.describe("The first local date of departure"),
  validTo: CalendarDate.nullable().default(null).describe("The last one; null until further notice"),
  ...equipment,
};

/** A schedule as staff enter it: local times, which are the truth. */
export const ScheduleDraft = z.strictObject({ ...identity, ...terms });
export type ScheduleDraft = z.infer<typeof ScheduleDraft>;

/** A schedule as staff see it. */
export const Schedule = z.strictObject({
  id: ScheduleId,
  ...identity,
  ...terms,
  validTo: CalendarDate.nullable().describe("The last local date of departure; null until further notice"),
  fares: Fares,
  seatFees: SeatFees,
  version: ShownVersion,
});
export type Schedule = z.infer<typeof Schedule>;

type ScheduleRow = Prisma.FlightScheduleGetPayload<object>;

/** A stored schedule as staff see it. */
export function toSchedule(row: ScheduleRow): Schedule {
  const validTo = dateOf(row.validTo);
  const shown = {
    id: ScheduleId.parse(row.id),
    airline: row.airlineCode,
    flightNumber: row.flightNumber,
    origin: row.origin,
    destination: row.destination,
    departureTime: timeOf(row.departureMinute),
    blockMinutes: row.blockMinutes,
    daysOfWeek: [1, 2, 3, 4, 5, 6, 7].filter((day) => (row.daysOfWeek & (1 << (day - 1))) !== 0),
    validFrom: dateOf(row.validFrom),
    validTo: validTo === untilFurtherNotice ? null : validTo,
    aircraft: row.aircraftTypeCode,
    currency: row.currency,
    fares: Fares.parse(row.fares),
    seatFees: SeatFees.parse(row.seatFees),
  };
  return { ...shown, version: versionOf(shown) };
}

/** What is stored of a schedule. */
export function toScheduleRow(draft: ScheduleDraft): Omit<Prisma.FlightScheduleUncheckedCreateInput, "id"> {
  return {
    airlineCode: draft.airline,
    flightNumber: draft.flightNumber,
    origin: draft.origin,
    destination: draft.destination,
    departureMinute: minuteOf(draft.departureTime),
    blockMinutes: draft.blockMinutes,
    daysOfWeek: new Set(draft.daysOfWeek).values().reduce((bits, day) => bits | (1 << (day - 1)), 0),
    validFrom: dayOf(draft.validFrom),
    validTo: dayOf(draft.validTo ?? untilFurtherNotice),
    aircraftTypeCode: draft.aircraft,
    currency: draft.currency,
    fares: draft.fares,
    seatFees: draft.seatFees,
  };
}

/** Whether a schedule has a flight on a local date. */
export function operatesOn({ daysOfWeek, validFrom, validTo }: ScheduleDraft, date: string): boolean {
  return validFrom <= date && date <= (validTo ?? untilFurtherNotice) && daysOfWeek.includes(Temporal.PlainDate.from(date).dayOfWeek);
}

/** Refuses a period that ends before it begins, and one in which the number already flies on one of the days, naming the field. */
export async function checkPeriod(tx: TransactionContext, draft: ScheduleDraft, ownId: string | null): Promise<void> {
  const { validFrom, validTo, daysOfWeek, airline, flightNumber } = draft;
  if (validTo !== null && validTo < validFrom) throw invalidInput("validTo", "The last day is before the first one");
  const others = await tx.prisma.flightSchedule.findMany({
    where: {
      airlineCode: airline,
      flightNumber,
      validFrom: { lte: dayOf(validTo ?? untilFurtherNotice) },
      validTo: { gte: dayOf(validFrom) },
      ...(ownId !== null && { id: { not: ownId } }),
    },
  });
  const rival = others.map(toSchedule).find((other) => other.daysOfWeek.some((day) => daysOfWeek.includes(day)));
  if (rival)
    throw invalidInput(
      "flightNumber",
      `${airline} ${flightNumber} already flies on one of these days, by schedule ${rival.id}: end that one first`,
    );
}

/** The schedule with this id, or NOT_FOUND. */
export async function readSchedule(tx: Pick<TransactionContext, "prisma">, id: ScheduleId): Promise<Schedule> {
  const row = await tx.prisma.flightSchedule.findUnique({ where: { id } });
  if (!row) throw notFound("schedule");
  return toSchedule(row);
}

/** A day as a column of type date takes it. */
export function dayOf(date: string): Date {
  return instantOf(`${date}T00:00:00Z`);
}

function dateOf(day: Date): string {
  return day.toISOString().slice(0, 10);
}

function timeOf(minute: number): string {
  return Temporal.PlainTime.from("00:00").add({ minutes: minute }).toString({ smallestUnit: "minute" });
}
