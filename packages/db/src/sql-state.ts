/** Whether an error is PostgreSQL's with this SQLSTATE, come through `pg` or through Prisma (where it is a driver error, or hidden in `meta`). */
export function hasSqlState(error: unknown, state: string): boolean {
  for (let current = error, depth = 0; typeof current === "object" && current !== null && depth < 5; depth += 1) {
    const fields: Record<string, unknown> = { ...current };
    if (fields["code"] === state || fields["originalCode"] === state) return true;
    current = fields["cause"] ?? fields["driverAdapterError"] ?? fields["meta"];
  }
  return false;
}

/** Whether a unique constraint or index refused a row; with a name, that very one. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (!hasSqlState(error, "23505") && !hasSqlState(error, "P2002")) return false;
  return constraint === undefined || JSON.stringify(error, Object.getOwnPropertyNames(error)).includes(constraint);
}
