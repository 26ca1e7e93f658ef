import { auditInvariants } from "@skyhold/db";

import type { Context } from "../context.ts";

/** What does not hold of all that must hold of every committed state: the invariants' names, each with its rows. */
export async function brokenInvariants({ app }: { readonly app: Pick<Context, "db"> }): Promise<string[]> {
  const { results } = await auditInvariants(app.db, { production: false });
  return results.flatMap(({ holds, name, rows }) => (holds ? [] : [`${name} ${JSON.stringify(rows)}`]));
}
