import type { Assistance } from "../bookings/service-requests.ts";
import type { Party } from "../fares/party.ts";
import { isBeside, planCabin } from "./cabin-plan.ts";
import type { CabinPlan, Place, PlannedSeat } from "./cabin-plan.ts";

/** A seat map, and the seats that someone asked for in vain. */
export interface SeatsToReplace {
  readonly seats: readonly PlannedSeat[];
  /** In the order of the passengers: adults, children. */
  readonly wanted: readonly string[];
  /** How many seats are needed; as many as were wanted when left out. */
  readonly count?: number | undefined;
  /** Who is to sit there, for the exit rows; when left out, whoever wanted one may have another. */
  readonly party?: Party | undefined;
  /** Who of them needs assistance; nobody when left out. */
  readonly assistance?: readonly Assistance[] | undefined;
}

/** What makes another seat less like the one wanted. Each line outweighs all lines below it together. */
const COST = {
  givenUp: 1e9,
  otherExitOrLegroom: 1e7,
  otherPosition: 1e6,
  row: 200,
  column: 1,
} as const;

/** A passenger and the seat to come near to. */
interface Slot {
  readonly passenger: number;
  readonly target: Place;
  readonly mayExit: boolean;
}

/** Seats for slots that touch: the first for the first. */
interface Placement {
  readonly places: readonly Place[];
  readonly cost: number;
}

/** The seats that can be had: what is free and not yet given to another slot, and what was wanted. */
interface Supply {
  readonly plan: CabinPlan;
  readonly given: Set<Place>;
  readonly wanted: ReadonlySet<Place>;
}

/**
 * The free seats that come nearest to those wanted, one for each in the same order: in the same cabin, next to each other where the
 * wanted ones were, keeping those still free as far as that allows, then of the same kind, then near. Null when there is not enough room.
 */
export function nearestSeats({ seats, wanted, count = wanted.length, party, assistance = [] }: SeatsToReplace): readonly string[] | null {
  const cabin = seats.find((seat) => wanted.includes(seat.seat))?.cabin;
  if (!cabin) return null;
  const plan = planCabin({ seats, cabin });
  const slots = slotsOf(plan, wanted, { count, mayExit: (passenger) => (!party || mayExit(passenger, party)) && !assistance[passenger] });
  const newSupply = () => ({ plan, given: new Set<Place>(), wanted: new Set(slots.map((slot) => slot.target)) });
  const places = placeTogether(slots, newSupply()) ?? placeEach(slots, newSupply());
  if (!places) return null;
  return [...places].toSorted(([a], [b]) => a.passenger - b.passenger).map(([, place]) => place.seat.seat);
}

interface Who {
  readonly count: number;
  readonly mayExit: (passenger: number) => boolean;
}

function slotsOf(plan: CabinPlan, wanted: readonly string[], { count, mayExit: may }: Who): Slot[] {
  const places = new Map(plan.flat().map((place) => [place.seat.seat, place]));
  const targets = wanted.map((seat) => places.get(seat));
  const known = targets.filter((target) => target !== undefined);
  return Array.from({ length: count }, (_, passenger) => {
    const target = targets[passenger];
    const near = target ?? known.at(-1);
    return near ? [{ passenger, target: near, mayExit: target?.seat.exitRow === true && may(passenger) }] : [];
  })
    .flat()
    .toSorted((a, b) => a.target.line - b.target.line || a.target.index - b.target.index || a.passenger - b.passenger);
}

function mayExit(passenger: number, { adults, infants }: Party): boolean {
  return passenger >= infants && passenger < adults;
}

type Placed = Map<Slot, Place>;

