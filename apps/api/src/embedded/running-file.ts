import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

import { z } from "zod";

const Running = z.object({
  pid: z.int(),
  api: z.url(),
  mailbox: z.url().nullable(),
  stripe: z.url().nullable(),
  /** The embedded database, with its password; null while it starts, and when another one is used. */
  database: z.url().nullable().default(null),
});

/** What `pnpm start` leaves word of while it runs, so that `pnpm demo` and `pnpm invariants` find it and a second start does not take its data. */
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

/** Leaves word of this process, to nobody but the user who runs it. */
export function writeRunning(folder: string, running: Running): void {
  mkdirSync(folder, { recursive: true });
  // A file that is there already would keep its mode, whatever it is.
  removeRunning(folder);
  writeFileSync(fileIn(folder), JSON.stringify(running), { mode: 0o600 });
}

/** Takes the word back. */
export function removeRunning(folder: string): void {
  rmSync(fileIn(folder), { force: true });
}
