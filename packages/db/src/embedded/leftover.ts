import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import type { Place } from "./identity.ts";

/** Stops the server that an earlier start left behind when it was killed outright; a pid file without a process is left to PostgreSQL. */
export async function stopLeftover(place: Place): Promise<void> {
  const file = path.join(place.folder, "data", "postmaster.pid");
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  if (!isOurs(pid, place)) return;
  process.kill(pid, "SIGINT");
  for (let attempt = 0; attempt < 200 && existsSync(file); attempt += 1) await sleep(50);
}

/** The number may meanwhile belong to another program, which must not be stopped. */
function isOurs(pid: number, place: Place): boolean {
  try {
    process.kill(pid, 0);
    const command = execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
    return command.includes(path.join(place.folder, "data"));
  } catch {
    return false;
  }
}
