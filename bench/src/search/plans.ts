import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { itineraryStatements } from "@skyhold/db";
import type { Database } from "@skyhold/db";

import { repository } from "../part.ts";
import type { Query } from "./queries.ts";

/** A search whose plan is kept. */
export interface Planned {
  readonly query: Query;
  readonly plan: string;
}

/** How PostgreSQL runs a search, with the rows that each step found: the plan that a connection of ours makes once and keeps. */
export async function planOf(db: Database, query: Query): Promise<Planned> {
  const { origin, destination, date, stops } = query;
  const client = await db.pool.connect();
  try {
    await client.query(`PREPARE planned AS ${itineraryStatements[stops].text}`);
    const { rows } = await client.query<{ "QUERY PLAN": string }>(
      `EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, BUFFERS OFF, SUMMARY OFF)
       EXECUTE planned('{${origin}}', '{${destination}}', '${date}', '${date}', 45, 720)`,
    );
    return { query, plan: rows.map((row) => row["QUERY PLAN"]).join("\n") };
  } finally {
    client.release(true);
  }
}

/** Keeps the plans beside the results, for whoever changes a statement or an index. */
export function keepPlans(planned: readonly Planned[], about: { readonly flights: number; readonly postgres: string }): void {
  const parts = planned.map(
    ({ query: { origin, destination, date, stops }, plan }) =>
      `## Up to ${stops} stops: ${origin} to ${destination} on ${date}\n\n\`\`\`text\n${plan}\n\`\`\`\n`,
  );
  const title = `# Plans of the searches\n\nWritten by \`pnpm bench search\`: ${about.flights.toLocaleString("en")} flights, PostgreSQL ${about.postgres}.\n`;
  const file = path.join(repository, "bench/plans/search.md");
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, [title, ...parts].join("\n"));
}
