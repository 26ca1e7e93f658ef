import { expect, test } from "vitest";

import { drawPlan } from "./plan.ts";
import { runChaos } from "./run.ts";

test("one seed draws one plan, and another seed another", () => {
  expect(drawPlan(7, 20)).toEqual(drawPlan(7, 20));
  expect(drawPlan(7, 20)).not.toEqual(drawPlan(8, 20));
});

test("while its processes are killed and its lines are cut, Skyhold loses nothing that it acknowledged, sells no seat twice, and puts everything in order afterwards", async () => {
  const lines: string[] = [];

  const report = await runChaos({ seconds: 8, seed: 26, travellers: 6, say: (line) => void lines.push(line) });

  const { violations, kills, acknowledged } = report.summary;
  const found = { violations, broken: report.broken, unfinished: [...report.unfinished] };
  if (Object.values(violations).some((count) => count > 0)) process.stderr.write(`${lines.join("\n")}\n`);
  expect(found).toEqual({
    violations: Object.fromEntries(Object.keys(violations).map((name) => [name, 0])),
    broken: [],
    unfinished: [],
  });
  expect(kills).toBeGreaterThan(0);
  expect(acknowledged).toBeGreaterThan(0);
});
