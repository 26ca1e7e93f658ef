import type { Party } from "../fares/party.ts";
import { CHILD_COST, countBits, infantCost } from "./allocate-seats-cost.ts";
import { isAcrossAisle, isBeforeOrBehind, isBeside } from "./cabin-plan.ts";
import type { Place } from "./cabin-plan.ts";

/** Who sits where: adults with an infant, other adults, children; and how well. */
export interface Seating {
  readonly places: readonly Place[];
  readonly children: number;
  readonly infants: number;
}

type Near = (a: Place, b: Place) => boolean;

/** The best way to share these seats among the party, of all there are; null if the exit rows allow none. */
export function seatParty(places: readonly Place[], party: Party): Seating | null {
  const infants = Math.min(party.infants, party.adults);
  if (party.children === 0 && infants === 0) return { places, children: 0, infants: 0 };
  const bits = toBits(places);
  let best: { adults: number; children: number; infants: number } | null = null;
  for (let adults = 0; adults < 1 << places.length; adults += 1) {
    if (countBits(adults) !== party.adults || !isAllowed(bits, { adults, infants })) continue;
    const children = childrenCost(bits, adults);
    const onLap = infantsCost(bits, { adults, infants });
    if (best && (children > best.children || (children === best.children && onLap >= best.infants))) continue;
    best = { adults, children, infants: onLap };
  }
  return best && { ...best, places: inOrder(places, best.adults, infants) };
}

/** Sets of seats as numbers, one bit for each: all ways to share nine seats are tried, for many choices of seats. */
interface Bits {
  readonly all: number;
  readonly beside: readonly number[];
  readonly across: readonly number[];
  readonly beforeOrBehind: readonly number[];
  readonly exit: number;
  readonly bassinet: number;
  readonly bulkhead: number;
}

function toBits(places: readonly Place[]): Bits {
  const where = (holds: (place: Place) => boolean) => places.reduce((bits, place, at) => (holds(place) ? bits | (1 << at) : bits), 0);
  const nearEach = (near: Near) => places.map((place) => where((other) => near(place, other)));
  return {
    all: (1 << places.length) - 1,
    beside: nearEach(isBeside),
    across: nearEach(isAcrossAisle),
    beforeOrBehind: nearEach(isBeforeOrBehind),
    exit: where(({ seat }) => seat.exitRow),
    bassinet: where(({ seat }) => seat.bassinet),
    bulkhead: where(({ seat }) => seat.bulkhead && !seat.bassinet),
  };
}

interface Sharing {
  readonly adults: number;
  readonly infants: number;
}

function isAllowed({ all, exit }: Bits, { adults, infants }: Sharing): boolean {
  const childrenInExit = all & ~adults & exit;
  return childrenInExit === 0 && countBits(adults & ~exit) >= infants;
}

function infantsCost({ exit, bassinet, bulkhead }: Bits, { adults, infants }: Sharing): number {
  const laps = adults & ~exit;
  return infantCost(infants, { bassinets: countBits(laps & bassinet), bulkheads: countBits(laps & bulkhead) });
}

function childrenCost(bits: Bits, adults: number): number {
  const children = bits.all & ~adults;
  const has = (sets: readonly number[], at: number, wanted: number) => ((sets[at] ?? 0) & wanted) !== 0;
  let besideAdult = 0;
  for (let at = 0; at < bits.beside.length; at += 1) if (has(bits.beside, at, adults)) besideAdult |= 1 << at;
  let cost = 0;
  for (let at = 0; at < bits.beside.length; at += 1) {
    const isSettled = (children & ~besideAdult & (1 << at)) === 0;
    if (isSettled) continue;
    if (has(bits.beside, at, children & besideAdult)) cost += CHILD_COST.besideChild;
    else if (has(bits.across, at, adults)) cost += CHILD_COST.acrossAisle;
    else if (has(bits.beforeOrBehind, at, adults)) cost += CHILD_COST.beforeOrBehind;
    else cost += CHILD_COST.apart;
  }
  return cost;
}

function inOrder(places: readonly Place[], adultBits: number, infants: number): Place[] {
  const adults = places.filter((_, at) => (adultBits & (1 << at)) !== 0);
  const children = places.filter((_, at) => (adultBits & (1 << at)) === 0);
  const carriers = infants === 0 ? [] : adults.toSorted((a, b) => unfitForInfant(a) - unfitForInfant(b)).slice(0, infants);
  return [...carriers, ...adults.filter((adult) => !carriers.includes(adult)), ...children];
}

function unfitForInfant({ seat }: Place): number {
  if (seat.exitRow) return 3;
  if (seat.bassinet) return 0;
  return seat.bulkhead ? 1 : 2;
}
