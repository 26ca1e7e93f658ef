import { startTestCore } from "../../testing/index.ts";
import { simulate } from "./simulate.ts";

/** More of them in one database would make each look at it longer. */
const batch = 100;

/** `SIMULATION_RUNS=10000` for more of them, `SIMULATION_FROM=1001` for others, `SIMULATION_SEED=17` for one. */
type Environment = Readonly<Record<string, string | undefined>>;

/** Simulates one half of the lives, each drawn from a seed of its own: two test files side by side take half of the time. Answers what is wrong. */
export async function runLives(part: "first" | "second", environment: Environment): Promise<string[]> {
  const { SIMULATION_SEED: single, SIMULATION_FROM: from = "1", SIMULATION_RUNS: runs = "1000" } = environment;
  if (single !== undefined) return part === "first" ? runBatch([Number(single)]) : [];
  const half = Math.ceil(Number(runs) / 2);
  const begin = Number(from) + (part === "first" ? 0 : half);
  const end = Number(from) + (part === "first" ? half : Number(runs));
  const wrong: string[] = [];
  for (let seed = begin; seed < end; seed += batch)
    wrong.push(...(await runBatch(Array.from({ length: Math.min(batch, end - seed) }, (_, at) => seed + at))));
  return wrong;
}

async function runBatch(seeds: readonly number[]): Promise<string[]> {
  await using core = await startTestCore();
  return await simulate(core, seeds);
}
