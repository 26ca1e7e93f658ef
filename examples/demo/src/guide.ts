import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

import type { Product } from "./product.ts";

const run = promisify(execFile);

/** The code of a guide by its language, block after block as a reader would paste it; without what is marked `no-run`. */
export function blocksOf(file: string): { readonly sh: string; readonly ts: string } {
  const text = readFileSync(file, "utf8");
  const joined = (language: string) =>
    [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gmsu"))].map(([, code]) => code).join("\n");
  return { sh: joined("sh"), ts: joined("ts") };
}

/** Runs a guide's code against a product that runs, wherever its parts are, in a folder of its own; answers what was printed. Fails where the code does. */
export async function runGuide(file: string, { api, stripe }: Product): Promise<string> {
  const here = (code: string) => code.replaceAll("http://localhost:4000", api).replaceAll("http://127.0.0.1:4012", stripe);
  const { sh, ts } = blocksOf(file);
  const folder = mkdtempSync(path.join(tmpdir(), "skyhold-guide-"));
  try {
    const shell = await run("bash", ["-euo", "pipefail", "-c", here(sh)], { cwd: folder });
    // Typed code is found from this package, which has the client.
    const program = `process.chdir(${JSON.stringify(folder)});\n${here(ts)}`;
    const typed = await run(process.execPath, ["--input-type=module-typescript", "--eval", program], {
      cwd: path.resolve(import.meta.dirname, ".."),
    });
    return `${shell.stdout}\n${typed.stdout}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
