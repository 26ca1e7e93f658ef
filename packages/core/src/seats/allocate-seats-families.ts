import type { Party } from "../fares/party.ts";
import { shapeOf } from "./allocate-seats-search.ts";
import type { Shape } from "./allocate-seats-search.ts";
import type { Need } from "./allocate-seats-cost.ts";
import { isAcrossAisle, isBeforeOrBehind, isBeside } from "./cabin-plan.ts";
import type { CabinPlan, Place } from "./cabin-plan.ts";

/** How many seats are tried for the first adult, those with the most room for children first. */
const FIRST_ADULTS = 40;

/** Who is within reach of whom, the nearest first. */
type Reach = ReadonlyMap<Place, readonly Place[]>;

/**
 * Ways to seat a party that begin with its adults and put the children around them: for a cabin so full, or a party with so many
 * children, that seats next to each other leave a child apart.
 */
export function shapesAroundAdults(plan: CabinPlan, need: Need, party: Party): Shape[] {
  const free = plan.flat().filter((place) => place.free && (need.exits > 0 || !place.seat.exitRow));
  const rows = Map.groupBy(free, (place) => place.line);
  const reach: Reach = new Map(
    free.map((place) => [
      place,
      withinReach(
        place,
        [-1, 0, 1].flatMap((step) => rows.get(place.line + step) ?? []),
      ),
    ]),
  );
  const room = (place: Place) => reach.get(place)?.length ?? 0;
  const firstAdults = free.toSorted((a, b) => room(b) - room(a)).slice(0, FIRST_ADULTS);
  return firstAdults.map((first) => shapeOf(plan, need, gather(first, reach, party))).filter(({ places }) => places.length === need.seats);
}

function withinReach(place: Place, around: readonly Place[]): Place[] {
  const beside = around.filter((other) => isBeside(place, other));
  const howFar = (other: Place) => {
    if (beside.includes(other)) return 0;
    if (beside.some((between) => isBeside(between, other))) return 1;
    if (isAcrossAisle(place, other)) return 2;
    return isBeforeOrBehind(place, other) ? 3 : 4;
  };
  const children = around.filter((other) => other !== place && !other.seat.exitRow && howFar(other) < 4);
  return children.toSorted((a, b) => howFar(a) - howFar(b));
}

function gather(first: Place, reach: Reach, { adults, children }: Party): Set<Place> {
  const party = new Set<Place>();
  let toSeat = children;
  const seatAround = (adult: Place) => {
    party.add(adult);
    const near = untaken(reach.get(adult), party).slice(0, toSeat);
    for (const place of near) party.add(place);
    toSeat -= near.length;
  };
  seatAround(first);
  for (let adult = 1; adult < adults; adult += 1) {
    const next = nextAdult(first, reach, { party, toSeat });
    if (next) seatAround(next);
  }
  const rest = untaken([...reach.keys()], party).filter((place) => !place.seat.exitRow);
  for (const place of rest.toSorted((a, b) => distance(first, a) - distance(first, b)).slice(0, toSeat)) party.add(place);
  return party;
}

/** The seat with the most room for the children who still have none; of equal ones the nearest. */
function nextAdult(first: Place, reach: Reach, { party, toSeat }: { party: ReadonlySet<Place>; toSeat: number }): Place | undefined {
  let best: { place: Place; room: number; distance: number } | undefined;
  for (const [place, near] of reach) {
    if (party.has(place)) continue;
    const room = toSeat === 0 ? 0 : Math.min(toSeat, untaken(near, party).length);
    const far = distance(first, place);
    if (!best || room > best.room || (room === best.room && far < best.distance)) best = { place, room, distance: far };
  }
  return best?.place;
}

function untaken(places: readonly Place[] | undefined, party: ReadonlySet<Place>): Place[] {
  return (places ?? []).filter((place) => !party.has(place));
}

function distance(a: Place, b: Place): number {
  return Math.abs(a.line - b.line) * 10 + Math.abs(a.column - b.column);
}
