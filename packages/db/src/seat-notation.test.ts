import { describe, expect, test } from "vitest";
import { compileSeatMap, countSeatsByCabin, type SeatSpec } from "./seat-notation.ts";
import { randomFor } from "./seeding/random.ts";

const numbers = (seats: readonly SeatSpec[]) => seats.map((seat) => seat.seatNo);
const numbersWhere = (layout: string, is: (seat: SeatSpec) => boolean) => numbers(compileSeatMap(layout).filter(is));

describe("a layout", () => {
  test("becomes seats with their cabin, from the nose to the tail and from left to right", () => {
    expect(compileSeatMap("J 1 A-C; Y 2 AB-C").map((seat) => [seat.seatNo, seat.cabin, seat.position, seat.deck])).toEqual([
      ["1A", "business", "window", 1],
      ["1C", "business", "window", 1],
      ["2A", "economy", "window", 1],
      ["2B", "economy", "aisle", 1],
      ["2C", "economy", "window", 1],
    ]);
  });

  test("knows windows, middles and aisles of a twin-aisle row", () => {
    const positions = compileSeatMap("Y 20 ABC-DEFG-HJK").map((seat) => seat.position[0]);
    expect(positions.join("")).toBe("wmaammaamw");
  });

  test("knows that a row between two aisles has no window", () => {
    expect(compileSeatMap("Y 50 -DEFG-").map((seat) => seat.position)).toEqual(["aisle", "middle", "middle", "aisle"]);
  });

  test("counts the seats of each cabin", () => {
    const layout = "F 1-2 A-DG-K; J 5-20 A-DG-K; W 21-23 AC-DEFG-HK; Y 30-31 ABC-DEFG-HJK";
    expect([...countSeatsByCabin(compileSeatMap(layout))]).toEqual([
      ["first", 8],
      ["business", 64],
      ["premium_economy", 24],
      ["economy", 20],
    ]);
  });

  test("can skip row 13 and leave out seats", () => {
    expect(numbers(compileSeatMap("Y 12,14-15 AC-D without 12D,15AC"))).toEqual(["12A", "12C", "14A", "14C", "14D", "15D"]);
  });

  test("can stagger rows", () => {
    const seats = numbers(compileSeatMap("upper J 6-8/2 A-EF-K; upper J 7-7/2 B-DG-J"));
    expect(seats).toEqual(["6A", "6E", "6F", "6K", "7B", "7D", "7G", "7J", "8A", "8E", "8F", "8K"]);
  });

  test("has two decks, the main one first", () => {
    expect(compileSeatMap("upper J 1 A-K; main Y 43 A-K").map((seat) => [seat.seatNo, seat.deck])).toEqual([
      ["43A", 1],
      ["43K", 1],
      ["1A", 2],
      ["1K", 2],
    ]);
  });
});

describe("marks", () => {
  const layout = "J 1-2 A-C; Y 10-13 AC-DF exit 11,12A wing 9-11 legroom 10,11DF bassinet 10AC; Y 14-15 A-D";

  test("name rows, ranges or seats of their section", () => {
    expect(numbersWhere(layout, (seat) => seat.exitRow)).toEqual(["11A", "11C", "11D", "11F", "12A"]);
    expect(numbersWhere(layout, (seat) => seat.overWing)).toEqual(["10A", "10C", "10D", "10F", "11A", "11C", "11D", "11F"]);
    expect(numbersWhere(layout, (seat) => seat.extraLegroom)).toEqual(["10A", "10C", "10D", "10F", "11D", "11F"]);
    expect(numbersWhere(layout, (seat) => seat.bassinet)).toEqual(["10A", "10C"]);
  });

  test("the first row of a cabin is a bulkhead, also where sections of one cabin follow each other", () => {
    expect(numbersWhere(layout, (seat) => seat.bulkhead)).toEqual(["1A", "1C", "10A", "10C", "10D", "10F"]);
  });

  test("a section can say where its bulkheads are", () => {
    expect(numbersWhere("Y 1-9 A-C bulkhead 1,5A", (seat) => seat.bulkhead)).toEqual(["1A", "1C", "5A"]);
    expect(numbersWhere("Y 1-9 A-C bulkhead none", (seat) => seat.bulkhead)).toEqual([]);
  });
});

