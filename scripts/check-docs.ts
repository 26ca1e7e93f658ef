import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";

import manifest from "../package.json" with { type: "json" };
import { adrIndex, adrIndexFile } from "./adr-index.ts";

const root = path.resolve(import.meta.dirname, "..");
const documents = globSync("{*.md,docs/**/*.md,packages/*/*.md,apps/*/*.md}", {
  cwd: root,
  exclude: (name) => name.includes("node_modules"),
});

/** What a document names that should exist: files in backticks with a slash in them, links to files, and the scripts that it tells people to run. */
function namesIn(text: string): { paths: string[]; scripts: string[] } {
  const prose = text.replaceAll(/```[\s\S]*?```/gu, (block) => block.replaceAll("`", ""));
  const quoted = [...prose.matchAll(/`([\w@.][\w@.-]*\/[\w@./-]*)`/gu)].map(([, name = ""]) => name);
  const linked = [...prose.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/gu)].map(([, name = ""]) => name);
  const code = [...text.matchAll(/```[\s\S]*?```|`[^`\n]+`/gu)].map(([block]) => block).join("\n");
  const scripts = [...code.matchAll(/\bpnpm(?:@12)? (?:run )?([a-z][\w:-]*)/gu)].map(([, name = ""]) => name);
  return {
    paths: [...quoted.filter((name) => /^(apps|packages|docs|bench|examples|scripts|\.ci|\.github)\//u.test(name)), ...linked],
    scripts,
  };
}

/** Of the tables that say which test proves what: the cell of a test's file, and the next one with its name. */
function testsIn(text: string): { file: string; name: string }[] {
  const rows = text.matchAll(/\| `([^`]+\.test\.ts)` +\| ([^|\n]+) \|/gu);
  return [...rows].map(([, file = "", name = ""]) => ({ file, name: name.trim() }));
}

function hasTest({ file, name }: { readonly file: string; readonly name: string }): boolean {
  const source = path.join(root, file);
  return existsSync(source) && readFileSync(source, "utf8").includes(`"${name}"`);
}

/** Code is run by a test (examples/demo/demo.test.ts) unless a comment before it says why not; all else is in a language that nobody runs. */
const fences = /^(?<mark> *<!-- no-run:(?<reason>[^\n]*)-->\n+)? *```(?<language>[^\n]*)\n.*?^ *```$/gmsu;
const neverRun = new Set(["json", "conf", "sql", "mermaid", "text"]);
const written = /^docs\/reference\/|api-report\.md$/u;

function codeFaults(document: string, text: string): string[] {
  if (written.test(document)) return [];
  return [...text.matchAll(fences)].flatMap(({ groups = {} }) => {
    const { mark, reason = "", language = "" } = groups;
    const place = `${document}: a block of ${language === "" ? "no language" : language}`;
    if (language !== "sh" && language !== "ts")
      return neverRun.has(language) ? [] : [`${place} is neither run nor one of ${[...neverRun].join(", ")}`];
    const proof = /[\w./-]+\/[\w.-]+\.ts\b/u.exec(reason)?.[0];
    if (mark !== undefined && reason.trim().length < 10) return [`${place} is not run, and the comment before it does not say why`];
    return proof !== undefined && !existsSync(path.join(root, proof)) ? [`${place}: ${proof} does not exist`] : [];
  });
}

const pnpmCommands = new Set(["install", "add", "exec", "run", "i"]);

const faults = documents.flatMap((document) => {
  const text = readFileSync(path.join(root, document), "utf8");
  const { paths, scripts } = namesIn(text);
  // What a build makes is not there in a fresh checkout.
  const exists = (name: string) =>
    name.endsWith("/dist") || existsSync(path.resolve(root, path.dirname(document), name)) || existsSync(path.join(root, name));
  const missing = paths.filter((name) => !exists(name)).map((name) => `${document}: ${name} does not exist`);
  const unknown = scripts
    .filter((name) => !(name in manifest.scripts) && !pnpmCommands.has(name))
    .map((name) => `${document}: there is no script ${name}`);
  const unproven = testsIn(text)
    .filter((test) => !hasTest(test))
    .map(({ file, name }) => `${document}: ${file} has no test "${name}"`);
  return [...missing, ...unknown, ...unproven, ...codeFaults(document, text)];
});

if (readFileSync(adrIndexFile, "utf8") !== adrIndex())
  faults.push("docs/adr/README.md is not the list of the records; pnpm openapi writes it anew");

process.stdout.write(faults.length === 0 ? `${documents.length} documents name only what exists.\n` : `${faults.join("\n")}\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
