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

/** What the driver says, without a code, when a connection could not be made, or not in time. */
const neverConnected = ["timeout exceeded when trying to connect", "Connection terminated due to connection timeout"];

/** What a pooler, PgBouncer, says before it has given the caller a server. All else that it says came while the caller had one, or may have. */
const neverServed = [
  "server login has been failing",
  "query_wait_timeout",
  "pgbouncer cannot connect to server",
  "no more connections allowed",
];

/** Whether the database had no connection or no lock to give within its time: nothing was changed, and a moment later it may. */
export function isOverload(error: unknown): boolean {
  const states = ["P2028", "P2024", "P1001", "55P03", "53300", "57014", "57P03", "ECONNREFUSED"];
  return saysOneOf(error, neverConnected) || isUnserved(error) || states.some((state) => hasSqlState(error, state));
}

/** A pooler has one code for all that goes wrong between it and a server; only its words tell when. */
function isUnserved(error: unknown): boolean {
  if (!hasSqlState(error, poolerState) || !(error instanceof Error)) return false;
  return neverServed.some((words) => error.message.includes(words));
}

/** A protocol violation, says PostgreSQL: PgBouncer says it whenever it has no other code. */
const poolerState = "08P01";

/** The same of a connection that was lost while something was done on it. */
const lost = [
  "Connection terminated unexpectedly",
  "Connection terminated",
  "Client has encountered a connection error and is not queryable",
  "ConnectionClosed",
];

/** The same of a raw statement, to which Prisma gives no code, within its own sentence. */
const closed = "Message: `Server has closed the connection.`";

/** Whether the connection to the database was lost in the middle, as when the server restarts: what was asked for may have been done, or not. */
export function isConnectionLost(error: unknown): boolean {
  const states = ["P1017", "P1008", "57P01", "57P02", "08000", "08003", "08006", poolerState, "ECONNRESET", "EPIPE", "ETIMEDOUT"];
  return (
    saysOneOf(error, lost) ||
    (error instanceof Error && error.message.includes(closed)) ||
    states.some((state) => hasSqlState(error, state))
  );
}

function saysOneOf(error: unknown, messages: readonly string[]): boolean {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; depth += 1) {
    if (messages.includes(current.message)) return true;
    current = current.cause;
  }
  return false;
}

/** Whether a unique constraint or index refused a row; with a name, that very one. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (!hasSqlState(error, "23505") && !hasSqlState(error, "P2002")) return false;
  return constraint === undefined || JSON.stringify(error, Object.getOwnPropertyNames(error)).includes(constraint);
}
