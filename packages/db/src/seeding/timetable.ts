import { aircraftTypes, cabinsOf, seatMapIdOf } from "../../prisma/data/aircraft.ts";
import { airports } from "../../prisma/data/airports.ts";
import { flightFare, seatFees } from "./fares.ts";
import { stableUuid } from "./identifiers.ts";
import { rotations, type UndatedSchedule } from "./rotations.ts";
import type { FlightSpec, ScheduleSpec } from "./timetable-rows.ts";
import { untilFurtherNotice } from "../flight-extension.ts";
import { createZoneClock, type ZoneClock } from "./zone-clock.ts";

/** What a timetable is made from: the same plan gives the same timetable, and a larger one contains the smaller. */
export interface TimetablePlan {
  readonly seed: number;
  /** The first local date of departure. */
  readonly from: Temporal.PlainDate;
  readonly days: number;
  /** About how many flights to make; 10,000 when absent. */
  readonly flights?: number;
}

/** Schedules, and their flights by date of departure, made one by one so that a million need no memory. */
export interface Timetable {
  readonly schedules: readonly ScheduleSpec[];
  readonly flights: () => Generator<FlightSpec, void>;
}

/** How many flights a timetable has when nobody asks for another number. */
export const DEFAULT_FLIGHTS = 10_000;

const SALES_CLOSE_BEFORE_MINUTES = 60;
const MINUTE = 60_000;
const cabins = new Map(aircraftTypes.map((type) => [type.iata, cabinsOf(type)]));
const zones = new Map(airports.map((airport) => [airport.iata, airport.timeZone]));

/** Makes a timetable of the house airlines; throws when so many flights do not fit into so few days. */
export function buildTimetable(plan: TimetablePlan): Timetable {
  const { seed, from, days, flights: target = DEFAULT_FLIGHTS } = plan;
  const clock = createZoneClock();
  const validity = { validFrom: from, validTo: Temporal.PlainDate.from(untilFurtherNotice) };
  const schedules: ScheduleSpec[] = [];
  let expected = 0;
  for (const pair of rotations(seed, clock)) {
    if (expected >= target) break;
    for (const schedule of pair) {
      schedules.push({ ...schedule, ...validity });
      expected += (operatingDays(schedule) * days) / 7;
    }
  }
  if (expected < target) throw new Error(`${target} flights do not fit into ${days} days; ask for at most ${Math.floor(expected)}`);
  return { schedules, flights: () => flightsOf(schedules, plan, clock) };
}

/** The flight of a schedule on one local date; a departure in the hour that a change of clocks skips leaves after it. */
export function flightOn(
  schedule: ScheduleSpec,
  date: Temporal.PlainDate,
  { seed, clock }: { seed: number; clock: ZoneClock },
): FlightSpec {
  const { airlineCode, flightNumber, origin, destination, aircraftTypeCode } = schedule;
  const departs = clock.instantOf(zoneOf(origin), { date: date.toString(), minute: schedule.departureMinute });
  const arrives = departs + schedule.blockMinutes * MINUTE;
  const departure = clock.wallTimeOf(zoneOf(origin), departs);
  const arrival = clock.wallTimeOf(zoneOf(destination), arrives);
  const id = `flt_${stableUuid(departs, `flight/${seed}/${airlineCode}${flightNumber}/${departure.date}`)}`;
  return {
    id,
    scheduleId: schedule.id,
    airlineCode,
    flightNumber,
    origin,
    destination,
    departureDate: departure.date,
    departureMinute: departure.minute,
    arrivalDate: arrival.date,
    arrivalMinute: arrival.minute,
    departsAt: Temporal.Instant.fromEpochMilliseconds(departs),
    arrivesAt: Temporal.Instant.fromEpochMilliseconds(arrives),
    salesCloseAt: Temporal.Instant.fromEpochMilliseconds(departs - SALES_CLOSE_BEFORE_MINUTES * MINUTE),
    aircraftTypeCode,
    seatMapId: seatMapIdOf(aircraftTypeCode),
    cabins: cabinsOn(schedule, date.dayOfWeek, id),
  };
}

function* flightsOf(
  schedules: readonly ScheduleSpec[],
  { seed, from, days }: TimetablePlan,
  clock: ZoneClock,
): Generator<FlightSpec, void> {
  for (let day = 0; day < days; day += 1) {
    const date = from.add({ days: day });
    const today = 1 << (date.dayOfWeek - 1);
    for (const schedule of schedules) {
      if ((schedule.daysOfWeek & today) !== 0) yield flightOn(schedule, date, { seed, clock });
    }
  }
}

function cabinsOn(schedule: ScheduleSpec, weekday: number, flightId: string): FlightSpec["cabins"] {
  const { aircraftTypeCode, currency, fares } = schedule;
  return (cabins.get(aircraftTypeCode) ?? []).map(([cabin, capacity]) => {
    const fare = fares[cabin];
    if (fare === undefined) throw new Error(`Schedule ${schedule.id} has no fare for ${cabin}`);
    const baseFareMinor = flightFare(fare, weekday, flightId);
    return { cabin, capacity, baseFareMinor, currency, seatFees: seatFees(cabin, baseFareMinor) };
  });
}

function operatingDays({ daysOfWeek }: UndatedSchedule): number {
  return daysOfWeek.toString(2).replaceAll("0", "").length;
}

function zoneOf(iata: string): string {
  const zone = zones.get(iata);
  if (zone === undefined) throw new Error(`No airport ${iata}`);
  return zone;
}
