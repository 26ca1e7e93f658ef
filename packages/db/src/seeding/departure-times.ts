import type { ZoneClock } from "./zone-clock.ts";

/** A flight there and back, as minutes: block times, and the shortest time on the ground between them. */
export interface RotationLengths {
  readonly out: number;
  readonly back: number;
  readonly turnaround: number;
}

/** Local departure minutes at the hub and at the spoke, and on which day after the first departure the way back begins. */
export interface RotationTimes {
  readonly out: number;
  readonly back: number;
  readonly backDay: number;
}

/** How far a zone is ahead of another, in minutes: each value that occurs in a year. */
export type Leads = readonly number[];

interface Comfort {
  readonly departure: readonly [number, number];
  readonly arrival: readonly [number, number];
}

const DAY = 1440;
const STEP = 5;
const hour = (hours: number, minutes = 0): number => hours * 60 + minutes;

/** Banks of departures at a hub: what arrives before one connects to it. */
const WAVES = [
  [hour(6, 15), hour(9, 30)],
  [hour(11, 15), hour(13, 45)],
  [hour(16), hour(18, 45)],
  [hour(20), hour(23, 35)],
] as const;
const waveTimes = WAVES.flatMap(([from, to]) => Array.from({ length: (to - from) / STEP + 1 }, (_, index) => from + index * STEP));

/** Departures from the hub that people would accept at both ends, in every season, best first apart from the flights already there. */
export function chooseTimes(lengths: RotationLengths, leads: Leads, preference: (departure: number) => number): RotationTimes {
  const outCost = (departure: number) => discomfort(departure, lengths.out, leads) + preference(departure);
  const out = cheapest(waveTimes, outCost);
  const ready = out + lengths.out + Math.max(...leads) + lengths.turnaround;
  const earliest = Math.ceil(ready / STEP) * STEP;
  const later = Array.from({ length: DAY / STEP }, (_, index) => earliest + index * STEP);
  const homeward = leads.map((lead) => -lead);
  const backCost = (departure: number) => discomfort(departure, lengths.back, homeward) + (departure - earliest) / 20;
  const back = cheapest(later, backCost);
  return { out, back: modulo(back), backDay: Math.floor(back / DAY) };
}

/** Every lead of one zone over another in the year from a day, sampled weekly: changes of clocks seldom fall on one day everywhere. */
export function leadsOver(clock: ZoneClock, [hub, spoke]: readonly [string, string], firstDay: number): Leads {
  const weeks = Array.from({ length: 53 }, (_, week) => firstDay + week * 7);
  return [...new Set(weeks.map((day) => clock.offsetOn(spoke, day) - clock.offsetOn(hub, day)))];
}

function discomfort(departure: number, block: number, leads: Leads): number {
  const comfort = comfortOf(block);
  const arrivals = leads.map((lead) => outside(modulo(departure + block + lead), comfort.arrival));
  return outside(modulo(departure), comfort.departure) * 2 + Math.max(...arrivals);
}

function comfortOf(block: number): Comfort {
  if (block < hour(4)) return { departure: [hour(6), hour(21, 40)], arrival: [hour(6, 45), hour(23, 40)] };
  if (block < hour(7)) return { departure: [hour(6), hour(23, 30)], arrival: [hour(5, 30), hour(23, 50)] };
  return { departure: [hour(7), hour(23, 55)], arrival: [hour(5), hour(23)] };
}

function outside(minute: number, [from, to]: readonly [number, number]): number {
  return Math.max(0, from - minute, minute - to);
}

function cheapest(candidates: readonly number[], cost: (candidate: number) => number): number {
  const costs = candidates.map((candidate) => [candidate, cost(candidate)] as const);
  return costs.reduce((best, next) => (next[1] < best[1] ? next : best))[0];
}

function modulo(minute: number): number {
  return ((minute % DAY) + DAY) % DAY;
}