/** Runs of slots that touch, those first that can stay as they are, then the longest; a run that fits nowhere is divided. */
function placeTogether(slots: readonly Slot[], supply: Supply): Placed | null {
  const placed: Placed = new Map();
  const runs = runsOf(slots);
  const staying = runs.filter((run) => canStay(run));
  const moving = runs.filter((run) => !canStay(run)).toSorted((a, b) => b.length - a.length);
  const queue = [...staying, ...moving];
  for (let run = queue.shift(); run; run = queue.shift()) {
    const placement = bestPlacement(run, supply);
    if (placement) give(run, placement, { supply, placed });
    else if (run.length > 1) queue.unshift(...divide(run, supply));
    else return null;
  }
  return placed;
}

/** Those who may not sit in an exit row first: so a place is found for everyone if there is one. */
function placeEach(slots: readonly Slot[], supply: Supply): Placed | null {
  const placed: Placed = new Map();
  for (const slot of [...slots.filter((each) => !each.mayExit), ...slots.filter((each) => each.mayExit)]) {
    const placement = bestPlacement([slot], supply);
    if (!placement) return null;
    give([slot], placement, { supply, placed });
  }
  return placed;
}

function give(run: readonly Slot[], { places }: Placement, { supply, placed }: { supply: Supply; placed: Placed }): void {
  for (const [at, slot] of run.entries()) {
    const place = places[at];
    if (!place) continue;
    supply.given.add(place);
    placed.set(slot, place);
  }
}

/** Slots that touch; one without a seat of its own belongs to the seat that it is to be near to. */
function runsOf(slots: readonly Slot[]): Slot[][] {
  const runs: Slot[][] = [];
  for (const slot of slots) {
    const run = runs.at(-1);
    const last = run?.at(-1)?.target;
    if (run && last && (last === slot.target || isBeside(last, slot.target))) run.push(slot);
    else runs.push([slot]);
  }
  return runs;
}

function canStay(run: readonly Slot[]): boolean {
  const targets = new Set(run.map((slot) => slot.target));
  return targets.size === run.length && run.every(({ target, mayExit: may }) => target.free && (may || !target.seat.exitRow));
}

/** The longest beginning that fits somewhere, and the rest. */
function divide(run: readonly Slot[], supply: Supply): Slot[][] {
  for (let size = run.length - 1; size > 1; size -= 1)
    if (bestPlacement(run.slice(0, size), supply)) return [run.slice(0, size), run.slice(size)];
  return [run.slice(0, 1), run.slice(1)];
}

function bestPlacement(run: readonly Slot[], supply: Supply): Placement | null {
  let best: Placement | null = null;
  for (const places of windowsOf(run.length, supply)) {
    // On the other side of the aisle, window and aisle are the other way round.
    for (const order of run.length === 1 ? [places] : [places, places.toReversed()]) {
      const cost = costOf(run, order, supply);
      if (cost < (best?.cost ?? Infinity)) best = { places: order, cost };
    }
  }
  return best;
}

function windowsOf(size: number, { plan, given }: Supply): Place[][] {
  const windows: Place[][] = [];
  for (const row of plan) {
    let together: Place[] = [];
    for (const place of row) {
      const last = together.at(-1);
      if (!place.free || given.has(place)) together = [];
      else if (last && !isBeside(last, place)) together = [place];
      else together.push(place);
      if (together.length >= size) windows.push(together.slice(-size));
    }
  }
  return windows;
}

function costOf(run: readonly Slot[], places: readonly Place[], { wanted }: Supply): number {
  return places.reduce((sum, place, at) => {
    const slot = run[at];
    if (!slot || (place.seat.exitRow && !slot.mayExit)) return Infinity;
    return sum + (wanted.has(place) ? 0 : COST.givenUp) + unlikeness(place, slot.target);
  }, 0);
}

function unlikeness(place: Place, target: Place): number {
  const isOtherExitOrLegroom = place.seat.exitRow !== target.seat.exitRow || place.seat.extraLegroom !== target.seat.extraLegroom;
  return (
    (isOtherExitOrLegroom ? COST.otherExitOrLegroom : 0) +
    (place.seat.position === target.seat.position ? 0 : COST.otherPosition) +
    COST.row * Math.abs(place.line - target.line) +
    COST.column * Math.abs(place.column - target.column)
  );
}
