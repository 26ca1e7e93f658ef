import { describe, expect, test } from "vitest";

import { aircraftTypes } from "../prisma/data/aircraft.ts";
import { editLayout } from "./seat-notation-edit.ts";
import type { LayoutEdit } from "./seat-notation-edit.ts";
import { printLayout } from "./seat-notation-print.ts";
import { compileSeatMap, compileWithGaps, readSections } from "./seat-notation.ts";
import { randomFor } from "./seeding/random.ts";

/** `5A 5B exit` gives seats what they are to offer; `5A no exit` takes it away. */
const edited = (layout: string, change: string) => {
  const words = change.split(" ");
  const feature = words.pop() as LayoutEdit["feature"];
  const seats = words.filter((word) => word !== "no");
  const answer = editLayout(layout, { seats, feature, on: seats.length === words.length });
  return "layout" in answer ? answer.layout : answer;
};

describe("a layout that is written anew", () => {
  test.each(aircraftTypes.map(({ name, layout }) => [name, layout]))("has the seats of %s again", (_name, layout) => {
    const written = printLayout(readSections(layout));
    const gaps = (text: string) => compileWithGaps(text).gaps.map(({ seatNo }) => seatNo);
    expect(compileSeatMap(written)).toEqual(compileSeatMap(layout));
    expect(gaps(written)).toEqual(gaps(layout));
    expect(printLayout(readSections(written))).toBe(written);
  });

  test("is as a person writes it", () => {
    const layout =
      "J 1-4 AC-DF; Y 10-12,14-38 ABC-DEF exit 19-20 wing 16-24 legroom 10,19-20 without 38DEF; upper J 60-78/2 A-EF-K; upper Y 80 -DEFG-";
    expect(printLayout(readSections(layout))).toBe(layout);
  });
});

describe("a change of seats", () => {
  test("gives them what they offer, and takes it away, each in its section", () => {
    expect(edited("J 1-2 AC-DF; Y 3-9 ABC-DEF", "2A 5A 5B 5C 5D 5E 5F exit")).toBe("J 1-2 AC-DF exit 2A; Y 3-9 ABC-DEF exit 5");
    expect(edited("Y 3-9 ABC-DEF exit 5", "5B no exit")).toBe("Y 3-9 ABC-DEF exit 5ACDEF");
    expect(edited("Y 3-9 ABC-DEF exit 5A", "5A no exit")).toBe("Y 3-9 ABC-DEF");
  });

  test("takes seats out with all that they offered, and puts them back", () => {
    expect(edited("Y 3-9 ABC-DEF legroom 3", "3A no seat")).toBe("Y 3-9 ABC-DEF legroom 3 without 3A");
    expect(edited("Y 3-9 ABC-DEF legroom 3A", "3A no seat")).toBe("Y 3-9 ABC-DEF without 3A");
    expect(edited("Y 3-9 ABC-DEF without 3A", "3A seat")).toBe("Y 3-9 ABC-DEF");
  });

  test("writes the bulkheads that were there by themselves before it changes one", () => {
    expect(edited("Y 3-9 AC-DF", "3A no bulkhead")).toBe("Y 3-9 AC-DF bulkhead 3CDF");
    expect(edited("Y 3-9 AC-DF", "3A 3C 3D 3F no bulkhead")).toBe("Y 3-9 AC-DF bulkhead none");
    expect(edited("Y 3-5 AC-DF; Y 6-9 AC-DF", "6A bulkhead")).toBe("Y 3-5 AC-DF; Y 6-9 AC-DF bulkhead 6A");
  });

  test("puts a row behind another, and moves those on that are in its way as far as the next free number", () => {
    expect(edited("J 1-2 AC-DF; Y 3-9 ABC-DEF exit 5", "2A row")).toBe("J 1-3 AC-DF; Y 4-10 ABC-DEF exit 6");
    expect(edited("Y 3-9,11-12 ABC-DEF exit 5,11", "9A row")).toBe("Y 3-12 ABC-DEF exit 5,11");
    expect(edited("Y 98-99 A-C", "99A row")).toEqual({ problem: "no_row_number", seat: "99A" });
  });

  test("takes rows out, and with the last one their section", () => {
    expect(edited("J 1-2 AC-DF; Y 3-9 ABC-DEF exit 5", "1A 2A no row")).toBe("Y 3-9 ABC-DEF exit 5");
    expect(edited("Y 3-9 ABC-DEF exit 5", "5A no row")).toBe("Y 3-4,6-9 ABC-DEF");
    expect(edited("Y 3 A-C", "3A no row")).toEqual({ problem: "nothing_left", seat: "3A" });
  });

  test("is refused for a seat that no section has a place for", () => {
    expect(edited("Y 3-9 ABC-DEF", "3A 3G exit")).toEqual({ problem: "unknown_seat", seat: "3G" });
    expect(() => edited("Y 3-9", "3A exit")).toThrow(/something is missing/u);
  });

  test("changes nothing of the other seats, whatever aircraft, seats and feature", () => {
    const marks = { exit: "exitRow", wing: "overWing", legroom: "extraLegroom", bassinet: "bassinet", bulkhead: "bulkhead" } as const;
    for (let seed = 0; seed < 300; seed += 1) {
      const random = randomFor(seed, "edits");
      const { layout } = random.pick(aircraftTypes);
      const before = compileSeatMap(layout);
      const chosen = new Set(Array.from({ length: 1 + random.below(9) }, () => random.pick(before).seatNo));
      const feature = random.pick(["exit", "wing", "legroom", "bassinet", "bulkhead"] as const);
      const on = random.below(2) === 0;
      const answer = editLayout(layout, { seats: [...chosen], feature, on });
      if (!("layout" in answer)) throw new Error(`Seed ${seed}: ${answer.problem}`);
      const expected = before.map((seat) => (chosen.has(seat.seatNo) ? { ...seat, [marks[feature]]: on } : seat));
      expect(compileSeatMap(answer.layout), `seed ${seed}`).toEqual(expected);
    }
  });
});
