import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { buildAirports, printAirports } from "./build-airports.ts";

test("airports.json is what the two sources give", async () => {
  const written = await readFile(new URL("airports.json", import.meta.url), "utf8");
  expect(printAirports(await buildAirports()) === written).toBe(true);
});
