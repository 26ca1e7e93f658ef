import type { Logger } from "pino";

/** So long after its last error the queue counts as well again. */
const quietMs = 10_000;

/**
 * Tells the log what goes wrong in a queue. While the database is away each of its takers fails every two seconds, all in the same
 * words: the first error of a kind is told at once, and how many there were when nothing has gone wrong for a while.
 */
export function reportQueueErrors(log: Pick<Logger, "warn">, quiet = quietMs): (error: unknown) => void {
  const told = new Set<string>();
  const outage = { errors: 0, begun: 0, last: 0 };
  let over: NodeJS.Timeout | null = null;
  const end = () => {
    log.warn({ errors: outage.errors, seconds: Math.round((outage.last - outage.begun) / 1000) }, "queue: well again");
    told.clear();
    outage.errors = 0;
    over = null;
  };
  return (thrown) => {
    const err = asError(thrown);
    const kind = "code" in err ? String(err.code) : err.message;
    outage.last = performance.now();
    if (outage.errors === 0) outage.begun = outage.last;
    outage.errors += 1;
    if (!told.has(kind)) log.warn({ err }, "queue: others of this kind are counted, and told at the end");
    told.add(kind);
    over = over?.refresh() ?? setTimeout(end, quiet).unref();
  };
}

/** pg-boss tells of copies of errors, which are none themselves. */
function asError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown;
  const fields: Record<string, unknown> = typeof thrown === "object" ? { ...thrown } : {};
  return Object.assign(new Error(String(fields["message"])), fields);
}
