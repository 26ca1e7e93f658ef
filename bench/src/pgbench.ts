import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { leadInSeconds } from "./load.ts";
import type { Load, Run } from "./load.ts";

/** Something that runs one prepared statement over and over, outside this process. In its text `:n` counts 1, 2, 3… over all clients. */
export interface StatementRunner {
  /** What it is, for the reader of the figures. */
  readonly name: string;
  run(sql: string, load: Load): Promise<Run>;
}

/** pgbench where it is installed; otherwise a second Node process that does the same, and says so. */
export function findStatementRunner(url: string): StatementRunner {
  const program = findPgbench();
  if (program === undefined)
    return { name: "a loop in a second Node process (no pgbench found)", run: (sql, load) => runStandIn(url, sql, load) };
  const version = spawnSync(program, ["--version"], { encoding: "utf8" }).stdout.trim();
  return { name: version, run: (sql, load) => runPgbench({ program, url }, sql, load) };
}

function findPgbench(): string | undefined {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => path.join(debian, version, "bin")), ...(process.env["PATH"] ?? "").split(path.delimiter)];
  return folders.map((folder) => path.join(folder, "pgbench")).find((file) => existsSync(file));
}

async function runPgbench({ program, url }: { program: string; url: string }, sql: string, load: Load): Promise<Run> {
  await using made = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), "skyhold-pgbench-"));
  made.defer(() => rm(folder, { recursive: true }));
  const script = path.join(folder, "script.sql");
  // A variable keeps its value from one transaction of a client to its next, so each client counts for itself.
  await writeFile(script, `\\set k :k + 1\n\\set n :k * ${load.clients} + :client_id + 1\n${sql};\n`);
  const clients = ["--client", String(load.clients), "--jobs", String(Math.min(2, load.clients))];
  const time = ["--time", String(load.seconds + leadInSeconds), "--progress", String(leadInSeconds)];
  const output = await outputOf(program, ["--no-vacuum", "--protocol", "prepared", "-D", "k=-1", ...clients, ...time, "-f", script, url]);
  return countFromLeadIn(output);
}

function countFromLeadIn(output: string): Run {
  const found = (pattern: RegExp) => pattern.exec(output)?.slice(1).map(Number) ?? [];
  const [firstSeconds = Number.NaN, firstRate = 0] = found(/^progress: ([\d.]+) s, ([\d.]+) tps/mu);
  const [operations = 0] = found(/actually processed: (\d+)/u);
  const [rate = Number.NaN] = found(/^tps = ([\d.]+)/mu);
  const [errors = 0] = found(/failed transactions: (\d+)/u);
  // The clock of the progress starts before the connections are made, that of the rate after.
  const [connecting = 0] = found(/^initial connection time = ([\d.]+) ms/mu);
  const seconds = operations / rate + connecting / 1000 - firstSeconds;
  // A machine that stalls may make its first report when all is over.
  const perSecond = seconds > 0.5 ? (operations - firstSeconds * firstRate) / seconds : rate;
  return { operations, perSecond, errors };
}

async function runStandIn(url: string, sql: string, load: Load): Promise<Run> {
  const script = path.join(import.meta.dirname, "pgbench-stand-in.ts");
  const output = await outputOf(process.execPath, [script, url, sql, String(load.clients), String(load.seconds)]);
  const [operations = 0, perSecond = 0, errors = 0] = output.split(" ").map(Number);
  return { operations, perSecond, errors };
}

async function outputOf(program: string, flags: readonly string[]): Promise<string> {
  const child = spawn(program, flags, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  if (code !== 0) throw new Error(`${path.basename(program)} failed:\n${output.slice(-2000)}`);
  return output;
}
