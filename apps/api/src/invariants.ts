import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

import { auditInvariants, openDatabase } from "@skyhold/db";
import type { InvariantAudit } from "@skyhold/db";

import { findRunning } from "./embedded/running-file.ts";

// `pnpm invariants [--json]`: checks all that must hold, in one read-only picture of a database that may be in use.
// Ends with 0 when all of it holds, 1 when something does not, 2 when it could not be checked.
const root = path.resolve(import.meta.dirname, "../../..");

try {
  const { values: flags } = parseArgs({ options: { json: { type: "boolean", default: false } } });
  if (existsSync(path.join(root, ".env"))) process.loadEnvFile(path.join(root, ".env"));
  const audit = await run(databaseUrl());
  process.stdout.write(flags.json ? `${JSON.stringify(audit)}\n` : report(audit));
  process.exitCode = audit.holds ? 0 : 1;
} catch (error) {
  process.stderr.write(`The invariants could not be checked. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

function databaseUrl(): string {
  const given = process.env["DATABASE_URL"] || findRunning(path.join(root, ".skyhold"))?.database;
  if (!given) {
    throw new Error(
      "No database is known: run `pnpm start` in another terminal, or set DATABASE_URL=postgresql://user:password@host:5432/database.",
    );
  }
  return given;
}

async function run(connectionString: string): Promise<InvariantAudit> {
  const db = openDatabase({ connectionString, poolSize: 1 });
  try {
    return await auditInvariants(db, { production: process.env["NODE_ENV"] === "production" });
  } finally {
    await db.close();
  }
}

function report({ checkedAt, durationMs, results }: InvariantAudit): string {
  const violated = results.filter(({ holds }) => !holds).length;
  const lines = results.flatMap(({ name, sentence, holds, violations, rows }) => [
    `${holds ? "✓" : "✗"} ${name}: ${sentence}`,
    ...rows.map((row) => `    ${describe(row)}`),
    ...(violations > rows.length ? [`    … and ${violations - rows.length} more`] : []),
  ]);
  const verdict = violated === 0 ? `All ${results.length} invariants hold.` : `${violated} of ${results.length} invariants do not hold.`;
  return [...lines, "", `${verdict} Checked at ${checkedAt} in ${durationMs} ms.`, ""].join("\n");
}

function describe(row: Readonly<Record<string, unknown>>): string {
  return Object.entries(row)
    .map(([column, value]) => `${column} ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(", ");
}
