import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import path from "node:path";

import type { Cpu } from "./cpu.ts";
import type { Summary } from "./rounds.ts";

/** Something measured: over the rounds its median, least and greatest, and what one operation cost in CPU milliseconds. */
export interface Figure extends Summary {
  readonly unit: string;
  readonly cpuMs?: Cpu;
}

/** What was hoped for, and whether it came true. A missed goal is a finding, not a failure. */
export interface Goal {
  readonly name: string;
  readonly value: number;
  readonly goal: string;
  readonly met: boolean;
}

/** What a benchmark found out. */
export interface Findings {
  readonly figures: Readonly<Record<string, Figure>>;
  readonly ratios: Readonly<Record<string, Summary>>;
  readonly goals: readonly Goal[];
  /** How it was measured, as far as the names do not say so. */
  readonly setup: Readonly<Record<string, string | number>>;
}

/** How long each measurement takes, and how often it is repeated after the warm-up. */
export interface Pace {
  readonly seconds: number;
  readonly rounds: number;
}

/** What can be said on the command line. */
export interface Options extends Pace {
  /** The sizes of the databases that have grown, for the benchmark that compares them. */
  readonly claims: readonly number[];
  /** How many flights the benchmark of searches looks through. */
  readonly flights: number;
  /** How long the soak lasts. */
  readonly minutes: number;
}

/** A benchmark, as `pnpm bench NAME` runs it. */
export interface Benchmark {
  readonly name: string;
  run(options: Options): Promise<Findings>;
}

/** A goal that wants at least, or at most, so much. */
export function toGoal(name: string, value: number, bound: { readonly atLeast: number } | { readonly atMost: number }): Goal {
  return "atLeast" in bound
    ? { name, value, goal: `≥ ${bound.atLeast}`, met: value >= bound.atLeast }
    : { name, value, goal: `≤ ${bound.atMost}`, met: value <= bound.atMost };
}

const folder = path.resolve(import.meta.dirname, "../results");

/** Forgets what an earlier run has found. */
export function forgetResult(bench: string): void {
  rmSync(path.join(folder, `${bench}.json`), { force: true });
}

/** Keeps the newest findings in `bench/results`, with the machine that they are true of. */
export function keepResult(bench: string, findings: Findings): void {
  mkdirSync(folder, { recursive: true });
  const result = { bench, measuredAt: new Date().toISOString(), machine: machine(), ...findings };
  writeFileSync(path.join(folder, `${bench}.json`), `${JSON.stringify(result, null, 2)}\n`);
}

function machine() {
  return {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
  };
}

/** The findings as tables for a reader at a terminal. */
export function formatFindings(bench: string, { figures, ratios, goals, setup }: Findings): string {
  const settings = Object.entries(setup).map(([name, value]) => [name, String(value)]);
  const measured = Object.entries(figures).map(([name, { unit, cpuMs, ...figure }]) => [name, ...numbers(figure), unit, ...costs(cpuMs)]);
  const compared = Object.entries(ratios).map(([name, ratio]) => [name, ...numbers(ratio)]);
  const hoped = goals.map(({ name, value, goal, met }) => [name, round(value), goal, met ? "met" : "missed"]);
  return [
    `\n${bench}\n`,
    table(settings),
    table([["figure", "median", "min", "max", "unit", "CPU ms: database", "api", "client"], ...measured]),
    table([["ratio", "median", "min", "max"], ...compared]),
    table([["goal", "value", "wanted", ""], ...hoped]),
  ].join("\n");
}

function numbers({ median, min, max }: Summary): string[] {
  return [median, min, max].map(round);
}

function costs(cpu: Cpu | undefined): string[] {
  return cpu ? [cpu.database, cpu.api, cpu.client].map((value) => (value === 0 ? "" : value.toFixed(3))) : [];
}

function round(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(2);
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const cell = (text: string, column: number) => (column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0));
  return rows.map((row) => `${row.map(cell).join("  ").trimEnd()}\n`).join("");
}
