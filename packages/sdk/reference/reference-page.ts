import { errorTable } from "@skyhold/core/errors";

import type { Call, Client, ExportedName, Group, Words } from "./read-client.ts";

/** The reference of the client: its calls with what they promise, their errors and an example, and its types written out. */
export function referencePage({ entries, groups }: Client): string {
  const exported = [...entries].flatMap(([entry, names]) => names.map((each) => ({ ...each, entry })));
  const isOfCalls = ({ name }: ExportedName) => /(?:Calls|Reads|Operations)$/u.test(name);
  const functions = exported.filter(({ kind }) => kind === "function" || kind === "class");
  const types = exported.filter((each) => !functions.includes(each) && !isOfCalls(each));
  return [
    "# SDK reference",
    "Written by `pnpm openapi` from the source of `@skyhold/sdk` and kept true by a test. How to use it is in [its README](../../packages/sdk/README.md); what each error code means and what to do about it, in [the list of codes](../errors.md). Beside the codes of a call, every call may reject with the client's own: `NETWORK`, `TIMEOUT`, `ABORTED`, `BAD_RESPONSE`, `UNKNOWN`, and with `RATE_LIMITED`, `OVERLOADED` and `INTERNAL`.",
    groups.map(({ path }) => `[${path}](#skyhold${path.replaceAll(".", "").toLowerCase()})`).join(" · "),
    ...groups.map(groupSection),
    "## Functions and classes",
    ...functions.map((each) => exportSection(each, each.entry)),
    "## Types",
    ...types.map((each) => exportSection(each, each.entry)),
    "",
  ].join("\n\n");
}

function groupSection({ path, words, calls }: Group): string {
  return [`## skyhold.${path}`, prose(words), ...calls.map(callSection)].join("\n\n");
}

function callSection({ path, signature, words }: Call): string {
  return [`### ${path}`, prose(words), code(`skyhold.${path}: ${signature}`), ...exampleOf(words)].join("\n\n");
}

function exportSection({ name, declaration, words }: ExportedName, entry: string): string {
  const from = entry === "@skyhold/sdk" ? "" : `From \`${entry}\`. `;
  return [`### ${name}`, from + prose(words), code(declaration), ...exampleOf(words)].join("\n\n");
}

function exampleOf({ example }: Words): string[] {
  return example === null ? [] : [`For example:\n\n${code(example)}`];
}

/** A docstring with each error code as a link to what it means. */
function prose({ text }: Words): string {
  return text.replaceAll(/(?<![`\w])[A-Z_]{2,}(?![`\w])/gu, (each) =>
    each in errorTable ? `[${each}](../errors.md#${each.toLowerCase()})` : each,
  );
}

function code(text: string): string {
  return `\`\`\`ts\n${text}\n\`\`\``;
}
