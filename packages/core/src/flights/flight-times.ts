import type { FlightTimes } from "@skyhold/db";

/** A departure on a local date at a wall time in minutes since midnight, and the airports' zones. */
export interface Leaving {
  readonly date: string;
  readonly minute: number;
  readonly fromZone: string;
  readonly toZone: string;
}

/**
 * The instants of a flight, and what clocks show: the wall time of departure is the truth. In the hour that clocks skip it leaves
 * after the gap, in the hour they repeat the first time ("compatible"). By the zones of this program, which are also those it shows times in.
 */
export function flightTimes({ date, minute, fromZone, toZone }: Leaving, blockMinutes: number): FlightTimes {
  const wall = Temporal.PlainDate.from(date).toPlainDateTime().add({ minutes: minute });
  const departs = wall.toZonedDateTime(fromZone, { disambiguation: "compatible" });
  const arrives = departs.add({ minutes: blockMinutes }).withTimeZone(toZone);
  return {
    departsAt: departs.toInstant().toString(),
    arrivesAt: arrives.toInstant().toString(),
    departureDate: departs.toPlainDate().toString(),
    departureMinute: departs.hour * 60 + departs.minute,
    arrivalDate: arrives.toPlainDate().toString(),
    arrivalMinute: arrives.hour * 60 + arrives.minute,
  };
}

/** Whether clocks in a zone show a date and a minute at an instant. */
export function shows(instant: string, zone: string, { date, minute }: Pick<Leaving, "date" | "minute">): boolean {
  const wall = Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
  return wall.hour * 60 + wall.minute === minute && wall.toPlainDate().toString() === date;
}
