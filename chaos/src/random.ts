/** Chance that comes out the same for the same seed. */
export interface Random {
  /** A whole number from 0 up to, not including, the bound. */
  below(bound: number): number;
  /** One of these, of which there is at least one. */
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
  /** The same items in another order. */
  shuffle<Item>(items: readonly Item[]): Item[];
  /** True so often. */
  chance(share: number): boolean;
}

/** Mulberry32: small, even enough to draw plans, and nothing for secrets. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (bound: number) => Math.floor(next() * bound);
  return {
    below,
    pick: (items) => items[below(items.length)] ?? items[0],
    shuffle: (items) => {
      const left = [...items];
      return Array.from(items, () => left.splice(below(left.length), 1)).flat();
    },
    chance: (share) => next() < share,
  };
}
