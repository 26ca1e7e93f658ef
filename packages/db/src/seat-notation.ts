import type { Cabin, SeatPosition } from "./generated/enums.ts";
import { parseSections, type Section, type SectionMark } from "./seat-notation-sections.ts";
import { SeatNotationError } from "./seat-notation-error.ts";

/** A seat as the table `seat` holds it, without the map it belongs to. */
export interface SeatSpec {
  readonly seatNo: string;
  readonly deck: number;
  readonly rowNo: number;
  readonly columnLetter: string;
  readonly cabin: Cabin;
  readonly position: SeatPosition;
  readonly aisleRight: boolean;
  readonly exitRow: boolean;
  readonly bulkhead: boolean;
  readonly bassinet: boolean;
  readonly extraLegroom: boolean;
  readonly overWing: boolean;
}

/**
 * Compiles a cabin layout to its seats, from the nose to the tail and from left to right, or throws a SeatNotationError.
 *
 * A layout is sections divided by ";". A section is a cabin (F first, J business, W premium economy, Y economy), its rows, its columns
 * with "-" for each aisle, then any of `exit`, `wing`, `legroom`, `bassinet`, `bulkhead` and `without`, each with rows or seats:
 * `J 1-4 AC-DF; Y 10-12,14-38 ABC-DEF exit 19,20 wing 16-24 legroom 10,19,20 without 38DEF`. `upper` before the cabin means the upper
 * deck, `1-9/2` every second row, `-DEFG-` a row without window seats. The first row of a cabin is a bulkhead unless the section says
 * `bulkhead 24` or `bulkhead none`.
 */
export function compileSeatMap(layout: string): readonly SeatSpec[] {
  return compileWithGaps(layout).seats;
}

/** The same, with the places that `without` leaves empty as if there were seats, for whoever may put some there. */
export function compileWithGaps(layout: string): { readonly seats: readonly SeatSpec[]; readonly gaps: readonly SeatSpec[] } {
  const sections = readSections(layout);
  const places = sections
    .flatMap((section) => {
      const empty = section.marks.get("without");
      return seatsOf(section, bulkheadRows(section, sections)).map((seat) => ({ seat, gap: empty?.has(seat.seatNo) ?? false }));
    })
    .toSorted(({ seat: a }, { seat: b }) => a.deck - b.deck || a.rowNo - b.rowNo || (a.columnLetter < b.columnLetter ? -1 : 1));
  const which = (wanted: boolean) => places.flatMap(({ seat, gap }) => (gap === wanted ? [seat] : []));
  return { seats: which(false), gaps: which(true) };
}

/** The sections of a layout in which each row stands once, or a SeatNotationError. */
export function readSections(layout: string): readonly Section[] {
  const sections = parseSections(layout);
  refuseSharedRows(sections);
  return sections;
}

/** Counts the seats of each cabin; a cabin that the aircraft does not have is absent. */
export function countSeatsByCabin(seats: readonly Pick<SeatSpec, "cabin">[]): ReadonlyMap<Cabin, number> {
  const counts = new Map<Cabin, number>();
  for (const { cabin } of seats) counts.set(cabin, (counts.get(cabin) ?? 0) + 1);
  return counts;
}

/** A seat number is a row and a letter, without the deck, so a row can stand in one place only. */
function refuseSharedRows(sections: readonly Section[]): void {
  const taken = new Set<number>();
  for (const section of sections) {
    for (const row of section.rows) {
      if (taken.has(row)) throw new SeatNotationError(section.rowsWord, `row ${row} is in two sections`, "Give each row to one section");
      taken.add(row);
    }
  }
}

/** The rows of a section that are bulkheads unless it says so itself. */
export function bulkheadRows(section: Section, sections: readonly Section[]): ReadonlySet<number> {
  const cabin = sections.filter((other) => other.deck === section.deck && other.cabin === section.cabin);
  return new Set([Math.min(...cabin.flatMap((other) => other.rows))]);
}

function seatsOf(section: Section, firstRow: ReadonlySet<number>): SeatSpec[] {
  const has = (mark: SectionMark, seatNo: string) => section.marks.get(mark)?.has(seatNo) ?? false;
  const seats = section.rows.flatMap((rowNo) => section.columns.map((column) => ({ rowNo, column, seatNo: `${rowNo}${column.letter}` })));
  return seats.map(({ rowNo, column, seatNo }) => ({
    seatNo,
    deck: section.deck,
    rowNo,
    columnLetter: column.letter,
    cabin: section.cabin,
    position: column.position,
    aisleRight: column.aisleRight,
    exitRow: has("exit", seatNo),
    bulkhead: section.marks.has("bulkhead") ? has("bulkhead", seatNo) : firstRow.has(rowNo),
    bassinet: has("bassinet", seatNo),
    extraLegroom: has("legroom", seatNo),
    overWing: has("wing", seatNo),
  }));
}
