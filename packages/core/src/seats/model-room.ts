/** For tests: the six seats of a single row, window to window; the aisle is between C and D. */
export const allSeats = ["1A", "1B", "1C", "1D", "1E", "1F"] as const;

const pairs = ["1A 1B", "1B 1C", "1D 1E", "1E 1F"];

/** For tests: whether one or two travellers who lost these seats can have others, side by side if they were. */
export function hasRoomFor(wanted: readonly string[], free: readonly string[]): boolean {
  const together = pairs.includes(wanted.toSorted().join(" "));
  return together ? pairs.some((pair) => pair.split(" ").every((seat) => free.includes(seat))) : free.length >= wanted.length;
}
