import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { z } from "zod";

import { repository } from "./part.ts";

const [begin, end] = ["<!-- figures: written by pnpm bench -->", "<!-- end of figures -->"];
const header = ["benchmark", "what", "measured", "goal", ""];

/** Puts the goals of all kept results into the README, met or missed, so that nobody has to copy a number. */
export function writeReadmeTable(): void {
  const file = path.join(repository, "README.md");
  const text = readFileSync(file, "utf8");
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error("The README has lost the marks between which the figures stand");
  const results = readResults();
  writeFileSync(file, `${before}${begin}\n\n${table([header, ...rowsOf(results)])}\n${period(results)}\n\n${end}${after}`);
}

const Kept = z.object({
  bench: z.string(),
  measuredAt: z.iso.datetime(),
  goals: z.array(z.object({ name: z.string(), value: z.number(), goal: z.string(), met: z.boolean() })),
});
type Kept = z.infer<typeof Kept>;

function readResults(): Kept[] {
  const folder = path.join(repository, "bench/results");
  return readdirSync(folder)
    .toSorted()
    .map((name) => Kept.parse(JSON.parse(readFileSync(path.join(folder, name), "utf8"))));
}

/** Figures of one run lie close together; those that do not are of several. */
function period(results: readonly Kept[]): string {
  const moments = results.map(({ measuredAt }) => measuredAt.slice(0, 16).replace("T", " ")).toSorted();
  return `Measured from ${moments[0] ?? "–"} to ${moments.at(-1) ?? "–"} UTC.`;
}

function rowsOf(results: readonly Kept[]): string[][] {
  return results.flatMap(({ bench, goals }) =>
    goals.map(({ name, value, goal, met }) => [`\`${bench}\``, name, shown(value), goal, met ? "met" : "missed"]),
  );
}

function shown(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString("en");
  return value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(2);
}

/** As the formatter of the repository writes tables. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = header.map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |\n`;
  const [first = [], ...others] = rows;
  return [line(first), line(widths.map((width) => "-".repeat(width))), ...others.map(line)].join("");
}
