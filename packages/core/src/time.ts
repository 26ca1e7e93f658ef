import { z } from "zod";

/** A moment together with the IANA zone in which people at the airport read it. */
export const ZonedTime = z.strictObject({
  at: z.date().describe("The instant, UTC"),
  local: z.string().describe("Local wall time at the airport, `2026-12-01T09:30`, without offset"),
  timeZone: z.string().describe("IANA time zone of the airport, `Europe/Paris`"),
});
export type ZonedTime = z.infer<typeof ZonedTime>;

/** The instant of an ISO 8601 text or of milliseconds since 1970. Core never asks what time it is: that is the database's to say. */
export function instantOf(value: string | number): Date {
  return new Date(value);
}

/** The wall time that clocks at the airport show at an instant, to the minute. */
export function toZonedTime(at: Date, timeZone: string): ZonedTime {
  const zoned = at.toTemporalInstant().toZonedDateTimeISO(timeZone);
  return { at, local: zoned.toPlainDateTime().toString({ smallestUnit: "minute" }), timeZone };
}

/** `Tue 1 Dec 2026`, read in the airport's zone. */
export function formatDate({ at, timeZone }: ZonedTime): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "short", day: "numeric", month: "short", year: "numeric" })
    .format(at)
    .replace(",", "");
}

/** `09:30`, read in the airport's zone. */
export function formatTime({ at, timeZone }: ZonedTime): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(at);
}

/** The short name of the zone at that moment, `CET` or `GMT+5:45`. */
export function formatZone({ at, timeZone }: ZonedTime): string {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone, timeZoneName: "short" }).formatToParts(at);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? timeZone;
}

/** Minutes between two instants, rounded down: a flight time of 135 is 2 h 15. */
export function minutesBetween(from: Date, to: Date): number {
  return Math.floor((to.getTime() - from.getTime()) / 60_000);
}

/** Whole calendar days by which the local arrival date is later than the local departure date: the `+1` of a timetable, or −1 over the date line. */
export function dayOffset(departs: ZonedTime, arrives: ZonedTime): number {
  const day = (time: ZonedTime) => Temporal.PlainDate.from(time.local.slice(0, 10));
  return day(departs).until(day(arrives)).days;
}
