import fc from "fast-check";

import type { PlannedSeat } from "./cabin-plan.ts";

/** Rows of one cabin with the same columns: `{ rows: [7, 29], columns: "ABC-DEF", exit: [14, 15] }`. */
export interface SampleRows {
  readonly cabin?: PlannedSeat["cabin"];
  readonly deck?: number;
  readonly rows: readonly [first: number, last: number];
  readonly step?: number;
  readonly columns: string;
  readonly exit?: readonly number[];
  readonly legroom?: readonly number[];
  readonly bassinet?: readonly string[];
  readonly bulkhead?: readonly number[];
}

/** Cabins as they are flown. */
export const samples = {
  a320: [
    { cabin: "business", rows: [1, 3], columns: "AC-DF" },
    { rows: [7, 29], columns: "ABC-DEF", exit: [14, 15], legroom: [14, 15], bulkhead: [7] },
  ],
  e190: [{ rows: [1, 25], columns: "AC-DF", exit: [12], legroom: [1, 12], bulkhead: [1] }],
  b787: [
    { cabin: "business", rows: [1, 5], columns: "A-DG-K", bulkhead: [1] },
    {
      rows: [18, 40],
      columns: "ABC-DEF-HJK",
      exit: [29],
      legroom: [18, 29],
      bulkhead: [18, 29],
      bassinet: ["18D", "18E", "18F", "29D", "29E", "29F"],
    },
    { rows: [41, 41], columns: "AC-DEF-HK" },
  ],
  a380: [
    { rows: [43, 75], columns: "ABC-DEFG-HJK", exit: [54, 68], legroom: [43, 54, 68], bassinet: ["43D", "43G"] },
    { cabin: "business", deck: 2, rows: [6, 24], step: 2, columns: "A-EF-K" },
    { cabin: "business", deck: 2, rows: [7, 23], step: 2, columns: "B-DG-J" },
  ],
  jumboBusiness: [
    { cabin: "business", rows: [4, 11], columns: "AC-DG-HK" },
    { cabin: "business", deck: 2, rows: [81, 88], columns: "AC-HK", exit: [88] },
  ],
} satisfies Record<string, readonly SampleRows[]>;

/** The seats of a cabin, free but for those that `isTaken` names. */
export function seatsOf(cabin: readonly SampleRows[], isTaken: (seat: string) => boolean = () => false): PlannedSeat[] {
  return cabin.flatMap((section) => {
    const { rows, step = 1 } = section;
    const numbers = Array.from({ length: Math.floor((rows[1] - rows[0]) / step) + 1 }, (_, at) => rows[0] + at * step);
    return numbers.flatMap((row) => rowOf(section, row, isTaken));
  });
}

/** The seats of a cabin of which only these are free. */
export function onlyFree(cabin: readonly SampleRows[], free: string): PlannedSeat[] {
  const seats = free.split(" ");
  return seatsOf(cabin, (seat) => !seats.includes(seat));
}

function rowOf(section: SampleRows, row: number, isTaken: (seat: string) => boolean): PlannedSeat[] {
  const groups = section.columns.split("-");
  return groups.flatMap((group, groupAt) =>
    Array.from(group, (column, at) => {
      const seat = `${row}${column}`;
      const aisleLeft = at === 0 && groupAt > 0;
      const aisleRight = at === group.length - 1 && groupAt < groups.length - 1;
      const atWall = (groupAt === 0 && at === 0) || (groupAt === groups.length - 1 && at === group.length - 1);
      return {
        seat,
        deck: section.deck ?? 1,
        row,
        column,
        cabin: section.cabin ?? "economy",
        position: positionOf(atWall, aisleLeft || aisleRight),
        aisleRight,
        exitRow: section.exit?.includes(row) ?? false,
        bulkhead: section.bulkhead?.includes(row) ?? false,
        bassinet: section.bassinet?.includes(seat) ?? false,
        extraLegroom: section.legroom?.includes(row) ?? false,
        state: isTaken(seat) ? "sold" : "free",
      };
    }),
  );
}

function positionOf(atWall: boolean, atAisle: boolean): PlannedSeat["position"] {
  if (atWall) return "window";
  return atAisle ? "aisle" : "middle";
}

/** Small cabins in any state of sale: the columns of real ones, a few rows, some with exits and legroom. */
export const anyCabin: fc.Arbitrary<PlannedSeat[]> = fc
  .record({
    columns: fc.constantFrom("ABC-DEF", "AC-DF", "AC-DEF", "AC-DEF-HK", "ABC-DEFG-HJK", "A-DG-K"),
    rows: fc.integer({ min: 1, max: 8 }),
    exit: fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { maxLength: 2 }),
    legroom: fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { maxLength: 2 }),
    soldPercent: fc.integer({ min: 0, max: 95 }),
    draws: fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 80, maxLength: 80 }),
    states: fc.constantFrom("sold", "held", "blocked", "yours"),
  })
  .map(({ columns, rows, exit, legroom, soldPercent, draws, states }) =>
    seatsOf([{ rows: [1, rows], columns, exit, legroom, bulkhead: [1] }]).map((seat, at) =>
      (draws[at] ?? 0) < soldPercent ? { ...seat, state: states } : seat,
    ),
  );

/** Who may travel on one booking. */
export const anyParty = fc
  .record({ adults: fc.integer({ min: 1, max: 9 }), children: fc.integer({ min: 0, max: 8 }), infants: fc.integer({ min: 0, max: 4 }) })
  .filter(({ adults, children, infants }) => adults + children + infants <= 9 && infants <= adults);

/** All ways to take so many of these. */
export function combinations<T>(items: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, at) => combinations(items.slice(at + 1), size - 1).map((rest) => [item, ...rest]));
}
