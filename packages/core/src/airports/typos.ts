/**
 * How many slips of the finger (a letter more, less, another or two exchanged) turn the beginning of a word into what was
 * typed; `limit + 1` stands for any more. The word may go on: people search while they type. Only cells within `limit` of the
 * diagonal are looked at, as no other can be within it, in rows that are kept: this runs for thousands of words at each keystroke.
 */
export function slipsToPrefix(typed: string, word: string, limit: number): number {
  if (word.length < typed.length - limit) return limit + 1;
  const columns = Math.min(word.length, typed.length + limit);
  let [before, last, next] = rowsFor(columns + 2);
  for (let column = 0; column <= columns; column += 1) last[column] = column;
  for (let row = 1; row <= typed.length; row += 1) {
    const from = Math.max(1, row - limit);
    const to = Math.min(columns, row + limit);
    next[from - 1] = from === 1 ? row : limit + 1;
    let least = next[from - 1] ?? 0;
    for (let column = from; column <= to; column += 1) {
      const slips = slipsAt({ typed, word, before, last, next }, row, column);
      next[column] = slips;
      if (slips < least) least = slips;
    }
    if (least > limit) return limit + 1;
    next[to + 1] = limit + 1;
    [before, last, next] = [last, next, before];
  }
  let least = limit + 1;
  for (let column = Math.max(0, typed.length - limit); column <= columns; column += 1) least = Math.min(least, last[column] ?? least);
  return least;
}

interface Cells {
  readonly typed: string;
  readonly word: string;
  readonly before: Uint16Array;
  readonly last: Uint16Array;
  readonly next: Uint16Array;
}

function slipsAt({ typed, word, before, last, next }: Cells, row: number, column: number): number {
  const letter = typed.charCodeAt(row - 1);
  const changed = (last[column - 1] ?? 0) + (letter === word.charCodeAt(column - 1) ? 0 : 1);
  const slips = Math.min((last[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, changed);
  const exchanged =
    row > 1 && column > 1 && letter === word.charCodeAt(column - 2) && typed.charCodeAt(row - 2) === word.charCodeAt(column - 1);
  return exchanged ? Math.min(slips, (before[column - 2] ?? 0) + 1) : slips;
}

let rows: readonly [Uint16Array, Uint16Array, Uint16Array] = [new Uint16Array(64), new Uint16Array(64), new Uint16Array(64)];

function rowsFor(length: number): [Uint16Array, Uint16Array, Uint16Array] {
  if (rows[0].length < length) rows = [new Uint16Array(length), new Uint16Array(length), new Uint16Array(length)];
  return [...rows];
}

/** The letters of a word as a set of bits; letters beyond a to z share the last ones. */
export function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at += 1) {
    const code = word.charCodeAt(at) - 97;
    letters |= 1 << (code >= 0 && code < 26 ? code : 26 + (Math.abs(code) % 5));
  }
  return letters;
}

/** How many bits are set. */
export function countBits(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
}

/** How many slips are forgiven: none in a short word, where everything is near to everything. */
export function slipsForgiven(typed: string): number {
  if (typed.length < 4) return 0;
  return typed.length < 8 ? 1 : 2;
}
