import type { SeatRow } from "./seat-maps.ts";

/** What the choice of seats needs to know of a seat: a row of the seat map without the parts for the eye. */
export type PlannedSeat = Pick<
  SeatRow,
  "seat" | "deck" | "row" | "column" | "cabin" | "position" | "aisleRight" | "exitRow" | "bulkhead" | "bassinet" | "extraLegroom" | "state"
>;

/** A seat at its place in the cabin. */
export interface Place {
  readonly seat: PlannedSeat;
  /** Which row from the nose, counted without gaps: next to 12 may come 14. */
  readonly line: number;
  /** Which seat of its row from the left. */
  readonly index: number;
  /** How far from the left wall, each aisle as wide as a seat, so that it compares across rows. */
  readonly column: number;
  readonly free: boolean;
}

/** The seats of one row from left to right. */
export type PlanRow = readonly Place[];

/** One cabin, row by row from the nose, the main deck first. */
export type CabinPlan = readonly PlanRow[];

/** Which seats are laid out, and which are to count as taken though the map says otherwise. */
export interface CabinToPlan {
  readonly seats: readonly PlannedSeat[];
  readonly cabin: PlannedSeat["cabin"];
  readonly taken?: readonly string[] | undefined;
}

/** Further than any row of the same deck can be. */
const OTHER_DECK = 100;

/** Lays out the seats of a cabin so that neighbours can be told. */
export function planCabin({ seats, cabin, taken = [] }: CabinToPlan): CabinPlan {
  const gone = new Set(taken);
  const inCabin = seats.filter((seat) => seat.cabin === cabin).toSorted(fromNoseAndLeft);
  const decks = [...Map.groupBy(inCabin, (seat) => seat.deck).values()];
  return decks.flatMap((deck, deckIndex) => {
    const columns = columnsOf(deck);
    return [...Map.groupBy(deck, (seat) => seat.row).values()].map((row, rowIndex) =>
      row.map((seat, index) => ({
        seat,
        line: deckIndex * OTHER_DECK + rowIndex,
        index,
        column: columns.get(seat.column) ?? 0,
        free: seat.state === "free" && !gone.has(seat.seat),
      })),
    );
  });
}

function fromNoseAndLeft(a: PlannedSeat, b: PlannedSeat): number {
  return a.deck - b.deck || a.row - b.row || (a.column < b.column ? -1 : 1);
}

/** How far each letter is from the left wall, over all rows of a deck: in a shorter row a letter keeps its place. */
function columnsOf(seats: readonly PlannedSeat[]): ReadonlyMap<string, number> {
  const beforeAisle = new Set(seats.filter((seat) => seat.aisleRight).map((seat) => seat.column));
  const columns = new Map<string, number>();
  let column = 0;
  for (const letter of [...new Set(seats.map((seat) => seat.column))].toSorted()) {
    columns.set(letter, column);
    column += beforeAisle.has(letter) ? 2 : 1;
  }
  return columns;
}

/** Whether two seats touch: the same row, no seat and no aisle between. */
export function isBeside(a: Place, b: Place): boolean {
  return areNext(a, b) && !leftOf(a, b).seat.aisleRight;
}

/** Whether nothing but an aisle is between two seats of a row. */
export function isAcrossAisle(a: Place, b: Place): boolean {
  return areNext(a, b) && leftOf(a, b).seat.aisleRight;
}

/** Whether one seat is in the row directly before or behind the other, straight or one column to the side. */
export function isBeforeOrBehind(a: Place, b: Place): boolean {
  return Math.abs(a.line - b.line) === 1 && Math.abs(a.column - b.column) <= 1;
}

function areNext(a: Place, b: Place): boolean {
  return a.line === b.line && Math.abs(a.index - b.index) === 1;
}

function leftOf(a: Place, b: Place): Place {
  return a.index < b.index ? a : b;
}

/** Counts the free seats that would be left alone between taken seats, walls and aisles, and were not alone before. */
export function countOrphans(row: PlanRow, chosen: readonly Place[]): number {
  let orphans = 0;
  for (const place of row) {
    if (!place.free || chosen.includes(place)) continue;
    const left = besideAndFree(row, place, -1);
    const right = besideAndFree(row, place, 1);
    const loses = (other: Place | undefined) => !other || chosen.includes(other);
    if ((left ?? right) && loses(left) && loses(right)) orphans += 1;
  }
  return orphans;
}

function besideAndFree(row: PlanRow, place: Place, step: 1 | -1): Place | undefined {
  const other = row[place.index + step];
  return other?.free && isBeside(place, other) ? other : undefined;
}
