import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";

import { build } from "tsdown";

const run = promisify(execFile);

/** What is compared: a client as its user imports it. */
const clients = {
  "@skyhold/sdk": 'import { createClient } from "@skyhold/sdk"; globalThis.client = createClient({ url: "http://localhost" });',
  stripe: 'import Stripe from "stripe"; globalThis.client = new Stripe("sk_test_nobody");',
  "@duffel/api": 'import { Duffel } from "@duffel/api"; globalThis.client = new Duffel({ token: "duffel_test_nobody" });',
} as const;

/** A client of the comparison. */
export type ClientName = keyof typeof clients;

/** Every client of the comparison, ours first. */
export const clientNames: readonly ClientName[] = ["@skyhold/sdk", "stripe", "@duffel/api"];

/** A client with all that it needs in one file, minified. */
export interface Bundle {
  readonly name: ClientName;
  readonly file: string;
  readonly gzipBytes: number;
}

/** The bundles, in a folder of their own until they are disposed of. */
export interface Bundles extends AsyncDisposable {
  readonly all: readonly Bundle[];
}

/** Bundles each client in the same way. The folder is inside the workspace, where its packages are found. */
export async function bundleClients(): Promise<Bundles> {
  const folder = await mkdtemp(path.resolve(import.meta.dirname, "../../node_modules/.bundles-"));
  const all: Bundle[] = [];
  for (const [index, name] of clientNames.entries()) {
    const entry = path.join(folder, `entry-${index}.ts`);
    await writeFile(entry, clients[name]);
    const outDir = path.join(folder, `out-${index}`);
    const deps = { alwaysBundle: [/./u], onlyBundle: false as const };
    await build({
      config: false,
      entry: { client: entry },
      outDir,
      format: "esm",
      platform: "node",
      minify: true,
      dts: false,
      deps,
      logLevel: "error",
    });
    const file = path.join(outDir, "client.mjs");
    all.push({ name, file, gzipBytes: gzipSync(await readFile(file)).length });
  }
  return { all, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

/** Milliseconds until a fresh Node process has imported the bundle and made its client. */
export async function importTime({ file }: Bundle): Promise<number> {
  const script = `const began = performance.now(); await import(${JSON.stringify(file)}); console.log(performance.now() - began);`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", script]);
  return Number(stdout);
}
