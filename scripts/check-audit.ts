import { z } from "zod";

import { runPnpm } from "./run-pnpm.ts";

/** Known weaknesses that may stay, by their id (GHSA-…), each with the reason why it does not touch us and until when. */
const ignored: Readonly<Record<string, { readonly why: string; readonly until: string }>> = {};

const Advisory = z.object({
  github_advisory_id: z.string().nullish(),
  id: z.number().or(z.string()),
  module_name: z.string(),
  severity: z.string(),
  title: z.string(),
  url: z.string().nullish(),
});
const Audit = z.object({ advisories: z.record(z.string(), Advisory) });

// `--registry=…` asks another one.
const { json, failure } = runPnpm("audit", "--prod", ...process.argv.slice(2));
const audit = Audit.safeParse(json);
if (!audit.success) {
  // Nothing is known, and that is no reason to stop whoever works without a network.
  process.stdout.write(`NOT CHECKED: the registry told nothing of known weaknesses (${failure ?? describe(json)}).\n`);
} else {
  const today = new Date().toISOString().slice(0, 10);
  const grave = Object.values(audit.data.advisories).filter(({ severity }) => severity === "high" || severity === "critical");
  const faults = grave.filter(({ github_advisory_id, id }) => (ignored[github_advisory_id ?? String(id)]?.until ?? "") < today);
  const lines = faults.map(({ module_name, severity, title, url }) => `${module_name}: ${severity}: ${title} ${url ?? ""}`);
  process.stdout.write(
    faults.length === 0
      ? `No grave weakness is known of what runs in production; ${Object.keys(audit.data.advisories).length} lesser or ignored ones.\n`
      : `${lines.join("\n")}\n`,
  );
  process.exitCode = faults.length === 0 ? 0 : 1;
}

function describe(answer: unknown): string {
  const { data } = z.object({ error: z.object({ message: z.string() }) }).safeParse(answer);
  return data?.error.message ?? "an answer of another form";
}
