import type { Cabin } from "./generated/enums.ts";
import { parseColumns, type SeatColumn } from "./seat-notation-columns.ts";
import { type NotationWord, SeatNotationError } from "./seat-notation-error.ts";
import { parsePlaces, parseRows, type SeatPlace } from "./seat-notation-rows.ts";

/** What a section can say about some of its seats. */
export type SectionMark = "exit" | "wing" | "legroom" | "bassinet" | "bulkhead" | "without";

/** Rows of one cabin on one deck with the same columns, and the seat numbers that each mark names. */
export interface Section {
  readonly deck: number;
  readonly cabin: Cabin;
  readonly rows: readonly number[];
  readonly rowsWord: NotationWord;
  readonly columns: readonly SeatColumn[];
  readonly marks: ReadonlyMap<SectionMark, ReadonlySet<string>>;
}

const CABINS: Readonly<Record<string, Cabin>> = { F: "first", J: "business", W: "premium_economy", Y: "economy" };
const DECKS: Readonly<Record<string, number>> = { main: 1, upper: 2 };
const MARKS: ReadonlySet<string> = new Set<SectionMark>(["exit", "wing", "legroom", "bassinet", "bulkhead", "without"]);
const FORM = 'A section is a cabin, rows and columns, as in "Y 10-38 ABC-DEF exit 19,20"';

/** Reads the sections of a layout; throws a SeatNotationError that names the place and the way out. */
export function parseSections(layout: string): readonly Section[] {
  const sections: Section[] = [];
  let at = 0;
  for (const text of layout.split(";")) {
    const words = Array.from(text.matchAll(/\S+/g), (match) => ({ text: match[0], at: at + match.index }));
    if (words.length === 0) throw new SeatNotationError({ text, at }, "this section is empty", FORM);
    sections.push(parseSection(words));
    at += text.length + 1;
  }
  return sections;
}

function parseSection(words: readonly NotationWord[]): Section {
  const deck = DECKS[words[0]?.text ?? ""];
  const [cabinWord, rowsWord, columnsWord, ...rest] = deck === undefined ? words : words.slice(1);
  if (!cabinWord || !rowsWord || !columnsWord) throw incomplete(words);
  const cabin = CABINS[cabinWord.text];
  if (!cabin)
    throw new SeatNotationError(cabinWord, "this is no cabin", "Write F, J, W or Y, after the deck (main or upper) if there are two");
  const rows = parseRows(rowsWord);
  const columns = parseColumns(columnsWord);
  return { deck: deck ?? 1, cabin, rows, rowsWord, columns, marks: parseMarks(rest, { rows, columns }) };
}

type Grid = Pick<Section, "rows" | "columns">;

function incomplete(words: readonly NotationWord[]): SeatNotationError {
  const at = words[0]?.at ?? 0;
  return new SeatNotationError({ text: words.map((word) => word.text).join(" "), at }, "something is missing here", FORM);
}

function parseMarks(words: readonly NotationWord[], grid: Grid): Section["marks"] {
  const marks = new Map<SectionMark, ReadonlySet<string>>();
  for (const [index, word] of words.entries()) {
    if (index % 2 === 1) continue;
    const places = words[index + 1];
    if (!isMark(word.text)) throw new SeatNotationError(word, "this is no mark", `Use ${[...MARKS].join(", ")}`);
    if (!places) throw new SeatNotationError(word, "this mark names no seat", `Write rows or seats after it, as in "${word.text} 12,14AC"`);
    if (marks.has(word.text)) throw new SeatNotationError(word, "this mark stands here twice", "Join both lists with a comma");
    marks.set(word.text, seatsNamed(places, word.text, grid));
  }
  refuseMarksOnMissingSeats(words, marks);
  return marks;
}

function isMark(text: string): text is SectionMark {
  return MARKS.has(text);
}

function seatsNamed(word: NotationWord, mark: SectionMark, grid: Grid): ReadonlySet<string> {
  if (mark === "bulkhead" && word.text === "none") return new Set();
  return new Set(parsePlaces(word).flatMap((place) => seatsOfPlace(place, grid)));
}

/** A range may run over a skipped row (13) or the other half of a staggered cabin; a row named alone must exist. */
function seatsOfPlace(place: SeatPlace, { rows, columns }: Grid): string[] {
  const present = place.rows.filter((row) => rows.includes(row));
  const shown = `${rows[0]}-${rows.at(-1)}`;
  if (present.length === 0) throw new SeatNotationError(place.word, "this section has no such row", `Name one of its rows (${shown})`);
  const letters = columns.map((column) => column.letter);
  const unknown = Array.from(place.letters).find((letter) => !letters.includes(letter));
  if (unknown) throw new SeatNotationError(place.word, `this section has no column ${unknown}`, `Name one of ${letters.join("")}`);
  return present.flatMap((row) => (place.letters === "" ? letters : Array.from(place.letters)).map((letter) => `${row}${letter}`));
}

function refuseMarksOnMissingSeats(words: readonly NotationWord[], marks: Section["marks"]): void {
  const missing = marks.get("without") ?? new Set();
  for (const [index, word] of words.entries()) {
    const mark = words[index - 1]?.text;
    if (index % 2 === 0 || mark === "without" || word.text === "none") continue;
    for (const place of parsePlaces(word)) {
      const lost = place.rows.flatMap((row) => Array.from(place.letters, (letter) => `${row}${letter}`)).find((seat) => missing.has(seat));
      if (lost) throw new SeatNotationError(place.word, `seat ${lost} is left out by "without"`, "Name it in one of the two only");
    }
  }
}
