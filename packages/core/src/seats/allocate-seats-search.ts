import type { CabinPlan, Place, PlanRow } from "./cabin-plan.ts";
import { COST, linkCost, NEARLY, toBlock } from "./allocate-seats-cost.ts";
import type { Block, Need } from "./allocate-seats-cost.ts";

/** Seats for the whole party, from the nose and the left, without saying yet who sits where. */
export interface Shape {
  readonly places: readonly Place[];
  readonly cost: number;
}

/** Blocks of one row each, chained from the nose backwards. */
interface Chain {
  readonly block: Block;
  readonly before: Chain | null;
  readonly seats: number;
  readonly exits: number;
  readonly cost: number;
}

/** The best chains for each number of seats. */
type Chains = Chain[][];

/** How many unfinished chains of each length are followed that end in the row before, and that end further in front. */
const KEPT_NEAR = 8;
const KEPT_FAR = 2;

/** Every way to seat the party in one row, on neighbouring free seats as far as there are any. */
export function shapesInOneRow(plan: CabinPlan, need: Need): Shape[] {
  return plan.flatMap((row) => blocksOf(row, need.seats, need)).map(({ places, cost }) => ({ places, cost }));
}

/** The best ways to seat the party over one row or several. */
export function shapesOverRows(plan: CabinPlan, need: Need): Shape[] {
  const shapes: Shape[] = [];
  let best = Infinity;
  let far: Chains = [];
  let near: Chains = [];
  for (const row of plan) {
    const ending = chainsEndingIn(row, { near, far, need, limit: best + NEARLY });
    const finished = ending[need.seats] ?? [];
    best = Math.min(best, finished[0]?.cost ?? Infinity);
    shapes.push(...finished.map(toShape));
    far = mergeFar(far, near);
    near = ending;
  }
  return shapes;
}

/** Any seats as a shape. */
export function shapeOf(plan: CabinPlan, need: Need, chosen: ReadonlySet<Place>): Shape {
  const blocks = plan.flatMap((row) => {
    const places = row.filter((place) => chosen.has(place));
    return places.length > 0 ? [toBlock(row, places, need)] : [];
  });
  const cost = blocks.reduce((sum, block, at) => {
    const before = blocks[at - 1];
    return sum + block.cost + (before ? linkCost(before, block) : 0);
  }, 0);
  return { places: blocks.flatMap((block) => block.places), cost };
}

function blocksOf(row: PlanRow, size: number, need: Need): Block[] {
  const usable = row.filter((place) => place.free && (need.exits > 0 || !place.seat.exitRow));
  const starts = Array.from({ length: Math.max(0, usable.length - size + 1) }, (_, start) => start);
  return starts.map((start) => toBlock(row, usable.slice(start, start + size), need)).filter((block) => block.exits <= need.exits);
}

interface Front {
  readonly near: Chains;
  readonly far: Chains;
  readonly need: Need;
  readonly limit: number;
}

function chainsEndingIn(row: PlanRow, { near, far, need, limit }: Front): Chains {
  const ending: Chains = Array.from({ length: need.seats + 1 }, () => []);
  for (let size = 1; size <= need.seats; size += 1) {
    for (const block of blocksOf(row, size, need)) {
      const extend = (before: Chain | null) => {
        const seats = size + (before?.seats ?? 0);
        const exits = block.exits + (before?.exits ?? 0);
        const cost = block.cost + (before ? before.cost + linkCost(before.block, block) : 0);
        const list = ending[seats];
        if (list && exits <= need.exits && cost <= limit && cost < limitOf(list)) keep(list, { block, before, seats, exits, cost });
      };
      extend(null);
      for (let seats = 1; seats <= need.seats - size; seats += 1) {
        near[seats]?.forEach(extend);
        far[seats]?.forEach(extend);
      }
    }
  }
  return ending;
}

/** What a chain must cost less than to be kept. */
function limitOf(list: readonly Chain[]): number {
  return list[KEPT_NEAR - 1]?.cost ?? Infinity;
}

function keep(list: Chain[], chain: Chain): void {
  const worse = list.findIndex((other) => other.cost > chain.cost);
  list.splice(worse === -1 ? list.length : worse, 0, chain);
  if (list.length > KEPT_NEAR) list.pop();
}

function mergeFar(far: Chains, near: Chains): Chains {
  return near.map((chains, seats) => [...(far[seats] ?? []), ...chains].toSorted((a, b) => waiting(a) - waiting(b)).slice(0, KEPT_FAR));
}

/** A chain that waits for its next seats pays for each row; so one that began further back can overtake it. */
function waiting({ cost, block }: Chain): number {
  return cost - COST.row * block.line;
}

function toShape(chain: Chain): Shape {
  const blocks: Block[] = [];
  for (let link: Chain | null = chain; link; link = link.before) blocks.unshift(link.block);
  return { places: blocks.flatMap((block) => block.places), cost: chain.cost };
}
