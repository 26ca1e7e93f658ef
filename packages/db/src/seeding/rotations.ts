import { cabinsOf } from "../../prisma/data/aircraft.ts";
import type { AircraftTypeData } from "../../prisma/data/aircraft-type.ts";
import { blockMinutes, chooseAircraft } from "./aircraft-choice.ts";
import { chooseTimes, leadsOver, type RotationTimes } from "./departure-times.ts";
import { baseFares } from "./fares.ts";
import { stableUuid } from "./identifiers.ts";
import { type Random, randomFor } from "./random.ts";
import { type Route, routes } from "./routes.ts";
import type { ScheduleSpec } from "./timetable-rows.ts";
import type { ZoneClock } from "./zone-clock.ts";

/** A schedule that is not yet bound to a period. */
export type UndatedSchedule = Omit<ScheduleSpec, "validFrom" | "validTo">;

interface Numbered {
  readonly seed: number;
  readonly route: Route;
  readonly flightNumber: number;
}

const EVERY_DAY = 0b111_1111;
const LAST_FLIGHT_NUMBER = 9998;
const FIRST_FLIGHT_NUMBER = 101;
const LONG_FLIGHT = 5 * 60;

type Hours = readonly [number, number];
const SHORT_WAVES: readonly Hours[] = [
  [6.5, 9],
  [8.5, 13],
  [8.5, 13],
  [16, 18.5],
];
const LONG_WAVES: readonly Hours[] = [
  [12, 13.5],
  [17.5, 23],
  [17.5, 23],
];
/** A year and ids that do not move with the day of seeding, so that seeding again adds days instead of another timetable. */
const PLANNED_ON = Date.UTC(2026, 0, 1);
const PLANNED_DAY = PLANNED_ON / 86_400_000;

/** Pairs of schedules, from a hub and back with one aircraft, in the order of `routes`, until an airline has no flight number left. */
export function* rotations(seed: number, clock: ZoneClock): Generator<readonly [UndatedSchedule, UndatedSchedule]> {
  const lastNumbers = new Map<string, number>();
  const departures = new Map<string, number[]>();
  for (const route of routes(seed)) {
    const flightNumber = (lastNumbers.get(route.airline.iata) ?? FIRST_FLIGHT_NUMBER - 2) + 2;
    if (flightNumber > LAST_FLIGHT_NUMBER) return;
    lastNumbers.set(route.airline.iata, flightNumber);
    const key = `${route.hub.iata}-${route.spoke.iata}`;
    const others = departures.get(key) ?? [];
    const pair = planRotation({ seed, route, flightNumber }, clock, others);
    departures.set(key, [...others, pair[0].departureMinute]);
    yield pair;
  }
}

function planRotation(numbered: Numbered, clock: ZoneClock, others: readonly number[]): readonly [UndatedSchedule, UndatedSchedule] {
  const { seed, route, flightNumber } = numbered;
  const random = randomFor(seed, `${route.airline.iata}${flightNumber}`);
  const aircraft = chooseAircraft(route, random);
  const blocks = { out: blockMinutes(route, aircraft, false), back: blockMinutes(route, aircraft, true) };
  const leads = leadsOver(clock, [route.hub.timeZone, route.spoke.timeZone], PLANNED_DAY);
  const times = chooseTimes({ ...blocks, turnaround: aircraft.turnaroundMinutes }, leads, preferenceFor(blocks.out, random, others));
  return pairOf(numbered, aircraft, { ...times, blocks, days: chooseDays(route, random) });
}

function pairOf(
  { seed, route, flightNumber }: Numbered,
  aircraft: AircraftTypeData,
  plan: RotationTimes & { blocks: { out: number; back: number }; days: number },
): readonly [UndatedSchedule, UndatedSchedule] {
  const { airline, hub, spoke } = route;
  const cabins = cabinsOf(aircraft).map(([cabin]) => cabin);
  const common = {
    airlineCode: airline.iata,
    aircraftTypeCode: aircraft.iata,
    currency: airline.currency,
    fares: baseFares(route.distanceKm, cabins, { currency: airline.currency, key: `${seed}/${airline.iata}/${flightNumber}` }),
  };
  const idOf = (number: number) => `fsc_${stableUuid(PLANNED_ON, `schedule/${seed}/${airline.iata}${number}`)}`;
  const out = { departureMinute: plan.out, blockMinutes: plan.blocks.out, daysOfWeek: plan.days };
  const back = { departureMinute: plan.back, blockMinutes: plan.blocks.back, daysOfWeek: laterDays(plan.days, plan.backDay) };
  return [
    { id: idOf(flightNumber), flightNumber, origin: hub.iata, destination: spoke.iata, ...common, ...out },
    { id: idOf(flightNumber + 1), flightNumber: flightNumber + 1, origin: spoke.iata, destination: hub.iata, ...common, ...back },
  ];
}

/**
 * Makes connections: most short flights leave after the long ones came in and are back before the next ones leave at noon or in the evening.
 * More flights of one route are spread over the day, apart from each other.
 */
function preferenceFor(block: number, random: Random, others: readonly number[]): (departure: number) => number {
  const wish = others.length > 0 ? between(random, [6, 23]) : between(random, random.pick(block < LONG_FLIGHT ? SHORT_WAVES : LONG_WAVES));
  const spread = random.below(4) * 5;
  return (departure) => {
    const crowded = others.some((other) => Math.abs(other - departure) < 75) ? 60 : 0;
    return Math.abs(departure - wish) / 12 + (departure % 20 === spread ? 0 : 1) + crowded;
  };
}

function between(random: Random, [from, to]: Hours): number {
  return from * 60 + random.below((to - from) * 60);
}

function chooseDays(route: Route, random: Random): number {
  if (route.mainline) return EVERY_DAY;
  if (route.distanceKm > 5000) return random.pick([EVERY_DAY, 0b101_0101, 0b010_1010, 0b111_1101]);
  return random.pick([EVERY_DAY, EVERY_DAY, EVERY_DAY, 0b101_1111, 0b001_1111]);
}

/** The days of the week so many days later: over the date line the way back may begin the day before, at −1. */
export function laterDays(days: number, by: number): number {
  const shift = (by + 7) % 7;
  return ((days << shift) | (days >> (7 - shift))) & EVERY_DAY;
}
