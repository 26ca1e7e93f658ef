import { spawn } from "node:child_process";
import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";

import { booking } from "./benchmarks/booking.ts";
import { caches } from "./benchmarks/caches.ts";
import { cancellation } from "./benchmarks/cancellation.ts";
import { confirm } from "./benchmarks/confirm.ts";
import { growth } from "./benchmarks/growth.ts";
import { holds } from "./benchmarks/holds.ts";
import { jobs } from "./benchmarks/jobs.ts";
import { loginFlood } from "./benchmarks/login-flood.ts";
import { refusals } from "./benchmarks/refusals.ts";
import { sdk } from "./benchmarks/sdk.ts";
import { search } from "./benchmarks/search.ts";
import { seatMap } from "./benchmarks/seat-map.ts";
import { soak } from "./benchmarks/soak.ts";
import { stampede } from "./benchmarks/stampede.ts";
import { start } from "./benchmarks/start.ts";
import { status } from "./benchmarks/status.ts";
import { watchers } from "./benchmarks/watchers.ts";
import { writeReadmeTable } from "./readme-table.ts";
import { forgetResult, formatFindings, keepResult } from "./report.ts";
import type { Benchmark, Options } from "./report.ts";

const benchmarks: readonly Benchmark[] = [
  holds,
  stampede,
  refusals,
  seatMap,
  watchers,
  caches,
  confirm,
  booking,
  search,
  status,
  cancellation,
  jobs,
  loginFlood,
  growth,
  sdk,
  start,
];

/** Takes half an hour, and runs only when it is named. */
const onlyByName: readonly Benchmark[] = [soak];

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      seconds: { type: "string", default: "3" },
      rounds: { type: "string", default: "5" },
      claims: { type: "string", default: "1000000,10000000" },
      flights: { type: "string", default: "1000000" },
      minutes: { type: "string", default: "30" },
    },
  });
  const options = {
    seconds: whole("--seconds", values.seconds),
    rounds: whole("--rounds", values.rounds),
    claims: values.claims.split(",").map((size) => whole("--claims", size)),
    flights: whole("--flights", values.flights),
    minutes: whole("--minutes", values.minutes),
  };
  const [first, ...others] = chosen(positionals);
  if (first && others.length === 0) await measure(first, options, values.json);
  else await measureEach(chosen(positionals));
}

/**
 * Whoever makes the load shares the cores with those that are measured. Left to itself, a heap this small was collected every 220 answers to
 * searches, four times a second, by all cores for 8 to 16 ms: the slowest of a hundred calls were those.
 */
const collectSeldom = "--heap-growing-percent=1000";

async function measure(benchmark: Benchmark, options: Options, json: boolean): Promise<void> {
  setFlagsFromString(collectSeldom);
  const findings = await benchmark.run(options);
  keepResult(benchmark.name, findings);
  writeReadmeTable();
  const { figures, ratios, goals } = findings;
  process.stdout.write(
    json ? `${JSON.stringify({ bench: benchmark.name, figures, ratios, goals })}\n` : formatFindings(benchmark.name, findings),
  );
}

/**
 * Measures several, each in a process of its own: none works in what another has left behind, and one that fails costs no other its
 * result. What it found in an earlier run is forgotten then, so that the table never mixes runs.
 */
async function measureEach(several: readonly Benchmark[]): Promise<void> {
  const flags = process.argv.slice(2).filter((word) => !several.some(({ name }) => name === word));
  const failed: string[] = [];
  // Ctrl-C reaches the measuring process by itself; this one waits until that has cleared up.
  let interrupted = false;
  process.on("SIGINT", () => (interrupted = true));
  for (const { name } of several) {
    if (interrupted) break;
    const code = await runAgain([name, ...flags]);
    if (code === 0 || interrupted) continue;
    failed.push(name);
    forgetResult(name);
    writeReadmeTable();
  }
  if (interrupted) process.exitCode = 130;
  if (failed.length > 0) throw new Error(`Could not be measured, and have no figures now: ${failed.join(", ")}`);
}

/** This program with other arguments, after its flags for Node; answers its exit code, null when a signal ended it. */
function runAgain(words: readonly string[]): Promise<number | null> {
  const [program = ""] = process.argv.slice(1);
  const child = spawn(process.execPath, [...process.execArgv, program, ...words], { stdio: "inherit" });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
}

function chosen(names: readonly string[]): readonly Benchmark[] {
  const all = [...benchmarks, ...onlyByName];
  const unknown = names.find((name) => !all.some((benchmark) => benchmark.name === name));
  if (unknown !== undefined) throw new Error(`There is no benchmark "${unknown}". There are: ${all.map(({ name }) => name).join(", ")}.`);
  return names.length === 0 ? benchmarks : all.filter(({ name }) => names.includes(name));
}

function whole(flag: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${flag} wants a whole number from 1, not "${text}"`);
  return value;
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
