import { bulkheadRows, readSections } from "./seat-notation.ts";
import { printLayout } from "./seat-notation-print.ts";
import type { PrintedSection } from "./seat-notation-print.ts";
import type { SectionMark } from "./seat-notation-sections.ts";

/** What of a seat may be changed: what it offers, whether it is there, or its whole row. */
type SeatFeature = "exit" | "wing" | "legroom" | "bassinet" | "bulkhead" | "seat" | "row";

/** A change of some seats of a layout: what is to be so of them, or no longer. A row that is to be so is a new one behind them. */
export interface LayoutEdit {
  readonly seats: readonly string[];
  readonly feature: SeatFeature;
  readonly on: boolean;
}

/** Why a layout cannot be changed like that. */
export type EditProblem = "unknown_seat" | "no_row_number" | "nothing_left";

const highestRow = 99;

/**
 * Changes seats of a layout and writes it anew in the compact notation, section by section as it was written. Throws a SeatNotationError
 * where the layout cannot be read; what cannot be changed is told.
 */
export function editLayout(
  layout: string,
  edit: LayoutEdit,
): { readonly layout: string } | { readonly problem: EditProblem; readonly seat: string } {
  const read = readSections(layout);
  const sections = read.map((section) => withBulkheads(section, bulkheadRows(section, read), edit));
  const unknown = edit.seats.find((seat) => !sections.some((section) => hasPlace(section, seat)));
  if (unknown !== undefined) return { problem: "unknown_seat", seat: unknown };
  const changed = edit.feature === "row" ? editRows(sections, edit) : sections.map((section) => editMarks(section, edit));
  if (changed === null) return { problem: "no_row_number", seat: edit.seats[0] ?? "" };
  const left = changed.filter(({ rows }) => rows.length > 0);
  return left.length === 0 ? { problem: "nothing_left", seat: edit.seats[0] ?? "" } : { layout: printLayout(left) };
}

/** Before a bulkhead is changed by hand, those that nobody wrote are written. */
function withBulkheads(section: PrintedSection, byItself: ReadonlySet<number>, { feature, seats }: LayoutEdit): PrintedSection {
  if (feature !== "bulkhead" || section.marks.has("bulkhead") || !seats.some((seat) => hasPlace(section, seat))) return section;
  const rows = section.rows.filter((row) => byItself.has(row));
  const marks = new Map(section.marks);
  return { ...section, marks: marks.set("bulkhead", new Set(rows.flatMap((row) => seatsOfRow(section, row)))) };
}

const rowOf = (seat: string) => Number(/^\d+/u.exec(seat)?.[0] ?? 0);
const seatsOfRow = ({ columns }: PrintedSection, row: number) => columns.map(({ letter }) => `${row}${letter}`);

function hasPlace(section: PrintedSection, seat: string): boolean {
  return section.rows.includes(rowOf(seat)) && seatsOfRow(section, rowOf(seat)).includes(seat);
}

/** A seat that is taken out offers nothing any more. */
function editMarks(section: PrintedSection, { feature, seats, on }: LayoutEdit): PrintedSection {
  const own = seats.filter((seat) => hasPlace(section, seat));
  if (own.length === 0 || feature === "row") return section;
  const mark: SectionMark = feature === "seat" ? "without" : feature;
  const marks = new Map(section.marks);
  const adds = feature === "seat" ? !on : on;
  const present = new Set(marks.get(mark));
  for (const seat of own) {
    if (adds) present.add(seat);
    else present.delete(seat);
  }
  marks.set(mark, present);
  return { ...section, marks: withoutMissing(marks) };
}

function withoutMissing(marks: ReadonlyMap<SectionMark, ReadonlySet<string>>): PrintedSection["marks"] {
  const missing = marks.get("without") ?? new Set();
  return new Map([...marks].map(([mark, seats]) => [mark, mark === "without" ? seats : seats.difference(missing)]));
}

/** Rows are taken out, or one is put behind the last that is named; rows behind that are in its way move on to the next free number. */
function editRows(sections: readonly PrintedSection[], { seats, on }: LayoutEdit): readonly PrintedSection[] | null {
  const named = new Set(seats.map(rowOf));
  if (!on) return sections.map((section) => renumbered(section, (row) => (named.has(row) ? null : row)));
  const last = Math.max(...named);
  const taken = new Set(sections.flatMap(({ rows }) => rows));
  let free = last + 1;
  while (taken.has(free)) free += 1;
  if (free > highestRow) return null;
  return sections.map((section) => {
    const moved = renumbered(section, (row) => (row > last && row < free ? row + 1 : row));
    return section.rows.includes(last) ? { ...moved, rows: [...moved.rows, last + 1].toSorted((a, b) => a - b) } : moved;
  });
}

function renumbered(section: PrintedSection, to: (row: number) => number | null): PrintedSection {
  const seat = (name: string) => {
    const row = to(rowOf(name));
    return row === null ? [] : [`${row}${name.replace(/^\d+/u, "")}`];
  };
  return {
    ...section,
    rows: section.rows.flatMap((row) => to(row) ?? []),
    marks: new Map([...section.marks].map(([mark, seats]) => [mark, new Set([...seats].flatMap(seat))])),
  };
}
