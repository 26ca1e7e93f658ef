import type { SeatPosition } from "./generated/enums.ts";
import { type NotationWord, SeatNotationError } from "./seat-notation-error.ts";

/** A column of seats: its letter, whether one sits there at a window, at an aisle or between, and whether an aisle is on its right. */
export interface SeatColumn {
  readonly letter: string;
  readonly position: SeatPosition;
  readonly aisleRight: boolean;
}

/** No letter I: it would be read as 1 (IATA seat rows run A to K without it). */
const LETTERS = "ABCDEFGHJK";

/** Reads columns such as `ABC-DEF`, `A-DG-K` or, without seats at the windows, `-DEFG-`; each "-" is an aisle. */
export function parseColumns(word: NotationWord): readonly SeatColumn[] {
  const groups = word.text.split("-");
  if (groups.length < 2) throw new SeatNotationError(word, "these columns have no aisle", 'Put a "-" where the aisle is, as in "ABC-DEF"');
  if (groups.slice(1, -1).includes("")) throw new SeatNotationError(word, "two aisles touch", 'Put seats between them, as in "A-DG-K"');
  const letters = groups.join("");
  if (letters === "") throw new SeatNotationError(word, "there is no seat between these aisles", 'Name the columns, as in "-DEFG-"');
  refuseDisorder(word, letters);
  return groups.flatMap((group, index) => columnsOf(group, index === 0, index === groups.length - 1));
}

function refuseDisorder(word: NotationWord, letters: string): void {
  let previous = -1;
  for (const letter of letters) {
    const place = LETTERS.indexOf(letter);
    if (place < 0) throw new SeatNotationError(word, `"${letter}" is no seat letter`, `Use ${LETTERS} (I is never used)`);
    if (place <= previous)
      throw new SeatNotationError(word, `"${letter}" is out of order`, "Letters rise from the left window to the right one, each once");
    previous = place;
  }
}

function columnsOf(group: string, leftmost: boolean, rightmost: boolean): SeatColumn[] {
  return Array.from(group, (letter, index) => {
    const first = index === 0;
    const last = index === group.length - 1;
    const aisleRight = last && !rightmost;
    if ((leftmost && first) || (rightmost && last)) return { letter, position: "window", aisleRight };
    return { letter, position: first || last ? "aisle" : "middle", aisleRight };
  });
}
