import { z } from "zod";

import { runPnpm } from "./run-pnpm.ts";

/** Licences under which everyone may use, change and pass on a dependency, as Skyhold's own (MIT) says of the whole. */
const allowed = new Set([
  "MIT",
  "MIT-0",
  "ISC",
  "0BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "CC0-1.0",
  "Unlicense",
  "Zlib",
  // Of a font, which may be passed on inside of a program and in documents.
  "OFL-1.1",
]);

/** Packages under another licence, with what belongs to them by name, each with the reason why it may stay. */
const exceptions: Readonly<Record<string, string>> = {
  "airport-data-js": "CC BY 4.0: the airports' data, credited in packages/db/prisma/data/ATTRIBUTION.md",
  "axe-core": "MPL-2.0: judges the back office's pages in tests, as it is",
  elkjs: "EPL-2.0: part of Prisma's Studio, which is never started",
  "ical.js": "MPL-2.0: reads calendars in tests, as it is",
  lightningcss: "MPL-2.0: part of Vite, which builds the admin app; as it is, and not in what is built",
};

const Listed = z.record(z.string(), z.array(z.object({ name: z.string(), versions: z.array(z.string()) })));

/** Whether an SPDX expression leaves a choice that is allowed: one of an OR, all of an AND. */
function isAllowed(expression: string): boolean {
  const plain = expression.replaceAll(/[()]/gu, "");
  return plain.split(/ OR /iu).some((choice) => choice.split(/ AND /iu).every((licence) => allowed.has(licence.trim())));
}

const isException = (name: string) => Object.keys(exceptions).some((known) => name === known || name.startsWith(`${known}-`));

const { json, failure } = runPnpm("--recursive", "licenses", "list");
if (failure !== null) throw new Error(`pnpm told no licences: ${failure}`);
const groups = Object.entries(Listed.parse(json));
const faults = groups.flatMap(([licence, packages]) =>
  isAllowed(licence)
    ? []
    : packages
        .filter(({ name }) => !isException(name))
        .map(({ name, versions }) => `${name} ${versions.join(", ")}: ${licence} is not allowed`),
);
const names = new Set(groups.flatMap(([, packages]) => packages.map(({ name }) => name)));
const stale = Object.keys(exceptions)
  .filter((name) => !names.has(name))
  .map((name) => `${name}: an exception for nothing`);

const all = [...faults, ...stale];
process.stdout.write(
  all.length === 0 ? `${names.size} dependencies under ${groups.length} licences, all allowed.\n` : `${all.join("\n")}\n`,
);
process.exitCode = all.length === 0 ? 0 : 1;
