import { execFile } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

import type { Product } from "./product.ts";

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, "../../..");

interface Code {
  readonly sh: string;
  readonly ts: string;
}

const notRun = /^ *<!-- no-run: [^\n]+ -->\n+( *)```.*?^\1```/gmsu;

/** The code of a document by its language, block after block as a reader would paste it; without what is marked `no-run`, with a reason. */
function codeOf(document: string): Code {
  const text = readFileSync(path.join(root, document), "utf8").replaceAll(notRun, "");
  const joined = (language: string) =>
    [...text.matchAll(new RegExp(`^( *)\`\`\`${language}\\n(.*?)^\\1\`\`\``, "gmsu"))].map(([, , code]) => code).join("\n");
  return { sh: joined("sh"), ts: joined("ts") };
}

/** Every document that has code to run; what a program writes has other tests. */
export function documentsToRun(): string[] {
  const documents = globSync(["*.md", "docs/**/*.md", "packages/*/*.md", "apps/*/*.md"], { cwd: root })
    .map((name) => name.replaceAll(path.sep, "/"))
    .filter((name) => !/^docs\/reference\/|api-report\.md$/u.test(name));
  return documents.filter((name) => Object.values(codeOf(name)).join("") !== "");
}

/** `pnpm NAME` and `npx --yes pnpm@12 NAME` run the script of that name in the checkout, without a look at what is installed. */
const commands = `
pnpm() { local name=$1; shift; (cd ${JSON.stringify(root)} && bash -c "$(node -p "require('./package.json').scripts['$name']") \\"\\$@\\"" "$name" "$@"); }
npx() { shift 2; pnpm "$@"; }
`;

/** Runs a document's code against a product that runs, wherever its parts are, in a folder of its own; answers what was printed. Fails where the code does. */
export async function runDocument(document: string, { api, stripe, operator }: Product): Promise<string> {
  const here = (code: string) => code.replaceAll("http://localhost:4000", api).replaceAll("http://127.0.0.1:4012", stripe);
  const { sh, ts } = codeOf(document);
  const folder = mkdtempSync(path.join(tmpdir(), "skyhold-guide-"));
  try {
    const env = { ...process.env, ...operator() };
    const shell = await run("bash", ["-euo", "pipefail", "-c", commands + here(sh)], { cwd: folder, env });
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
