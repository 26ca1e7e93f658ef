import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";

import { breakingChanges, mayBreak } from "./breaking-changes.ts";
import { readKeptDocument } from "./kept-document.ts";

// `pnpm check:api [--against COMMIT]`: whether clients of the API as it was at a commit, or when it was last released, go on working. What
// breaks them is let pass once the API's version says so: its first number, or below 1 its second.
const git = (...args: readonly string[]) =>
  execFileSync("git", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1 << 26 });

const { values } = parseArgs({ options: { against: { type: "string" } } });
const commit = values.against ?? lastRelease();
// A branch's first push has no commit before it.
if (commit === null || /^0+$/u.test(commit)) say("There is no earlier version to compare with.");
else compare(commit);

function lastRelease(): string | null {
  const [last = ""] = git("tag", "--list", "@skyhold/sdk@*", "--sort=-version:refname").split("\n");
  return last === "" ? null : last;
}

function compare(ref: string): void {
  const before: unknown = JSON.parse(git("show", `${ref}:apps/api/openapi.json`));
  const after: unknown = JSON.parse(readKeptDocument().text);
  const broken = breakingChanges(before, after);
  if (broken.length === 0) return say(`Clients of ${ref} go on working.`);
  const list = broken.map((change) => `  ${change}\n`).join("");
  if (mayBreak(before, after)) return say(`Clients of ${ref} break, as the new version of the API says:\n${list}`);
  process.exitCode = 1;
  say(`Clients of ${ref} break:\n${list}Leave the old beside the new, or raise the version of apps/api for a change that breaks clients.`);
}

function say(text: string): void {
  process.stdout.write(`${text.trimEnd()}\n`);
}
