import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

import { z } from "zod";

const Running = z.object({ pid: z.int(), api: z.url(), mailbox: z.url().nullable(), stripe: z.url().nullable() });

/** What `pnpm start` leaves word of while it runs, so that `pnpm demo` finds it and a second start does not take its data. */
export type Running = z.infer<typeof Running>;

const fileIn = (folder: string) => path.join(folder, "running.json");

/** The start that runs on this folder; null when there is none, or when it was killed and its word outlived it. */
export function findRunning(folder: string): Running | null {
  try {
    const running = Running.parse(JSON.parse(readFileSync(fileIn(folder), "utf8")));
    // After a crash the number may be our own, or that of a program which has nothing to do with us.
    return running.pid !== process.pid && isStart(running.pid) ? running : null;
  } catch {
    return null;
  }
}

function isStart(pid: number): boolean {
  process.kill(pid, 0);
  if (process.platform === "win32") return true;
  return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).includes("embedded/start.ts");
}

/** Leaves word of this process. */
export function writeRunning(folder: string, running: Running): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(fileIn(folder), JSON.stringify(running));
}

/** Takes the word back. */
export function removeRunning(folder: string): void {
  rmSync(fileIn(folder), { force: true });
}
