import { spawn } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { freePort } from "@skyhold/db/embedded";

import { repository } from "../part.ts";
import { toGoal } from "../report.ts";
import type { Benchmark } from "../report.ts";
import { summarise } from "../rounds.ts";

/** What someone who tries Skyhold out waits for: an empty folder, until the first answer that it is ready. */
export const start: Benchmark = {
  name: "start",
  run: async ({ rounds }) => {
    // The first one may build the back office, which belongs to the installation.
    await startOnce();
    const seconds: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      process.stderr.write(`start, round ${round} of ${rounds}\n`);
      seconds.push(await startOnce());
    }
    const summary = summarise(seconds);
    return {
      figures: { "to the first answer": { ...summary, unit: "s" } },
      ratios: {},
      goals: [toGoal("seconds to the first answer, fresh database", summary.median, { atMost: 8 })],
      setup: { "what is started": "what `pnpm start` starts, without pnpm's own start, in an empty folder", rounds },
    };
  },
};

async function startOnce(): Promise<number> {
  await using parts = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), "skyhold-start-"));
  parts.defer(() => rm(folder, { recursive: true, force: true }));
  // Under root the server runs as another user, who must be able to walk through this folder.
  await chmod(folder, 0o711);
  const port = await freePort();
  const env = { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "" };
  const flags = ["apps/api/src/embedded/start.ts", "--folder", path.join(folder, "data"), "--port", String(port)];
  const begun = performance.now();
  const child = spawn(process.execPath, flags, { cwd: repository, env, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  parts.defer(() => ended);
  parts.defer(() => void child.kill("SIGINT"));
  while (!(await isReady(port))) {
    if (child.exitCode !== null) throw new Error(`start ended with code ${child.exitCode} before it was ready`);
    await sleep(10);
  }
  return (performance.now() - begun) / 1000;
}

async function isReady(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
}
