import { type NotationWord, SeatNotationError } from "./seat-notation-error.ts";

/** Some rows of a section, and the letters meant in them (all of them when empty). */
export interface SeatPlace {
  readonly word: NotationWord;
  readonly rows: readonly number[];
  readonly letters: string;
}

const HIGHEST_ROW = 99;
const ITEM = /^(\d{1,3})(?:-(\d{1,3})(?:\/(\d{1,2}))?)?([A-Z]*)$/;
const REMEDY = 'Write rows as "5", "1-9", every second one as "1-9/2", seats as "12AC", and a list with commas and no spaces';

/** Reads a list such as `1-12,14-30`, `1-9/2` or `10,11,12AF`; throws a SeatNotationError for anything else. */
export function parsePlaces(word: NotationWord): readonly SeatPlace[] {
  const places: SeatPlace[] = [];
  let at = word.at;
  for (const text of word.text.split(",")) {
    places.push(parsePlace({ text, at }));
    at += text.length + 1;
  }
  return places;
}

/** Reads the rows of a section, rising and each once; throws a SeatNotationError for anything else. */
export function parseRows(word: NotationWord): readonly number[] {
  const rows: number[] = [];
  for (const place of parsePlaces(word)) {
    if (place.letters !== "") throw new SeatNotationError(place.word, "a section is made of whole rows", REMEDY);
    for (const row of place.rows) {
      if (row <= (rows.at(-1) ?? 0)) throw new SeatNotationError(place.word, `row ${row} does not follow row ${rows.at(-1)}`, REMEDY);
      rows.push(row);
    }
  }
  return rows;
}

function parsePlace(word: NotationWord): SeatPlace {
  const match = ITEM.exec(word.text);
  if (!match) throw new SeatNotationError(word, "this names no row", REMEDY);
  const first = Number(match[1]);
  const last = Number(match[2] ?? first);
  const step = Number(match[3] ?? 1);
  if (first < 1 || last > HIGHEST_ROW) throw new SeatNotationError(word, `rows run from 1 to ${HIGHEST_ROW}`, "Use a row in that range");
  if (last < first || step < 1)
    throw new SeatNotationError(word, "this range has no row", "Write the lower row first and a step of at least 1");
  const rows = Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, index) => first + index * step);
  return { word, rows, letters: match[4] ?? "" };
}
