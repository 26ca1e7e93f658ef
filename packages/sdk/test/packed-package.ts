import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
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
  readonly tarball: string;
  /** Its files, unpacked, outside of the workspace. */
  readonly folder: string;
  /** Of all its entries and what they share. */
  readonly declarations: string;
  readonly code: string;
}

/** Builds the package and packs it as the release does: by pnpm, which puts in the `exports` of `publishConfig`. */
export async function packPackage(): Promise<PackedPackage> {
  const home = await mkdtemp(path.join(tmpdir(), "skyhold-sdk-"));
  await build({ cwd: root, config: path.join(root, "tsdown.config.ts"), logLevel: "error" });
  await run("pnpm", ["pack", "--pack-destination", home], { cwd: root });
  const tarball = path.join(home, `skyhold-sdk-${manifest.version}.tgz`);
  await run("tar", ["-xzf", tarball, "-C", home]);
  const folder = path.join(home, "package");
  return {
    tarball,
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
export async function typesProblems({ tarball }: PackedPackage): Promise<string> {
  const attw = path.join(path.dirname(require.resolve("@arethetypeswrong/cli/package.json")), "dist/index.js");
  return complaints([attw, tarball, "--profile", "esm-only", "--no-color", "--no-emoji"]);
}

/** A project of someone else's that has the package, what the package depends on, and nothing else. */
async function openProject({ folder }: PackedPackage, file: string, source: string): Promise<string> {
  const project = path.join(path.dirname(folder), "project");
  await linkOnce(folder, path.join(project, "node_modules/@skyhold/sdk"));
  // Both compiler and Node look for the package's dependencies beside its real place.
  for (const name of Object.keys(manifest.dependencies))
    await linkOnce(path.join(root, "node_modules", name), path.join(folder, "node_modules", name));
  await writeFile(path.join(project, "package.json"), '{"type":"module"}');
  await writeFile(path.join(project, file), source);
  return project;
}

/** What a strict TypeScript project gets from this compiler; empty when it compiles. */
export async function compile(packed: PackedPackage, source: string, compiler: "typescript" | "typescript-5.9"): Promise<string> {
  const project = await openProject(packed, "main.ts", source);
  const lib = ["es2022", "esnext.disposable", "dom", "dom.iterable"];
  const compilerOptions = { module: "nodenext", target: "es2022", lib, types: [], strict: true, skipLibCheck: false, noEmit: true };
  await writeFile(path.join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["main.ts"] }));
  const tsc = path.join(path.dirname(require.resolve(`${compiler}/package.json`)), "bin/tsc");
  return complaints([tsc, "-p", project]);
}

/** How each program that runs JavaScript is told to run a project: the Node.js of the tests, and what else is installed on this machine (in CI a Node.js 20). */
export const runtimes: ReadonlyMap<string, readonly string[]> = new Map([
  ["the Node.js of the tests", [process.execPath, "main.mjs"]],
  ...installed("node", "main.mjs"),
  ...installed("deno", "run", "-A", "main.mjs"),
  ...installed("bun", "run", "main.mjs"),
  ...installed("workerd", "test", "worker.capnp"),
]);

function installed(name: string, ...flags: readonly string[]): readonly (readonly [string, readonly string[]])[] {
  const program = findInstalled(name);
  return program === null ? [] : [[name, [program, ...flags]]];
}

/** A program on the PATH; not one that a package brings. */
function findInstalled(name: string): string | null {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter).filter((folder) => !folder.includes("node_modules"));
  return folders.map((folder) => path.join(folder, name)).find((file) => isProgram(file)) ?? null;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** What a project prints that has the package and calls this module's default export. */
export async function execute(packed: PackedPackage, [program = "", ...flags]: readonly string[], source: string): Promise<string> {
  const project = await openProject(packed, "program.mjs", source);
  await writeFile(path.join(project, "main.mjs"), 'import program from "./program.mjs";\nawait program();\n');
  if (flags.includes("worker.capnp")) await writeWorker(project);
  const { stdout } = await run(program, flags, { cwd: project });
  return stdout;
}

/** A worker is one file that does nothing until it is called, here by its own test, and reaches only the networks that it is given. */
async function writeWorker(project: string): Promise<void> {
  const entry = path.join(project, "worker.mjs");
  await writeFile(entry, 'import program from "./program.mjs";\nexport default { test: () => program() };\n');
  await bundle(project, { worker: entry });
  const config = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [
  (name = "main", worker = (modules = [(name = "worker", esModule = embed "bundle/worker.js")], compatibilityDate = "2026-01-01", globalOutbound = "local")),
  (name = "local", network = (allow = ["local"])),
]);`;
  await writeFile(path.join(project, "worker.capnp"), config);
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

/** Bytes that the client adds to a web page which books: with all it depends on, minified and compressed. */
export async function bundleSize(packed: PackedPackage): Promise<number> {
  const project = await openProject(packed, "page.mjs", 'export { createClient, isSkyholdError } from "@skyhold/sdk";');
  const folder = await bundle(project, { page: path.join(project, "page.mjs") });
  return gzipSync(await readFile(path.join(folder, "page.js"))).length;
}

/** Makes one file of each entry with all that it needs, minified; answers the folder. */
async function bundle(project: string, entry: Record<string, string>): Promise<string> {
  const outDir = path.join(project, "bundle");
  await build({
    cwd: project,
    config: false,
    entry,
    outDir,
    format: "esm",
    platform: "browser",
    minify: true,
    dts: false,
    deps: { alwaysBundle: [/./u], onlyBundle: false },
    logLevel: "error",
  });
  return outDir;
}
