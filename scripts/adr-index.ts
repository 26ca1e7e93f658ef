import { globSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const folder = path.resolve(import.meta.dirname, "../docs/adr");

/** Where the list of decision records is kept. */
export const adrIndexFile = path.join(folder, "README.md");

/** The list of all decision records, a line each, as their files say. */
export function adrIndex(): string {
  const files = globSync("[0-9]*.md", { cwd: folder }).toSorted();
  const lines = files.map((file) => {
    const [heading = ""] = readFileSync(path.join(folder, file), "utf8").split("\n");
    return `- [${file.slice(0, 4)}](${file}): ${heading.replace(/^# \d+\. /u, "")}`;
  });
  return `# Decision records

Why things are as they are: short, dated, never edited afterwards; a decision that changes gets a new record that names the old one. Numbers are given out ahead
of the work, so one that is missing here was never used: nothing was withdrawn. Written by \`pnpm openapi\`.

${lines.join("\n")}
`;
}

if (import.meta.main) writeFileSync(adrIndexFile, adrIndex());
