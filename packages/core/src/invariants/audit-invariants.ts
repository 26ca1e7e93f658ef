import { auditInvariants as audit } from "@skyhold/db";

import type { Context } from "../context.ts";

/** About three months of nights. */
const kept = 90;

/** What the log says of an audit; all of it is in the database. */
export interface AuditSummary {
  readonly holds: boolean;
  /** The names of the invariants that do not hold. */
  readonly violated: readonly string[];
}

/**
 * Job: checks all that must hold in the database while the system runs, and keeps what was found for staff. Whether this is
 * production it does not ask: a shifted clock is worth their notice anywhere.
 */
export async function auditInvariants(ctx: Context): Promise<AuditSummary> {
  const found = await audit(ctx.db, { production: true });
  const { prisma } = ctx.db;
  const results = found.results.map((result) => ({ ...result }));
  await prisma.invariantAudit.create({ data: { ...found, id: ctx.newId("aud"), results } });
  const outdated = await prisma.invariantAudit.findMany({ orderBy: { checkedAt: "desc" }, skip: kept, select: { id: true } });
  await prisma.invariantAudit.deleteMany({ where: { id: { in: outdated.map(({ id }) => id) } } });
  return { holds: found.holds, violated: found.results.flatMap(({ holds, name }) => (holds ? [] : [name])) };
}
