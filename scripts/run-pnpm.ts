import { spawnSync } from "node:child_process";

/** What a command of the pnpm that runs this script prints as JSON; `failure` says why there is none. Its exit code is not asked: an audit that finds something ends with 1. */
export function runPnpm(...command: readonly string[]): { readonly json: unknown; readonly failure: string | null } {
  const { stdout, stderr, error } = spawnSync("pnpm", [...command, "--json"], { encoding: "utf8", maxBuffer: 1 << 28, timeout: 60_000 });
  try {
    const json: unknown = JSON.parse(stdout);
    return { json, failure: null };
  } catch {
    return { json: null, failure: error?.message ?? ((stderr || stdout).trim().split("\n").slice(0, 3).join(" ") || "no answer") };
  }
}
