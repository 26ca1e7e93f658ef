import { existsSync, realpathSync } from "node:fs";
import path from "node:path";

import { binariesIn, majorOf } from "./binaries.ts";

/** A PostgreSQL that stands on this machine. */
export interface Installation {
  readonly folder: string;
  readonly major: number;
}

const places = (major: number) => [
  `/usr/lib/postgresql/${major}`,
  `/usr/pgsql-${major}`,
  `/opt/homebrew/opt/postgresql@${major}`,
  `/usr/local/opt/postgresql@${major}`,
];

/** The oldest PostgreSQL of these versions that is installed in a usual place or on the search path; null where there is none. */
export function findInstalled(majors: readonly number[], searchPath: string): Installation | null {
  const onPath = searchPath.split(path.delimiter).map((folder) => path.join(folder, "postgres"));
  const folders = [...majors.flatMap(places), ...onPath.filter(existsSync).map((program) => path.resolve(realpathSync(program), "../.."))];
  const found = folders.flatMap((folder) => {
    if (!existsSync(path.join(folder, "bin/initdb")) || !existsSync(path.join(folder, "bin/postgres"))) return [];
    const major = majorOf(binariesIn(folder));
    return majors.includes(major) ? [{ folder, major }] : [];
  });
  return found.toSorted((a, b) => a.major - b.major)[0] ?? null;
}
