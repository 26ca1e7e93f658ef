import { cpuPerOperation, readCpu } from "./cpu.ts";
import type { Cpu, Watched } from "./cpu.ts";
import { openLoop } from "./load.ts";
import type { Run } from "./load.ts";
import type { Figure, Pace } from "./report.ts";
import { percentile, summarise } from "./rounds.ts";
import type { Summary } from "./rounds.ts";

/** A run, and what each of its operations cost. */
export interface Measurement extends Run {
  readonly cpu: Cpu;
}

/** Does the work and watches who spends CPU time on it. */
export async function withCpu<Work extends { readonly operations: number }>(
  watched: Watched,
  work: () => Promise<Work>,
): Promise<Work & { readonly cpu: Cpu }> {
  const before = readCpu(watched);
  const done = await work();
  return { ...done, cpu: cpuPerOperation(before, readCpu(watched), done.operations) };
}

/** Of each part the CPU time in the middle of the rounds. */
export function middleCpu(runs: readonly { readonly cpu: Cpu }[]): Cpu {
  const part = (name: keyof Cpu) =>
    percentile(
      runs.map(({ cpu }) => cpu[name]),
      50,
    );
  return { database: part("database"), api: part("api"), client: part("client") };
}

/** Operations a second. */
export function rateFigure(runs: readonly Measurement[]): Figure {
  return { ...summarise(ratesOf(runs)), unit: "/s", cpuMs: middleCpu(runs) };
}

/** Operations a second of each round. */
export function ratesOf(runs: readonly Run[]): number[] {
  return runs.map(({ perSecond }) => perSecond);
}

/** Round by round: both sides of a quotient saw the same machine. */
export function ratioOf(values: readonly number[], to: readonly number[]): Summary {
  return summarise(values.map((value, round) => value / (to[round] ?? Number.NaN)));
}

export function sumErrors(runs: Iterable<readonly { readonly errors: number }[]>): number {
  return [...runs].flat().reduce((sum, { errors }) => sum + errors, 0);
}

/** Latencies at a fixed rate. */
export interface Latency {
  readonly rate: number;
  readonly p50: Figure;
  readonly p99: Figure;
  readonly errors: number;
}

/** One operation of a load, and what is counted and put right after it: answers how many operations did not do what they said. */
export interface OpenWork {
  readonly label: string;
  readonly operation: (number: number) => Promise<boolean>;
  readonly after?: (run: { readonly operations: number; readonly errors: number }) => Promise<number>;
}

/** Measures at a fixed rate, round after round; the first one warms up. */
export async function measureLatency({ rate, seconds, rounds }: Pace & { readonly rate: number }, work: OpenWork): Promise<Latency> {
  const rounded = Math.max(1, Math.floor(rate));
  const p50: number[] = [];
  const p99: number[] = [];
  let errors = 0;
  for (let round = 0; round <= rounds; round += 1) {
    process.stderr.write(`${work.label}, open loop at ${rounded}/s, round ${round} of ${rounds}\n`);
    const run = await openLoop({ rate: rounded, seconds }, work.operation);
    errors += run.errors + ((await work.after?.(run)) ?? 0);
    if (round === 0) continue;
    p50.push(percentile(run.latenciesMs, 50));
    p99.push(percentile(run.latenciesMs, 99));
  }
  return { rate: rounded, errors, p50: { ...summarise(p50), unit: "ms" }, p99: { ...summarise(p99), unit: "ms" } };
}
