import type { Cabin } from "./generated/enums.ts";
import type { SeatColumn } from "./seat-notation-columns.ts";
import type { Section, SectionMark } from "./seat-notation-sections.ts";

const cabinLetters: Readonly<Record<Cabin, string>> = { first: "F", business: "J", premium_economy: "W", economy: "Y" };
const markOrder: readonly SectionMark[] = ["exit", "wing", "legroom", "bassinet", "bulkhead", "without"];

/** What a printed section is made of: one that was read has all of it. */
export type PrintedSection = Omit<Section, "rowsWord">;

/** Writes sections in the compact notation: whoever reads the text has the same seats again. */
export function printLayout(sections: readonly PrintedSection[]): string {
  return sections.map(printSection).join("; ");
}

function printSection(section: PrintedSection): string {
  const { deck, cabin, rows, columns, marks } = section;
  const named = markOrder.flatMap((mark) => {
    const seats = marks.get(mark);
    if (seats === undefined) return [];
    if (seats.size > 0) return [`${mark} ${printPlaces(section, mark, seats)}`];
    return mark === "bulkhead" ? ["bulkhead none"] : [];
  });
  return [...(deck === 2 ? ["upper"] : []), cabinLetters[cabin], printRows(rows), printColumns(columns), ...named].join(" ");
}

function printColumns(columns: readonly SeatColumn[]): string {
  const edge = columns[0]?.position === "window" ? "" : "-";
  return edge + columns.map(({ letter, aisleRight }) => letter + (aisleRight ? "-" : "")).join("");
}

/** `10-12,14-38`, and `6-24/2` where every second row is another section's. */
function printRows(rows: readonly number[]): string {
  const runs: { first: number; last: number; step: number }[] = [];
  for (const row of rows) {
    const run = runs.at(-1);
    const step = run ? row - run.last : 0;
    const goesOn = run && step <= 2 && (run.step === step || run.first === run.last);
    if (goesOn) Object.assign(run, { last: row, step });
    else runs.push({ first: row, last: row, step: 1 });
  }
  return runs.map(({ first, last, step }) => `${span(first, last)}${step === 2 ? "/2" : ""}`).join(",");
}

const span = (first: number, last: number) => (first === last ? String(first) : `${first}-${last}`);

/** Rows that follow each other in the section with the same letters are one range; a row that is named whole needs no letters. */
function printPlaces({ rows, columns, marks }: PrintedSection, mark: SectionMark, seats: ReadonlySet<string>): string {
  const missing = mark === "without" ? undefined : marks.get("without");
  const runs: { first: number; last: number; letters: string; at: number }[] = [];
  for (const [at, row] of rows.entries()) {
    const present = columns.filter(({ letter }) => !missing?.has(`${row}${letter}`));
    const named = present.filter(({ letter }) => seats.has(`${row}${letter}`));
    if (named.length === 0) continue;
    const letters = named.length === present.length ? "" : named.map(({ letter }) => letter).join("");
    const run = runs.at(-1);
    if (run?.letters === letters && run.at === at - 1) Object.assign(run, { last: row, at });
    else runs.push({ first: row, last: row, letters, at });
  }
  return runs.map(({ first, last, letters }) => span(first, last) + letters).join(",");
}
