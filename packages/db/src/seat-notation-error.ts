/** A piece of seat notation and the place (characters from 0) where it stands. */
export interface NotationWord {
  readonly text: string;
  readonly at: number;
}

/** Says what is wrong in a seat notation, at which characters (counted from 1), and how to write it instead. */
export class SeatNotationError extends Error {
  override readonly name = "SeatNotationError";
  readonly character: number;
  readonly length: number;

  constructor(word: NotationWord, problem: string, remedy: string) {
    super(`Seat notation, character ${word.at + 1}, "${word.text}": ${problem}. ${remedy}.`);
    this.character = word.at + 1;
    this.length = word.text.length;
  }
}
