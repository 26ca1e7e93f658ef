import type { LayoutPreview } from "@skyhold/sdk";

/** The seats of an aircraft and its cabins: of a flight, or of a layout that is being written. */
export type Layout = Pick<LayoutPreview, "cabins" | "seats">;

/** A seat as it is built in. */
export type PlainSeat = Layout["seats"][number];

/** A seat at its place: how far from the nose, and how far from the left wall, in seats. */
export interface PlacedSeat {
  readonly seat: PlainSeat;
  readonly along: number;
  readonly across: number;
}

/** One deck, laid out. */
export interface Deck {
  readonly deck: number;
  readonly seats: readonly PlacedSeat[];
  readonly length: number;
  readonly width: number;
  /** The number of each row, and how far it is from the nose. */
  readonly rows: readonly { readonly row: number; readonly along: number }[];
}

const gapBetweenCabins = 0.9;
const exitRoom = 0.45;

/** Lays a seat map out, deck by deck: aisles as wide as a seat's two thirds, a gap between cabins, room before an exit. */
export function layOut(map: Layout): readonly Deck[] {
  const decks = [...new Set(map.cabins.map(({ deck }) => deck))];
  return decks.map((deck) => layOutDeck(map, deck));
}

function layOutDeck(map: Layout, deck: number): Deck {
  const cabins = map.cabins.filter((cabin) => cabin.deck === deck);
  const width = Math.max(...cabins.map(({ columns }) => widthOf(columns)));
  const [seats, rows]: [PlacedSeat[], { row: number; along: number }[]] = [[], []];
  let along = 0;
  for (const { cabin, columns } of cabins) {
    const inCabin = map.seats.filter((seat) => seat.deck === deck && seat.cabin === cabin);
    const byRow = [...Map.groupBy(inCabin, ({ row }) => row)].toSorted(([a], [b]) => a - b);
    const start = (width - widthOf(columns)) / 2;
    for (const [row, ofRow] of byRow) {
      if (ofRow.some(({ exitRow }) => exitRow)) along += exitRoom;
      rows.push({ row, along });
      for (const seat of ofRow) seats.push({ seat, along, across: start + placeOf(columns, seat.column) });
      along += 1;
    }
    along += gapBetweenCabins;
  }
  return { deck, seats, rows, width, length: along - gapBetweenCabins };
}

const aisle = 0.7;
const widthOf = (columns: readonly string[]): number => columns.reduce((sum, letter) => sum + (letter === "" ? aisle : 1), 0);

function placeOf(columns: readonly string[], letter: string): number {
  return widthOf(columns.slice(0, columns.indexOf(letter)));
}

/** The seat next to one in a direction, by where they are drawn; the seat itself where there is none. */
export function neighbour(deck: Deck, from: PlacedSeat, [along, across]: readonly [along: number, across: number]): PlacedSeat {
  const ahead = deck.seats.filter((other) => (other.along - from.along) * along + (other.across - from.across) * across > 0.1);
  const cost = (other: PlacedSeat) => {
    const [straight, aside] = [Math.abs(other.along - from.along), Math.abs(other.across - from.across)];
    return along === 0 ? aside + straight * 10 : straight + aside * 10;
  };
  return ahead.toSorted((a, b) => cost(a) - cost(b))[0] ?? from;
}
