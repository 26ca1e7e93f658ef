/** A source of repeatable numbers: the same seed gives the same sequence on every machine. */
export interface Random {
  /** A whole number from 0 up to, but not including, the limit. */
  below(limit: number): number;
  /** One element of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
}

/** A 32-bit hash of a text (FNV-1a, finished as in MurmurHash3), to derive independent sequences and stable ids. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A sequence for one purpose (mulberry32): naming the purpose keeps sequences apart, so one more number here changes nothing there. */
export function randomFor(seed: number, purpose: string): Random {
  let state = hash32(`${seed}/${purpose}`);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return { below, pick: (list) => elementOf(list, below(list.length)) };
}

function elementOf<T>(list: readonly T[], index: number): T {
  const element = list[index];
  if (element === undefined) throw new Error("Nothing can be picked from an empty list");
  return element;
}
