import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";

import { build } from "tsdown";

import manifest from "../package.json" with { type: "json" };

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, "..");
const require = createRequire(import.meta.url);

/** The package as a registry would get it. */
export interface PackedPackage extends AsyncDisposable {
  /** Its files, unpacked. */
  readonly folder: string;
  /** Of all its entries and what they share. */
  readonly declarations: string;
  readonly code: string;
}

/** Builds the package into a folder of its own, with the `exports` that publishing puts in. */
export async function packPackage(): Promise<PackedPackage> {
  const home = await mkdtemp(path.join(tmpdir(), "skyhold-sdk-"));
  const folder = path.join(home, "package");
  await build({ cwd: root, config: path.join(root, "tsdown.config.ts"), outDir: path.join(folder, "dist"), logLevel: "error" });
  await writeFile(path.join(folder, "package.json"), JSON.stringify({ ...manifest, exports: manifest.publishConfig.exports }));
  for (const file of ["README.md", "CHANGELOG.md"]) await copyFile(path.join(root, file), path.join(folder, file));
  return {
    folder,
    declarations: await readAll(path.join(folder, "dist"), ".d.ts"),
    code: await readAll(path.join(folder, "dist"), ".js"),
    [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true }),
  };
}

async function readAll(folder: string, ending: string): Promise<string> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(ending)).toSorted();
  return (await Promise.all(files.map((file) => readFile(path.join(folder, file), "utf8")))).join("\n");
}

/** What "Are the types wrong?" finds in the package for users of ES modules; empty when nothing. */
export async function typesProblems({ folder }: PackedPackage): Promise<string> {
  const tarball = path.join(path.dirname(folder), "package.tgz");
  await run("tar", ["-czf", tarball, "-C", path.dirname(folder), "package"]);
  const attw = path.join(path.dirname(require.resolve("@arethetypeswrong/cli/package.json")), "dist/index.js");
  return complaints([attw, tarball, "--profile", "esm-only", "--no-color", "--no-emoji"]);
}

/** A project of someone else's that has the package, what the package depends on, and nothing else. */
async function openProject({ folder }: PackedPackage, source: string): Promise<string> {
  const project = path.join(path.dirname(folder), "project");
  await linkOnce(folder, path.join(project, "node_modules/@skyhold/sdk"));
  // Both compiler and Node look for the package's dependencies beside its real place.
  for (const name of Object.keys(manifest.dependencies))
    await linkOnce(path.join(root, "node_modules", name), path.join(folder, "node_modules", name));
  await writeFile(path.join(project, "package.json"), '{"type":"module"}');
  await writeFile(path.join(project, "main.ts"), source);
  return project;
}

/** What a strict TypeScript project gets from this compiler; empty when it compiles. */
export async function compile(packed: PackedPackage, source: string, compiler: "typescript" | "typescript-5.9"): Promise<string> {
  const project = await openProject(packed, source);
  const lib = ["es2022", "esnext.disposable", "dom", "dom.iterable"];
  const compilerOptions = { module: "nodenext", target: "es2022", lib, types: [], strict: true, skipLibCheck: false, noEmit: true };
  await writeFile(path.join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["main.ts"] }));
  const tsc = path.join(path.dirname(require.resolve(`${compiler}/package.json`)), "bin/tsc");
  return complaints([tsc, "-p", project]);
}

/** What a project prints that runs with the package. */
export async function execute(packed: PackedPackage, source: string): Promise<string> {
  const project = await openProject(packed, source);
  const { stdout } = await run(process.execPath, [path.join(project, "main.ts")]);
  return stdout;
}

async function linkOnce(target: string, place: string): Promise<void> {
  await mkdir(path.dirname(place), { recursive: true });
  await rm(place, { force: true });
  await symlink(target, place);
}

/** What a checker prints when it exits with an error; empty when it is content. */
async function complaints(command: readonly string[]): Promise<string> {
  try {
    await run(process.execPath, command);
    return "";
  } catch (error) {
    return error instanceof Error && "stdout" in error ? String(error.stdout) : String(error);
  }
}

/** Bytes that the client adds to a web page: with all it depends on, minified and compressed. */
export async function bundleSize({ folder }: PackedPackage): Promise<number> {
  const outDir = path.join(path.dirname(folder), "bundle");
  await build({
    cwd: root,
    config: false,
    entry: { page: path.join(root, "src/index.ts") },
    outDir,
    format: "esm",
    platform: "browser",
    minify: true,
    dts: false,
    deps: { alwaysBundle: [/./u], onlyBundle: false },
    logLevel: "error",
  });
  return gzipSync(await readFile(path.join(outDir, "page.js"))).length;
}
