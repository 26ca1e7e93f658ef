import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
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
    declarations: await readFile(path.join(folder, "dist/index.d.ts"), "utf8"),
    code: await readFile(path.join(folder, "dist/index.js"), "utf8"),
    [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true }),
  };
}

/** What "Are the types wrong?" finds in the package for users of ES modules; empty when nothing. */
export async function typesProblems({ folder }: PackedPackage): Promise<string> {
  const tarball = path.join(path.dirname(folder), "package.tgz");
  await run("tar", ["-czf", tarball, "-C", path.dirname(folder), "package"]);
  const attw = path.join(path.dirname(require.resolve("@arethetypeswrong/cli/package.json")), "dist/index.js");
  return complaints([attw, tarball, "--profile", "esm-only", "--no-color", "--no-emoji"]);
}

/** What a strict TypeScript project that has the package, tRPC and nothing else gets from the compiler; empty when it compiles. */
export async function compile({ folder }: PackedPackage, source: string): Promise<string> {
  const project = path.join(path.dirname(folder), "project");
  const modules = path.join(project, "node_modules");
  await mkdir(path.join(modules, "@skyhold"), { recursive: true });
  await symlink(folder, path.join(modules, "@skyhold/sdk"));
  // The compiler looks for tRPC beside the package's real place.
  await mkdir(path.join(folder, "node_modules"));
  await symlink(path.join(root, "node_modules/@trpc"), path.join(folder, "node_modules/@trpc"));
  const lib = ["es2022", "esnext.disposable", "dom", "dom.iterable"];
  const compilerOptions = { module: "nodenext", target: "es2022", lib, types: [], strict: true, skipLibCheck: false, noEmit: true };
  await writeFile(path.join(project, "package.json"), '{"type":"module"}');
  await writeFile(path.join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["main.ts"] }));
  await writeFile(path.join(project, "main.ts"), source);
  const tsc = path.join(path.dirname(require.resolve("typescript/package.json")), "bin/tsc");
  return complaints([tsc, "-p", project]);
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
