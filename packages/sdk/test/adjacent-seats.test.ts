import { expect, test } from "vitest";

import { findAdjacentSeats, isSkyholdError } from "../src/index.ts";
import type { Seat, SeatMap } from "../src/index.ts";

const columns = ["A", "B", "C", "", "D", "E", "F"];

/** A cabin of three rows of six; `taken` and `missing` name seats, and row 1 costs 9.00 a seat. */
function mapWith({ taken = [], missing = [] }: { taken?: readonly string[]; missing?: readonly string[] } = {}): SeatMap {
  const seats = [1, 2, 3].flatMap((row) =>
    columns.flatMap((column): Seat[] => {
      const seat = `${row}${column}`;
      if (column === "" || missing.includes(seat)) return [];
      return [
        {
          seat,
          row,
          column,
          deck: 1,
          cabin: "economy",
          position: "middle",
          aisleRight: column === "C",
          exitRow: false,
          bulkhead: false,
          bassinet: false,
          extraLegroom: false,
          overWing: false,
          state: taken.includes(seat) ? "held" : "free",
          heldUntil: null,
          price: row === 1 ? { amount: 900, currency: "EUR" } : null,
        },
      ];
    }),
  );
  const cabins: SeatMap["cabins"] = [{ deck: 1, cabin: "economy", columns, firstRow: 1, lastRow: 3 }];
  return { flightId: "flt_00000000-0000-7000-8000-000000000001", aircraft: "Airbus A320", cabins, seats };
}

const names = (groups: readonly Seat[][]) => groups.map((group) => group.map(({ seat }) => seat).join(" "));

test("three side by side stand on one side of the aisle, cheapest first, then from the nose on", () => {
  expect(names(findAdjacentSeats(mapWith(), { count: 3, cabin: "economy" }))).toEqual([
    "2A 2B 2C",
    "2D 2E 2F",
    "3A 3B 3C",
    "3D 3E 3F",
    "1A 1B 1C",
    "1D 1E 1F",
  ]);
});

test("a seat that is taken, or missing, parts its neighbours", () => {
  const map = mapWith({ taken: ["2B", "3E"], missing: ["3B"] });
  expect(names(findAdjacentSeats(map, { count: 2, cabin: "economy" })).slice(0, 3)).toEqual(["2D 2E", "2E 2F", "1A 1B"]);
});

test("across the aisle, four of a row of six are side by side in three ways", () => {
  const map = mapWith({ taken: ["1A", "1D", "3C"] });
  expect(findAdjacentSeats(map, { count: 4, cabin: "economy" })).toEqual([]);
  expect(names(findAdjacentSeats(map, { count: 4, cabin: "economy", acrossAisle: true }))).toEqual([
    "2A 2B 2C 2D",
    "2B 2C 2D 2E",
    "2C 2D 2E 2F",
  ]);
});

test("another cabin has none of them, and a count that makes no sense is refused by name", () => {
  expect(findAdjacentSeats(mapWith(), { count: 1, cabin: "business" })).toEqual([]);
  for (const count of [0, 10, 1.5, Number.NaN]) {
    const refused = () => findAdjacentSeats(mapWith(), { count, cabin: "economy" });
    expect(refused).toThrow(/^count: /u);
    expect(refused).toThrow(expect.toSatisfy((error) => isSkyholdError(error, "INVALID_INPUT")));
  }
});
