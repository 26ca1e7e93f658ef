import { expect, test } from "vitest";
import { createZoneClock } from "./zone-clock.ts";

const clock = createZoneClock();
const instant = (text: string) => Temporal.Instant.from(text).epochMilliseconds;

test.each([
  { day: "an ordinary day", timeZone: "Europe/London", wallTime: { date: "2026-11-22", minute: 750 }, utc: "2026-11-22T12:30Z" },
  { day: "a quarter-hour zone's day", timeZone: "Asia/Kathmandu", wallTime: { date: "2026-11-22", minute: 345 }, utc: "2026-11-22T00:00Z" },
  {
    day: "the minute before clocks go on",
    timeZone: "America/New_York",
    wallTime: { date: "2026-03-08", minute: 119 },
    utc: "2026-03-08T06:59Z",
  },
  {
    day: "the minute after clocks went on",
    timeZone: "America/New_York",
    wallTime: { date: "2026-03-08", minute: 180 },
    utc: "2026-03-08T07:00Z",
  },
  {
    day: "the day before clocks go back",
    timeZone: "Europe/Paris",
    wallTime: { date: "2026-10-24", minute: 1439 },
    utc: "2026-10-24T21:59Z",
  },
  {
    day: "the day after clocks went back",
    timeZone: "Europe/Paris",
    wallTime: { date: "2026-10-26", minute: 0 },
    utc: "2026-10-25T23:00Z",
  },
])("reads a wall time on $day, and shows it again", ({ timeZone, wallTime, utc }) => {
  expect(clock.instantOf(timeZone, wallTime)).toBe(instant(utc));
  expect(clock.wallTimeOf(timeZone, instant(utc))).toEqual(wallTime);
});

test("reads a wall time that a change of clocks skips as the time after it", () => {
  const skipped = clock.instantOf("America/New_York", { date: "2026-03-08", minute: 150 });
  expect(skipped).toBe(instant("2026-03-08T07:30Z"));
  expect(clock.wallTimeOf("America/New_York", skipped)).toEqual({ date: "2026-03-08", minute: 210 });
});

test("reads a wall time that a change of clocks repeats as the first of the two", () => {
  expect(clock.instantOf("Europe/Paris", { date: "2026-10-25", minute: 150 })).toBe(instant("2026-10-25T00:30Z"));
  expect(clock.wallTimeOf("Europe/Paris", instant("2026-10-25T01:30Z"))).toEqual({ date: "2026-10-25", minute: 150 });
});

test("agrees with Temporal around every hour of a year with changes of clocks", () => {
  for (const timeZone of ["America/New_York", "Australia/Lord_Howe", "Europe/London", "Pacific/Apia"]) {
    for (let hour = 0; hour < 24 * 366; hour += 7) {
      const moment = Temporal.Instant.from("2026-01-01T00:30Z").add({ hours: hour });
      const local = moment.toZonedDateTimeISO(timeZone);
      expect(clock.wallTimeOf(timeZone, moment.epochMilliseconds)).toEqual({
        date: local.toPlainDate().toString(),
        minute: local.hour * 60 + local.minute,
      });
    }
  }
});
