import type { SeatWish } from "../profile/profile.ts";
import { countOrphans } from "./cabin-plan.ts";
import type { PlanRow, Place } from "./cabin-plan.ts";

/** The unit for a party that is torn apart: above all that a choice of seats can cost in comfort. */
const TORN = 1e9;

/** What a child's seat costs. Compared before everything else: one child apart is worse than any number of children near. */
export const CHILD_COST = {
  apart: 200,
  beforeOrBehind: 20,
  acrossAisle: 2,
  besideChild: 1,
} as const;

/** What a choice of seats costs, in falling weight: in each group one of a line outweighs all lines of the groups below, for any party. */
export const COST = {
  // The party together.
  separated: 1000 * TORN,
  row: 30 * TORN,
  aisle: 10 * TORN,
  stranger: 10 * TORN,
  misaligned: TORN,
  // An infant's bed hangs on the wall in front.
  noBassinet: 20_000_000,
  bassinetOnlyNear: 10_000_000,
  // From a wheelchair one moves over to an aisle seat (14 CFR 382.81).
  noAisle: 20_000_000,
  // Seats that others pay for or cannot do without.
  exitRow: 400_000,
  extraLegroom: 200_000,
  bassinet: 200_000,
  // Seats that nobody will want any more.
  orphan: 10_000,
  // Where one has said to like to sit.
  notAsWished: 50_000,
  // One's own wishes, as they mostly are.
  noWindow: 2000,
  middle: 4000,
  // Mildly, the front.
  behind: 1,
} as const;

/** How much worse another choice may be and still serve: as much as a party that sits in two rows instead of one. */
export const NEARLY = COST.row + COST.aisle;

/** Some free seats of one row, taken from left to right, and what they cost by themselves. */
export interface Block {
  readonly places: readonly Place[];
  readonly line: number;
  /** The columns as bits. */
  readonly columns: number;
  readonly exits: number;
  readonly cost: number;
}

/** What the search needs to know of a party. */
export interface Need {
  readonly seats: number;
  readonly infants: number;
  /** How many of them may sit in an exit row: adults without an infant who need no assistance. */
  readonly exits: number;
  readonly wheelchairs: number;
  /** Where one of two at most likes to sit. */
  readonly wish?: SeatWish;
}

/** A block with its own cost. */
export function toBlock(row: PlanRow, places: readonly Place[], need: Need): Block {
  const exits = places.filter((place) => place.seat.exitRow).length;
  const line = row[0]?.line ?? 0;
  return {
    places,
    line,
    columns: places.reduce((bits, place) => bits | (1 << place.column), 0),
    exits,
    cost:
      gapsIn(row, places) +
      withoutBassinet(places, need.infants) +
      aisleCost(need.wheelchairs, places.filter(isForWheelchair).length) +
      COST.exitRow * exits +
      COST.extraLegroom * places.filter((place) => place.seat.extraLegroom).length +
      COST.bassinet * Math.max(0, places.filter(({ seat }) => seat.bassinet).length - need.infants) +
      COST.orphan * countOrphans(row, places) +
      againstWishes(places, need) +
      COST.behind * line,
  };
}

/** What it costs that a party goes on in a row further back. */
export function linkCost(front: Block, back: Block): number {
  const rows = back.line - front.line;
  const besides = front.columns | (front.columns << 1) | (front.columns >> 1);
  const touches = rows === 1 && (besides & back.columns) !== 0;
  return COST.row * rows + COST.misaligned * countBits(front.columns ^ back.columns) + (touches ? 0 : COST.separated);
}

/** How many bits are set. */
export function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** What it costs that this many infants fly without a bed before them, with this many seats of each kind for their adults. */
export function infantCost(infants: number, { bassinets, bulkheads }: { bassinets: number; bulkheads: number }): number {
  const without = Math.max(0, infants - bassinets);
  return COST.noBassinet * without - COST.bassinetOnlyNear * Math.min(without, bulkheads);
}

/** Where someone comes with a wheelchair: on the aisle, and never in an exit row. Nobody with one wishes for a window; what counts next is the way to the door, at the front. */
export function isForWheelchair({ seat }: Place): boolean {
  return seat.position === "aisle" && !seat.exitRow;
}

/** What it costs that this many come with a wheelchair, with this many seats for them on the aisle. */
export function aisleCost(wheelchairs: number, aisles: number): number {
  return COST.noAisle * Math.max(0, wheelchairs - aisles);
}

function withoutBassinet(places: readonly Place[], infants: number): number {
  if (infants === 0) return 0;
  const near = places.filter((place) => !place.seat.exitRow);
  return infantCost(infants, {
    bassinets: near.filter(({ seat }) => seat.bassinet).length,
    bulkheads: near.filter(({ seat }) => seat.bulkhead && !seat.bassinet).length,
  });
}

function gapsIn(row: PlanRow, places: readonly Place[]): number {
  let cost = 0;
  for (const [at, place] of places.entries()) {
    const next = places[at + 1];
    if (!next) break;
    const strangers = next.index - place.index - 1;
    const aisles = row.slice(place.index, next.index).filter(({ seat }) => seat.aisleRight).length;
    cost += COST.aisle * aisles + COST.stranger * strangers + (strangers > 0 ? COST.separated : 0);
  }
  return cost;
}

/** Two like to look out together, one alone not to sit between strangers, unless the first of them has said what they like. */
function againstWishes(places: readonly Place[], { seats: partySize, wheelchairs, wish = null }: Need): number {
  if (partySize > 2 || wheelchairs > 0) return 0;
  if (wish !== null) return places.some(({ seat }) => seat.position === wish) ? 0 : COST.notAsWished;
  if (places.some(({ seat }) => seat.position === "window")) return 0;
  return partySize === 1 && places[0]?.seat.position === "middle" ? COST.middle : COST.noWindow;
}