describe("a mistake is refused with its place and the way out", () => {
  test.each([
    ["", 1, "this section is empty"],
    ["J 1-5 AC-DF;", 13, "this section is empty"],
    ["Y 1-9", 1, "something is missing"],
    ["X 1-9 A-C", 1, "this is no cabin"],
    ["J 1 A-C; lower Y 2 A-C", 10, "this is no cabin"],
    ["Y ten A-C", 3, "this names no row"],
    ["Y 9-1 A-C", 3, "this range has no row"],
    ["Y 1,100 A-C", 5, "rows run from 1 to 99"],
    ["Y 0 A-C", 3, "rows run from 1 to 99"],
    ["Y 1-9,5 A-C", 7, "row 5 does not follow row 9"],
    ["Y 1A A-C", 3, "a section is made of whole rows"],
    ["Y 1-9 ABC", 7, "no aisle"],
    ["Y 1-9 A--C", 7, "two aisles touch"],
    ["Y 1-9 -", 7, "no seat between"],
    ["Y 1-9 AI-K", 7, '"I" is no seat letter'],
    ["Y 1-9 AC-CD", 7, '"C" is out of order'],
    ["Y 1-9 AC-DF exits 5", 13, "this is no mark"],
    ["Y 1-9 AC-DF exit", 13, "names no seat"],
    ["Y 1-9 AC-DF exit 5, 6", 20, "this names no row"],
    ["Y 1-9 AC-DF exit 5,19", 20, "no such row"],
    ["Y 1-9 AC-DF exit 5E", 18, "no column E"],
    ["Y 1-9 AC-DF exit 5 exit 6", 20, "twice"],
    ["Y 1-9 AC-DF without 5A legroom 5AC", 32, 'seat 5A is left out by "without"'],
    ["J 1-5 AC-DF; Y 5-9 AC-DF", 16, "row 5 is in two sections"],
  ])("%j at character %i", (layout, character, problem) => {
    const compile = () => compileSeatMap(layout);
    expect(compile).toThrow(`Seat notation, character ${character}, `);
    expect(compile).toThrow(problem);
    expect(compile).toThrow(/\. .+\.$/);
  });
});

describe("every layout", () => {
  const columns = ["A-C", "AC-DF", "ABC-DEF", "A-DG-K", "AC-DEG-HK", "ABC-DEFG-HJK"];
  const cabins = ["F", "J", "W", "Y"];

  const layouts = Array.from({ length: 200 }, (_, index) => {
    const random = randomFor(index, "layouts");
    let row = 1;
    const sections = Array.from({ length: 1 + random.below(5) }, () => {
      const first = row + random.below(3);
      const last = first + random.below(12);
      row = last + 1;
      const letters = random.pick(columns);
      const without = random.below(2) === 0 ? ` without ${first}${letters[0]}` : "";
      return { text: `${random.pick(cabins)} ${first}-${last} ${letters}${without}`, first, last, letters, without };
    });
    return { sections, seats: compileSeatMap(sections.map((section) => section.text).join("; ")) };
  });

  test("has no seat twice", () => {
    for (const { seats } of layouts) expect(new Set(numbers(seats)).size).toBe(seats.length);
  });

  test("has as many seats as its sections have rows times letters, less those left out", () => {
    for (const { sections, seats } of layouts) {
      const expected = sections.map(
        ({ first, last, letters, without }) => (last - first + 1) * letters.replaceAll("-", "").length - (without ? 1 : 0),
      );
      expect(seats).toHaveLength(expected.reduce((sum, count) => sum + count, 0));
    }
  });

  test("has window seats only at the outer ends of a row", () => {
    for (const { seats } of layouts) {
      for (const row of Map.groupBy(seats, (seat) => seat.rowNo).values()) {
        expect(row.slice(1, -1).every((seat) => seat.position !== "window")).toBe(true);
      }
    }
  });
});
