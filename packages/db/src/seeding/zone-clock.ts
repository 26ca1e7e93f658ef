/** A local wall time as flights store it: the date, and the minutes since its midnight. */
interface WallTime {
  readonly date: string;
  readonly minute: number;
}

/** Converts between local wall times and instants (milliseconds since 1970), by the time zone rules of this machine. */
export interface ZoneClock {
  /** The instant of a wall time; one that a change of clocks skips or repeats is read as Temporal's "compatible" does. */
  instantOf(timeZone: string, wallTime: WallTime): number;
  /** What clocks in the zone show at an instant. */
  wallTimeOf(timeZone: string, instant: number): WallTime;
  /** Minutes that the zone is ahead of UTC on a day (counted from 1970), at its start in UTC. */
  offsetOn(timeZone: string, day: number): number;
}

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** A clock that remembers each zone's offset by day, because asking Temporal for every flight of a large timetable takes minutes. */
export function createZoneClock(): ZoneClock {
  const offsets = new Map<string, Map<number, number>>();

  function offsetOn(timeZone: string, day: number): number {
    const known = offsets.get(timeZone) ?? new Map<number, number>();
    offsets.set(timeZone, known);
    const offset = known.get(day) ?? exactOffset(timeZone, day * DAY);
    known.set(day, offset);
    return offset;
  }

  function instantOf(timeZone: string, { date, minute }: WallTime): number {
    const local = Date.parse(date) + minute * MINUTE;
    const day = Math.floor(local / DAY);
    const before = offsetOn(timeZone, day - 1);
    if (before === offsetOn(timeZone, day + 2)) return local - before * MINUTE;
    const time = Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 });
    return Temporal.PlainDate.from(date).toPlainDateTime(time).toZonedDateTime(timeZone, { disambiguation: "compatible" })
      .epochMilliseconds;
  }

  function wallTimeOf(timeZone: string, instant: number): WallTime {
    const day = Math.floor(instant / DAY);
    const start = offsetOn(timeZone, day);
    const offset = start === offsetOn(timeZone, day + 1) ? start : exactOffset(timeZone, instant);
    const local = instant + offset * MINUTE;
    return { date: new Date(local).toISOString().slice(0, 10), minute: Math.floor((local % DAY) / MINUTE) };
  }

  return { instantOf, wallTimeOf, offsetOn };
}

function exactOffset(timeZone: string, instant: number): number {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).offsetNanoseconds / 60e9;
}
