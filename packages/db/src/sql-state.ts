/** Whether an error is PostgreSQL's with this SQLSTATE, come through `pg` or through Prisma (where it is a driver error, or hidden in `meta`). */
export function hasSqlState(error: unknown, state: string): boolean {
  for (let current = error, depth = 0; typeof current === "object" && current !== null && depth < 5; depth += 1) {
    const fields: Record<string, unknown> = { ...current };
    if (fields["code"] === state || fields["originalCode"] === state) return true;
    current = fields["cause"] ?? fields["driverAdapterError"] ?? fields["meta"];
  }
  return false;
}

/** Whether PostgreSQL cannot store or read a value at all (class 22, data exception): a NUL in a text, a date that no calendar has. */
export function isDataException(error: unknown): boolean {
  return ["22021", "22008", "22P05", "22P02", "22007", "22003", "22001"].some((state) => hasSqlState(error, state));
}

/** Whether the database had no connection or no lock to give within its time: nothing was changed, and a moment later it may. */
export function isOverload(error: unknown): boolean {
  const poolIsEmpty = error instanceof Error && error.message === "timeout exceeded when trying to connect";
  return poolIsEmpty || ["P2028", "P2024", "55P03", "53300", "57014"].some((state) => hasSqlState(error, state));
}

/** Whether a unique constraint or index refused a row; with a name, that very one. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (!hasSqlState(error, "23505") && !hasSqlState(error, "P2002")) return false;
  return constraint === undefined || JSON.stringify(error, Object.getOwnPropertyNames(error)).includes(constraint);
}
