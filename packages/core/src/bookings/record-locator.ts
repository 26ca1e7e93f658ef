/** Letters and digits that are not mistaken for one another: no 0, O, 1, I. */
const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** A new record locator: 30 random bits, never in sequence. The database refuses a second use, and the caller draws again. */
export function drawRecordLocator(randomInt: (bound: number) => number): string {
  return Array.from({ length: 6 }, () => alphabet.charAt(randomInt(alphabet.length))).join("");
}
