import type { Pool } from "pg";

/** Told of each statement as it begins, by its text without its parameters; what it answers is called at the statement's end, with the error if there was one. */
export type StatementWatch = (text: string) => (error: unknown) => void;

/** Has every statement of the pool watched: those of the pool itself, with their wait for a connection, and those of a transaction's connection. */
export function watchStatements(pool: Pool, watch: StatementWatch): void {
  watchQueries(pool, watch);
  pool.on("connect", (client) => watchQueries(client, watch));
}

/** A call with a callback is the pool's own on one of its connections, and has been seen at the pool. */
function watchQueries(target: { query: unknown }, watch: StatementWatch): void {
  const { query } = target;
  if (typeof query !== "function") return;
  target.query = (...values: unknown[]): unknown => {
    const text = textOf(values[0]);
    const end = text === null || typeof values.at(-1) === "function" ? null : watch(text);
    const answer: unknown = Reflect.apply(query, target, values);
    if (!end || !(answer instanceof Promise)) return answer;
    answer.then(() => end(null), end);
    return answer;
  };
}

function textOf(statement: unknown): string | null {
  if (typeof statement === "string") return statement;
  const text = typeof statement === "object" && statement !== null && "text" in statement ? statement.text : null;
  return typeof text === "string" ? text : null;
}
