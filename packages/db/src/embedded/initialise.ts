import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

import { majorOf } from "./binaries.ts";
import { explainFailure } from "./explain-failure.ts";
import type { Place } from "./identity.ts";

/** Makes the data folder where there is none, checks its version where there is one, and answers the database password. */
export async function initialise(place: Place): Promise<string> {
  const data = path.join(place.folder, "data");
  const passwordFile = path.join(place.folder, "password");
  if (existsSync(data)) {
    refuseOtherVersion(data, majorOf(place.binaries));
    return readFileSync(passwordFile, "utf8").trim();
  }
  writeFileSync(passwordFile, `${randomBytes(18).toString("base64url")}\n`, { mode: 0o600 });
  if (place.user) chownSync(passwordFile, place.user.uid, place.user.gid);
  initdb(place, data, passwordFile);
  return readFileSync(passwordFile, "utf8").trim();
}

function initdb(place: Place, data: string, passwordFile: string): void {
  // Under another name until it is whole, so that an interrupted first start leaves nothing that looks like a database.
  const unfinished = `${data}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  // The same order of texts on every machine; the provider that also knows the case of every letter came with version 17.
  const provider = majorOf(place.binaries) >= 17 ? ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] : [];
  const collation = ["--encoding=UTF8", "--locale=C", ...provider];
  const access = ["--username=skyhold", "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
  const made = spawnSync(place.binaries.initdb, [`--pgdata=${unfinished}`, ...access, ...collation], {
    ...place.user,
    cwd: place.folder,
    encoding: "utf8",
  });
  if (made.status !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new Error(explainFailure(`${made.stderr}${made.error?.message ?? ""}`, place.folder));
  }
  renameSync(unfinished, data);
}

function refuseOtherVersion(data: string, major: number): void {
  const version = readFileSync(path.join(data, "PG_VERSION"), "utf8").trim();
  if (version === String(major)) return;
  throw new Error(
    `The data folder ${data} was made by PostgreSQL ${version}, and this Skyhold brings PostgreSQL ${major}. ` +
      `Move the folder away to start anew, or run that PostgreSQL ${version} yourself and set DATABASE_URL.`,
  );
}
