import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";

import { binariesIn } from "./binaries.ts";
import type { Binaries } from "./binaries.ts";

/** Who runs the server, from which copy of the programs, and in which folder: everything there is reachable by that user. */
export interface Place {
  readonly folder: string;
  readonly binaries: Binaries;
  readonly user: { readonly uid: number; readonly gid: number } | undefined;
}

/** Where root may keep what another user must reach, when the checkout stands in a folder closed to others (such as root's home). */
const sharedRoot = "/var/lib/skyhold";

/**
 * PostgreSQL refuses to run as root, so under root the server runs as `postgres`, or `nobody` where that user does not exist.
 * What that user could not reach is put where it can.
 */
export function choosePlace(folder: string, binaries: Binaries): Place {
  if (process.getuid?.() !== 0) {
    makePrivate(folder);
    return { folder, binaries, user: undefined };
  }
  const user = unprivilegedUser();
  const place = { binaries: reachableBinaries(binaries, user), folder: reachableFolder(folder, user), user };
  chownSync(place.folder, user.uid, user.gid);
  return place;
}

function unprivilegedUser(): { uid: number; gid: number } {
  for (const name of ["postgres", "nobody"]) {
    const id = (flag: string) => Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
    try {
      return { uid: id("-u"), gid: id("-g") };
    } catch {
      continue;
    }
  }
  throw new Error(
    "PostgreSQL refuses to run as root, and this machine has no user `postgres` or `nobody`. Run Skyhold as another user, or set DATABASE_URL.",
  );
}

function reachableBinaries(binaries: Binaries, user: { uid: number; gid: number }): Binaries {
  const canRun = spawnSync(binaries.postgres, ["--version"], { ...user, cwd: "/" }).status === 0;
  if (canRun) return binaries;
  const copy = path.join(sharedRoot, `postgresql-${fingerprint(binaries.folder)}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    cpSync(binaries.folder, unfinished, { recursive: true, verbatimSymlinks: true });
    execFileSync("chmod", ["-R", "a+rX", unfinished]);
    openSharedRoot();
    renameSync(unfinished, copy);
  }
  return binariesIn(copy);
}

function reachableFolder(folder: string, user: { uid: number; gid: number }): string {
  makePrivate(folder);
  chownSync(folder, user.uid, user.gid);
  const canWrite = spawnSync("test", ["-w", folder], { ...user, cwd: "/" }).status === 0;
  if (canWrite) return folder;
  rmSync(folder, { recursive: true });
  const elsewhere = path.join(sharedRoot, fingerprint(folder));
  makePrivate(elsewhere);
  openSharedRoot();
  return elsewhere;
}

/** The folder is its user's alone, as PostgreSQL demands; the folders above it keep the usual mode. */
function makePrivate(folder: string): void {
  mkdirSync(path.dirname(folder), { recursive: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

function openSharedRoot(): void {
  chmodSync(sharedRoot, 0o755);
}

function fingerprint(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
