import { startTestCore } from "../../testing/index.ts";
import { simulate } from "./simulate.ts";

/** More of them in one database would make each look at it longer. */
const batch = 100;

/** `SIMULATION_RUNS=10000` for more of them, `SIMULATION_FROM=1001` for others, `SIMULATION_SEED=17` for one. */
const from = Number(process.env["SIMULATION_FROM"] ?? 1);
const runs = Number(process.env["SIMULATION_RUNS"] ?? 1000);
const single = process.env["SIMULATION_SEED"];

/** Simulates one half of the lives, each drawn from a seed of its own: two test files side by side take half of the time. Answers what is wrong. */
export async function runLives(part: "first" | "second"): Promise<string[]> {
  const half = Math.ceil(runs / 2);
  const [first, last] = part === "first" ? [from, from + half - 1] : [from + half, from + runs - 1];
  if (single !== undefined) return part === "first" ? runBatch([Number(single)]) : [];
  const wrong: string[] = [];
  for (let seed = first; seed <= last; seed += batch)
    wrong.push(...(await runBatch(Array.from({ length: Math.min(batch, last - seed + 1) }, (_, at) => seed + at))));
  return wrong;
}

async function runBatch(seeds: readonly number[]): Promise<string[]> {
  await using core = await startTestCore();
  return await simulate(core, seeds);
}
