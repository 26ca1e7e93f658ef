import type { Assistance } from "../bookings/service-requests.ts";
import type { Party } from "../fares/party.ts";
import { aisleCost, CHILD_COST, countBits, infantCost, isForWheelchair } from "./allocate-seats-cost.ts";
import { isAcrossAisle, isBeforeOrBehind, isBeside } from "./cabin-plan.ts";
import type { Place } from "./cabin-plan.ts";

/** Who sits where: adults with an infant, other adults, children; and how well: the children, and who needs a bassinet or an aisle. */
export interface Seating {
  readonly places: readonly Place[];
  readonly children: number;
  readonly needs: number;
}

type Near = (a: Place, b: Place) => boolean;

/** The best way to share these seats among the party, of all there are; null if the exit rows allow none. */
export function seatParty(places: readonly Place[], party: Party, assistance: readonly Assistance[] = []): Seating | null {
  const infants = Math.min(party.infants, party.adults);
  if (party.children === 0 && infants === 0 && !assistance.some(Boolean)) return { places, children: 0, needs: 0 };
  const bits = toBits(places);
  const isAdult = (_: Assistance, position: number) => position < party.adults;
  const wheelchairs = assistance.filter(isAdult).filter((need) => need === "wheelchair").length;
  const grounded = infants + assistance.filter((need, position) => isAdult(need, position) && position >= infants && need !== null).length;
  let best: { adults: number; children: number; needs: number } | null = null;
  for (let adults = 0; adults < 1 << places.length; adults += 1) {
    if (countBits(adults) !== party.adults || !isAllowed(bits, { adults, grounded })) continue;
    const children = childrenCost(bits, adults);
    const needs = infantsCost(bits, { adults, infants }) + aisleCost(wheelchairs, countBits(adults & bits.aisle));
    if (best && (children > best.children || (children === best.children && needs >= best.needs))) continue;
    best = { adults, children, needs };
  }
  return best && { ...best, places: inOrder(places, best.adults, { infants, assistance }) };
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
  readonly aisle: number;
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
    aisle: where(isForWheelchair),
  };
}

/** `grounded` adults may not sit in an exit row. */
function isAllowed({ all, exit }: Bits, { adults, grounded }: { adults: number; grounded: number }): boolean {
  const childrenInExit = all & ~adults & exit;
  return childrenInExit === 0 && countBits(adults & ~exit) >= grounded;
}

function infantsCost({ exit, bassinet, bulkhead }: Bits, { adults, infants }: { adults: number; infants: number }): number {
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

interface People {
  readonly infants: number;
  readonly assistance: readonly Assistance[];
}

function inOrder(places: readonly Place[], adultBits: number, { infants, assistance }: People): Place[] {
  const adults = places.filter((_, at) => (adultBits & (1 << at)) !== 0);
  const children = places.filter((_, at) => (adultBits & (1 << at)) === 0);
  const carriers = infants === 0 ? [] : adults.toSorted((a, b) => unfitForInfant(a) - unfitForInfant(b)).slice(0, infants);
  const others = adults.filter((adult) => !carriers.includes(adult));
  return [
    ...byAssistance(carriers, assistance.slice(0, infants)),
    ...byAssistance(others, assistance.slice(infants, adults.length)),
    ...byAssistance(children, assistance.slice(adults.length)),
  ];
}

/** The same seats among the same people: whoever has a wheelchair chooses first, then whoever else needs assistance; the others keep the order. */
function byAssistance(places: readonly Place[], assistance: readonly Assistance[]): Place[] {
  const left = [...places];
  const seated = new Map<number, Place>();
  const give = (position: number, fits: (place: Place) => boolean) => {
    const place = left.find((each) => fits(each)) ?? left[0];
    if (!place) return;
    left.splice(left.indexOf(place), 1);
    seated.set(position, place);
  };
  const isGrounded = ({ seat }: Place) => !seat.exitRow;
  for (const need of ["wheelchair", "other"] as const)
    for (const position of places.keys())
      if (assistance[position] === need) give(position, left.some(isForWheelchair) && need === "wheelchair" ? isForWheelchair : isGrounded);
  for (const position of places.keys()) if (!seated.has(position)) give(position, () => true);
  return [...seated].toSorted(([a], [b]) => a - b).map(([, place]) => place);
}

function unfitForInfant({ seat }: Place): number {
  if (seat.exitRow) return 3;
  if (seat.bassinet) return 0;
  return seat.bulkhead ? 1 : 2;
}
