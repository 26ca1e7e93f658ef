import { seatsNeeded } from "../fares/party.ts";
import type { Party } from "../fares/party.ts";
import type { SeatWish } from "../profile/profile.ts";
import type { Assistance } from "../bookings/service-requests.ts";
import { CHILD_COST, COST, NEARLY } from "./allocate-seats-cost.ts";
import type { Need } from "./allocate-seats-cost.ts";
import { shapesAroundAdults } from "./allocate-seats-families.ts";
import { seatParty } from "./allocate-seats-party.ts";
import { shapesInOneRow, shapesOverRows } from "./allocate-seats-search.ts";
import type { Shape } from "./allocate-seats-search.ts";
import { planCabin } from "./cabin-plan.ts";
import type { CabinPlan, CabinToPlan, Place } from "./cabin-plan.ts";

/** A seat map, and who needs seats in which of its cabins. */
export interface SeatsToAllocate extends CabinToPlan {
  readonly party: Party;
  /** Who of them needs assistance, adults first, then children; nobody when left out. */
  readonly assistance?: readonly Assistance[] | undefined;
  /** Where the first adult likes to sit; null or left out for whoever has not said. */
  readonly wish?: SeatWish | undefined;
  /** 0 for the best seats; any other number for others nearly as good, so that callers at the same moment do not all want the same. */
  readonly variant?: number | undefined;
}

/** Seats with each passenger on one of them. */
interface Choice {
  readonly places: readonly Place[];
  readonly children: number;
  readonly cost: number;
  readonly premium: number;
}

/** How many choices of seats are tried with the party on them, for each variant that is asked for. */
const TRIED = 24;

/** With as many variants in one row, which share no seat, no others over several rows are looked for. */
const ENOUGH = 8;

/**
 * The best free seats for a party, in the order adults, children; infants sit on the laps of the first adults. Null when there is not
 * enough room. The same input has the same answer.
 */
export function allocateSeats({
  seats,
  party,
  assistance = [],
  wish = null,
  cabin,
  taken,
  variant = 0,
}: SeatsToAllocate): readonly string[] | null {
  const plan = planCabin({ seats, cabin, taken });
  const need = { ...needOf(party, assistance), wish };
  if (!hasRoom(plan, need)) return null;
  const places = pick(choose(plan, { party, assistance, need, variant }), variant) ?? anyPlaces(plan, { party, assistance, need });
  return places && asWished(places, { party, assistance, wish }).map((place) => place.seat.seat);
}

/** The same seats, with the one that the first adult likes given to them, where nobody's children or needs decide who sits where. */
function asWished(
  places: readonly Place[],
  { party, assistance, wish }: Pick<Wanted, "party" | "assistance"> & { wish: SeatWish },
): readonly Place[] {
  if (party.children + party.infants > 0 || assistance.some((need) => need !== null)) return places;
  const [first, liked] = [places[0], places.find(({ seat }) => seat.position === wish)];
  if (!first || !liked || first.seat.position === wish) return places;
  return places.map((place) => (place === first ? liked : place === liked ? first : place));
}

function needOf(party: Party, assistance: readonly Assistance[]): Need {
  const infants = Math.min(party.infants, party.adults);
  const seats = seatsNeeded(party);
  const assistedAdults = assistance.slice(infants, party.adults).filter((need) => need !== null).length;
  const wheelchairs = assistance.slice(0, seats).filter((need) => need === "wheelchair").length;
  return { seats, infants, exits: party.adults - infants - assistedAdults, wheelchairs };
}

function hasRoom(plan: CabinPlan, need: Need): boolean {
  const free = plan.flat().filter((place) => place.free);
  const outsideExits = free.filter((place) => !place.seat.exitRow).length;
  return outsideExits >= need.seats - need.exits && free.length >= need.seats;
}

interface Wanted {
  readonly party: Party;
  readonly assistance: readonly Assistance[];
  readonly need: Need;
  readonly variant: number;
}

/** One row first, since nothing over several rows is better; then over rows; then, while a child is not in reach, around the adults. */
function choose(plan: CabinPlan, wanted: Wanted): Choice[] {
  const { need, party, variant } = wanted;
  const inOneRow = seatBest(shapesInOneRow(plan, need), wanted);
  const isTogether = (inOneRow[0]?.cost ?? COST.row) < COST.row;
  if (isTogether && areChildrenBeside(inOneRow) && distinct(inOneRow).length >= Math.min(variant + 1, ENOUGH)) return inOneRow;
  const overRows = isTogether && !areChildrenBeside(inOneRow) ? [] : seatBest(shapesOverRows(plan, need), wanted);
  const choices = [...inOneRow, ...overRows].toSorted(byQuality);
  if (areChildrenBeside(choices)) return choices;
  return [...choices, ...seatBest(shapesAroundAdults(plan, need, party), wanted)].toSorted(byQuality);
}

function areChildrenBeside([best]: readonly Choice[]): boolean {
  return best !== undefined && best.children < CHILD_COST.beforeOrBehind;
}

function seatBest(shapes: readonly Shape[], { party, assistance, variant }: Wanted): Choice[] {
  const tried = shapes.toSorted((a, b) => a.cost - b.cost).slice(0, TRIED * (variant + 1));
  const choices = tried.flatMap(({ places, cost }) => {
    const seating = seatParty(places, party, assistance);
    const premium = places.filter(({ seat }) => seat.exitRow || seat.extraLegroom).length;
    return seating ? [{ places: seating.places, children: seating.children, cost: cost + seating.needs, premium }] : [];
  });
  return choices.toSorted(byQuality);
}

function byQuality(a: Choice, b: Choice): number {
  return a.children - b.children || a.cost - b.cost;
}

/** Variants share no seat with each other; when there are no more that are nearly as good, they begin again. */
function pick(choices: readonly Choice[], variant: number): readonly Place[] | undefined {
  const variants = distinct(choices);
  return variants[variant % variants.length]?.places;
}

function distinct(choices: readonly Choice[]): Choice[] {
  const [best] = choices;
  const used = new Set<Place>();
  const variants: Choice[] = [];
  for (const choice of choices) {
    if (!best || !isNearlyAsGood(choice, best) || choice.places.some((place) => used.has(place))) continue;
    for (const place of choice.places) used.add(place);
    variants.push(choice);
  }
  return variants;
}

function isNearlyAsGood(choice: Choice, best: Choice): boolean {
  return choice.children <= best.children && choice.cost <= best.cost + NEARLY && choice.premium <= best.premium;
}

/** When exit rows leave so little room that no search over rows found a way: any seats that are allowed. */
function anyPlaces(plan: CabinPlan, { party, assistance, need }: Omit<Wanted, "variant">): readonly Place[] | null {
  const free = plan.flat().filter((place) => place.free);
  const exitsLast = [...free.filter((place) => !place.seat.exitRow), ...free.filter((place) => place.seat.exitRow)];
  return seatParty(exitsLast.slice(0, need.seats), party, assistance)?.places ?? null;
}
