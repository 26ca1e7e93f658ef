import { expect, test } from "vitest";

import { startSupply } from "../testing/supply.ts";
import { previewLayout } from "./preview-layout.ts";

test("a layout is drawn before it is kept, and what cannot be read is pointed at", async () => {
  await using stage = await startSupply();
  const read = (layout: string) => previewLayout(stage.staff, { layout });

  const drawn = await read("J 1-2 AC-DF; Y 3-4 ABC-DEF exit 3");
  expect(drawn.cabins).toEqual([
    { deck: 1, cabin: "business", columns: ["A", "C", "", "D", "F"], firstRow: 1, lastRow: 2 },
    { deck: 1, cabin: "economy", columns: ["A", "B", "C", "", "D", "E", "F"], firstRow: 3, lastRow: 4 },
  ]);
  expect([drawn.problem, drawn.seats.length, drawn.seats.filter(({ exitRow }) => exitRow).length]).toEqual([null, 20, 6]);
  expect(await read("J 1-2 AC-DF; Y 2-4 ABC-DEF")).toEqual({
    problem: { message: expect.stringContaining("row 2 is in two sections"), character: 16, length: 3 },
    cabins: [],
    seats: [],
    gaps: [],
  });
});

test("a place that is left empty is told, so that a seat can be put there", async () => {
  await using stage = await startSupply();
  const drawn = await previewLayout(stage.staff, { layout: "Y 3-4 AC-DF without 4AC" });

  expect(drawn.gaps.map(({ seat }) => seat)).toEqual(["4A", "4C"]);
  expect([drawn.seats.length, drawn.cabins[0]?.columns]).toEqual([6, ["A", "C", "", "D", "F"]]);
});
